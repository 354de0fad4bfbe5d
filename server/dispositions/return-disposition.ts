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
import { findDisposition, updateNode } from './dispositions.table.js';
import { firstReading } from './first-reading.js';
import { moveNode } from './node-life.js';
import { nodeOfDesk } from './node-of-desk.js';

/**
 * Gives a disposition back to whoever sent it, with a reason: not this desk's work.
 *
 * @throws {Problem} `letter-not-found`, `disposition-not-found`, `disposition-status-wrong`, `letter-status-wrong`
 */
export function returnDisposition(
  scope: DeskScope,
  letterId: string,
  nodeId: string,
  reason: string,
): Promise<{ nodeId: string }> {
  return work(scope, async (work) => {
    const { letter } = await letterAtDesk(scope, letterId);
    const node = await nodeOfDesk(work.db, scope, letterId, nodeId);
    const disposition = node && (await findDisposition(work.db, scope.tenantId, node.disposition_id));
    if (!node || !disposition || node.is_copy === 1) throw new Problem('disposition-not-found');
    // What is closed stays as it was closed.
    moveOn(statusOf(letter), 'follow-up');
    const returned = {
      state: moveNode(node.state, 'return'),
      ...firstReading(scope, node),
      returned_at: scope.now.toISOString(),
      return_reason: reason,
    };
    if (!(await updateNode(work.db, node, returned)))
      throw new Problem('letter-changed-meanwhile', { by: 'orang lain' });
    await changeLetter(work, scope, letter, {});
    const mine = { letterId, positionId: scope.actor.positionId };
    await changeDeskItems(work, scope, mine, (item) => item.node_id === node.id, {
      state: 'done',
      waits_for: null,
      unread: 0,
    });
    const sender = { letterId, positionId: disposition.from_position_id };
    await changeDeskItems(work, scope, sender, (item) => item.state !== 'gone', { unread: 1 });
    await countProgress(work, scope, letterId, disposition.from_position_id);
    await touchLetter(work, scope, letterId);
    writeDown(work, scope, { kind: 'disposition.returned', subject: letterId, data: { node: node.id } });
    return { nodeId };
  });
}
