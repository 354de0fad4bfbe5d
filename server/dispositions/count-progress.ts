import { changeDeskItems } from '../letters/index.js';
import type { Scope, Work } from '../tenants/index.js';
import { listDispositions, listNodes } from './dispositions.table.js';
import { counts } from './node-life.js';

/**
 * Writes "n of m done" onto the rows of the desk that disposed, and asks it to close the letter when all are done.
 *
 * Only the routed desk closes; a receiver that disposed further sees the figures and reports for itself.
 */
export async function countProgress(
  work: Work,
  scope: Scope,
  letterId: string,
  positionId: string,
): Promise<void> {
  const sent = new Set(
    (await listDispositions(work.db, scope.tenantId, letterId))
      .filter((one) => one.from_position_id === positionId)
      .map((one) => one.id),
  );
  const nodes = (await listNodes(work.db, scope.tenantId, letterId)).filter(
    (node) => sent.has(node.disposition_id) && counts(node),
  );
  const done = nodes.filter((node) => node.state === 'done').length;
  const progress = { progress_done: done, progress_of: nodes.length };
  const desk = { letterId, positionId };
  await changeDeskItems(work, scope, desk, (item) => item.reason === 'disposition', progress);
  const settled = nodes.every((node) => node.state === 'done' || node.state === 'returned');
  const asked =
    nodes.length === 0
      ? ({ state: 'open', waits_for: 'disposition' } as const)
      : settled
        ? ({ state: 'open', waits_for: 'close' } as const)
        : ({ state: 'idle', waits_for: null } as const);
  await changeDeskItems(work, scope, desk, (item) => item.reason === 'route' && item.state !== 'done', {
    ...progress,
    ...asked,
  });
}
