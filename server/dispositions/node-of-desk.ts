import type { Db, DispositionNodeRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope } from '../tenants/index.js';
import { findNode, listNodes } from './dispositions.table.js';
import { isOpen } from './node-life.js';

/**
 * The node for which this desk answers: the named one, or its only open one. Undefined where it has none.
 *
 * @throws {Problem} `disposition-not-found` when the named node is not this desk's
 */
export async function nodeOfDesk(
  db: Db,
  scope: DeskScope,
  letterId: string,
  nodeId?: string,
): Promise<DispositionNodeRow | undefined> {
  if (nodeId !== undefined) {
    const node = await findNode(db, scope.tenantId, nodeId);
    if (
      !node ||
      node.letter_id !== letterId ||
      node.position_id !== scope.actor.positionId ||
      node.state === 'recalled'
    ) {
      throw new Problem('disposition-not-found');
    }
    return node;
  }
  const mine = (await listNodes(db, scope.tenantId, letterId)).filter(
    (node) => node.position_id === scope.actor.positionId,
  );
  return mine.reverse().find(isOpen);
}
