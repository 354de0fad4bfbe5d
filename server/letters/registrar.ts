import { positionById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope } from '../tenants/index.js';

/** @throws {Problem} `not-registrar` unless letters are recorded at this desk */
export async function expectRegistrar(scope: DeskScope): Promise<void> {
  const position = await positionById(scope, scope.actor.positionId);
  if (position?.is_registrar !== 1) throw new Problem('not-registrar');
}
