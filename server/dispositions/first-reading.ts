import type { DispositionNodeRow } from '../database/index.js';
import type { DeskScope } from '../tenants/index.js';

/** Who acts on a disposition has read it, also where no page was in view for two seconds. Empty when it was read before. */
export function firstReading(
  scope: DeskScope,
  node: DispositionNodeRow,
): Partial<Pick<DispositionNodeRow, 'read_at' | 'read_by'>> {
  if (node.read_at !== null) return {};
  return { read_at: scope.now.toISOString(), read_by: scope.actor.officialId };
}
