import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { setFactorDemand } from './second-factors.table.js';

/**
 * Has every signer of a tenant prove a second factor, or only those who enrolled one. In official mode all do anyway.
 *
 * @returns true when it was otherwise before
 * @throws {Problem} `grant-missing` unless an admin or a command asks
 */
export async function demandFactors(scope: Scope, demanded: boolean): Promise<boolean> {
  const { kind } = scope.actor;
  if (kind !== 'command' && kind !== 'admin') throw new Problem('grant-missing', { grant: 'admin' });
  return work(scope, async (work) => {
    const since = demanded ? scope.now.toISOString() : null;
    if (!(await setFactorDemand(work.db, scope.tenantId, since))) return false;
    writeDown(work, scope, { kind: demanded ? 'factor.demanded' : 'factor.waived', subject: scope.tenantId });
    return true;
  });
}
