import type { NodeState } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';

/** What happens to one receiver's node. */
export type NodeEvent = 'read' | 'work' | 'finish' | 'recall' | 'return';

/** design.md §4: `sent → read → in-progress → done`, recalled only while sent, returned with a reason. */
const life: Readonly<Record<NodeState, Readonly<Partial<Record<NodeEvent, NodeState>>>>> = {
  sent: { read: 'read', work: 'in-progress', finish: 'done', recall: 'recalled', return: 'returned' },
  read: { work: 'in-progress', finish: 'done', return: 'returned' },
  'in-progress': { work: 'in-progress', finish: 'done', return: 'returned' },
  done: {},
  recalled: {},
  returned: {},
};

const spoken: Readonly<Record<NodeState, string>> = {
  sent: 'terkirim',
  read: 'dibaca',
  'in-progress': 'dikerjakan',
  done: 'selesai',
  recalled: 'ditarik',
  returned: 'dikembalikan',
};

export function nextNodeState(state: NodeState, event: NodeEvent): NodeState | undefined {
  return life[state][event];
}

/** @throws {Problem} `disposition-status-wrong` */
export function moveNode(state: NodeState, event: NodeEvent): NodeState {
  const next = nextNodeState(state, event);
  if (!next) throw new Problem('disposition-status-wrong', { status: spoken[state] });
  return next;
}

/** A receiver that still owes something. Copies never do. */
export function isOpen(node: { readonly state: NodeState; readonly is_copy: number }): boolean {
  return (
    node.is_copy === 0 && (node.state === 'sent' || node.state === 'read' || node.state === 'in-progress')
  );
}

/** A receiver that counts in "n of m done": with a duty, and not recalled. */
export function counts(node: { readonly state: NodeState; readonly is_copy: number }): boolean {
  return node.is_copy === 0 && node.state !== 'recalled';
}
