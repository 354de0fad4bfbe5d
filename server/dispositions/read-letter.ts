import { writeDown } from '../ledger/index.js';
import { changeDeskItems, letterAtDesk, touchLetter } from '../letters/index.js';
import { work, type DeskScope } from '../tenants/index.js';
import { listNodes, updateNode } from './dispositions.table.js';
import { moveNode } from './node-life.js';

/**
 * Page one has been in view for two seconds: the letter counts as read at this desk, and so do dispositions to it.
 *
 * Doing it again changes nothing.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export function readLetter(scope: DeskScope, letterId: string): Promise<{ read: true }> {
  return work(scope, async (work) => {
    const { items } = await letterAtDesk(scope, letterId);
    const mine = { letterId, positionId: scope.actor.positionId };
    const unread = items.some((item) => item.unread === 1);
    if (unread) await changeDeskItems(work, scope, mine, (item) => item.unread === 1, { unread: 0 });
    const nodes = (await listNodes(work.db, scope.tenantId, letterId)).filter(
      (node) => node.position_id === scope.actor.positionId && node.state === 'sent',
    );
    for (const node of nodes) {
      await updateNode(work.db, node, {
        state: moveNode('sent', 'read'),
        read_at: scope.now.toISOString(),
        read_by: scope.actor.officialId,
      });
      writeDown(work, scope, { kind: 'disposition.read', subject: letterId, data: { node: node.id } });
    }
    if (unread) writeDown(work, scope, { kind: 'letter.read', subject: letterId });
    if (nodes.length > 0) await touchLetter(work, scope, letterId);
    return { read: true };
  });
}
