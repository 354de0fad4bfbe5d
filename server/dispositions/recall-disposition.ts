import { writeDown } from '../ledger/index.js';
import {
  changeDeskItems,
  changeLetter,
  letterAtDesk,
  moveOn,
  statusOf,
  touchLetter,
} from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope } from '../tenants/index.js';
import { countProgress } from './count-progress.js';
import { findDisposition, findNode, listNodes, updateNode } from './dispositions.table.js';
import { timeInZone } from './time-in-zone.js';

/**
 * Takes back a disposition that nobody has read: it leaves the receiver's desk as if it had not come.
 *
 * @throws {Problem} `disposition-not-found`, `disposition-read`, `letter-status-wrong`
 */
export function recallDisposition(
  scope: DeskScope,
  nodeId: string,
): Promise<{ nodeId: string; version: number }> {
  return work(scope, async (work) => {
    const node = await findNode(work.db, scope.tenantId, nodeId);
    const disposition = node && (await findDisposition(work.db, scope.tenantId, node.disposition_id));
    if (!node || disposition?.from_position_id !== scope.actor.positionId)
      throw new Problem('disposition-not-found');
    const { letter } = await letterAtDesk(scope, node.letter_id);
    if (node.state === 'recalled') return { nodeId, version: letter.version };
    // What is closed stays as it was closed.
    moveOn(statusOf(letter), 'follow-up');
    const recalled = { state: 'recalled', recalled_at: scope.now.toISOString() } as const;
    if (node.state !== 'sent' || !(await updateNode(work.db, node, recalled))) {
      throw new Problem('disposition-read', {
        time: timeInZone(node.read_at ?? scope.now.toISOString(), scope.zone),
      });
    }
    const receiver = { letterId: node.letter_id, positionId: node.position_id };
    await changeDeskItems(work, scope, receiver, (item) => item.node_id === node.id, {
      state: 'gone',
      unread: 0,
    });
    const left = (await listNodes(work.db, scope.tenantId, node.letter_id)).filter(
      (one) => one.state !== 'recalled',
    );
    const status =
      left.length === 0 && letter.status === 'disposed' ? { status: moveOn('disposed', 'recall-all') } : {};
    const version = await changeLetter(work, scope, letter, status);
    await countProgress(work, scope, node.letter_id, scope.actor.positionId);
    await touchLetter(work, scope, node.letter_id);
    writeDown(work, scope, {
      kind: 'disposition.recalled',
      subject: node.letter_id,
      data: { node: node.id },
    });
    return { nodeId, version };
  });
}
