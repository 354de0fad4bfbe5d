import type { Dispose, Disposed } from '../contract/dispositions.js';
import type { DispositionNodeRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import {
  changeDeskItems,
  changeLetter,
  expectVersion,
  letterAtDesk,
  moveOn,
  statusOf,
  putOnDesk,
  touchLetter,
} from '../letters/index.js';
import { appointmentById, below, office } from '../people/index.js';
import { longDate } from '../platform/date-words.js';
import { newId } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Work } from '../tenants/index.js';
import { insertDisposition, updateNode } from './dispositions.table.js';
import { firstReading } from './first-reading.js';
import { lastDueUnder } from './last-due.js';
import { moveNode } from './node-life.js';
import { nodeOfDesk } from './node-of-desk.js';
import { countProgress } from './count-progress.js';

/**
 * Sends a letter on from this desk to others, each with its own instructions, as one act.
 *
 * Whoever disposes further must be a receiver or the desk to which the letter was routed; duties go only down the
 * line, copies anywhere.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `letter-changed-meanwhile`, `letter-status-wrong`,
 *   `disposition-incomplete`, `disposition-to-self`, `position-unknown`, `disposition-not-found`,
 *   `disposition-status-wrong`, `disposition-due-past`, `disposition-due-after-parent`
 */
export function sendDisposition(
  scope: DeskScope,
  letterId: string,
  input: Dispose,
  key?: string,
): Promise<Disposed> {
  const request = {
    dispose: letterId,
    desk: scope.actor.positionId,
    input: JSON.parse(JSON.stringify(input)) as never,
  };
  return once(scope, { key, request }, async (work) => {
    const { letter, items } = await letterAtDesk(scope, letterId);
    await expectVersion(scope, letter, input.version);
    const parent = await nodeOfDesk(work.db, scope, letterId, input.parentNodeId);
    const routed = items.some((item) => item.reason === 'route');
    if (!parent && !routed) throw new Problem('letter-status-wrong', { status: 'dibaca sebagai tembusan' });
    if (parent?.is_copy === 1) throw new Problem('disposition-not-found');
    const working = parent && moveNode(parent.state, 'work');
    await checkRecipients(scope, input);
    checkDue(scope, input.due, parent);

    const version = await changeLetter(work, scope, letter, {
      status: moveOn(statusOf(letter), 'dispose'),
    });
    const appointment = await appointmentById(scope, scope.actor.appointmentId);
    const at = scope.now.toISOString();
    const dispositionId = newId(scope.now);
    const due = input.due ?? parent?.due ?? null;
    // Ids of one millisecond sort by chance; the receivers keep the order in which they were chosen.
    const ids = input.recipients.map(() => newId(scope.now)).sort();
    const nodes = input.recipients.map((recipient, i): DispositionNodeRow => ({
      tenant_id: scope.tenantId,
      id: ids[i] ?? newId(scope.now),
      disposition_id: dispositionId,
      letter_id: letterId,
      position_id: recipient.positionId,
      instructions: JSON.stringify(recipient.instructions),
      is_copy: recipient.copy ? 1 : 0,
      state: 'sent',
      due: recipient.copy ? null : due,
      sent_at: at,
      read_at: null,
      read_by: null,
      done_at: null,
      recalled_at: null,
      returned_at: null,
      return_reason: null,
    }));
    const row = {
      tenant_id: scope.tenantId,
      id: dispositionId,
      letter_id: letterId,
      parent_node_id: parent?.id ?? null,
      from_position_id: scope.actor.positionId,
      official_id: scope.actor.officialId,
      capacity: appointment?.capacity ?? 'definitive',
      note: input.note === undefined || input.note === '' ? null : input.note,
      due,
      at,
    };
    await insertDisposition(work.db, row, nodes);
    // Whoever sends a duty on has taken it up: it can no longer be recalled from under the others.
    if (
      parent &&
      working &&
      !(await updateNode(work.db, parent, { state: working, ...firstReading(scope, parent) }))
    )
      throw new Problem('letter-changed-meanwhile', { by: 'orang lain' });
    await putOnDesks(work, scope, nodes);
    // Routed desks have done what they were asked for; what they still see is how far it went.
    const mine = { letterId, positionId: scope.actor.positionId };
    await changeDeskItems(work, scope, mine, (item) => item.reason === 'route', {
      state: 'idle',
      waits_for: null,
    });
    await changeDeskItems(work, scope, mine, (item) => item.unread === 1, { unread: 0 });
    await countProgress(work, scope, letterId, scope.actor.positionId);
    await touchLetter(work, scope, letterId);
    writeDown(work, scope, {
      kind: 'disposition.sent',
      subject: letterId,
      data: {
        disposition: dispositionId,
        to: nodes.map((node) => ({ node: node.id, position: node.position_id, copy: node.is_copy === 1 })),
      },
    });
    return { dispositionId, nodeIds: nodes.map((node) => node.id), version };
  });
}

async function checkRecipients(scope: DeskScope, input: Dispose): Promise<void> {
  const { positions } = await office(scope);
  const line = new Set(below(positions, scope.actor.positionId).map((position) => position.id));
  const seen = new Set<string>();
  for (const { positionId, instructions, copy } of input.recipients) {
    if (positionId === scope.actor.positionId) throw new Problem('disposition-to-self');
    const known = copy ? positions.some((position) => position.id === positionId) : line.has(positionId);
    if (!known || seen.has(positionId)) throw new Problem('position-unknown');
    if (!copy && instructions.length === 0) throw new Problem('disposition-incomplete');
    seen.add(positionId);
  }
  if (!input.recipients.some((recipient) => !recipient.copy)) throw new Problem('disposition-incomplete');
}

function checkDue(scope: DeskScope, due: string | undefined, parent: DispositionNodeRow | undefined): void {
  if (due === undefined) return;
  const today = localDate(scope.now, scope.zone);
  if (due < today) throw new Problem('disposition-due-past', { date: longDate(due) });
  const last = lastDueUnder(parent, today);
  if (last !== undefined && due > last)
    throw new Problem('disposition-due-after-parent', { date: longDate(last) });
}

async function putOnDesks(work: Work, scope: DeskScope, nodes: readonly DispositionNodeRow[]): Promise<void> {
  for (const node of nodes) {
    const common = { positionId: node.position_id, letterId: node.letter_id, nodeId: node.id, unread: true };
    await putOnDesk(
      work,
      scope,
      node.is_copy === 1
        ? { ...common, reason: 'copy', state: 'idle' }
        : {
            ...common,
            reason: 'disposition',
            state: 'open',
            waitsFor: 'follow-up',
            ...(node.due === null ? {} : { due: node.due }),
          },
    );
  }
}
