import { allTenants, look, scopeFor, type Office } from '../tenants/index.js';
import { sealLetter } from './seal-letter.js';
import { listUnsealed } from './seals.table.js';
import { sealMoment } from './time-seals.js';

const mostAtOnce = 50;

/**
 * Seals what is signed and waits for it, where a tenant wants that, and gives how many. Whatever cannot be sealed now is
 * tried again by the next run: that is how a letter gets its seal whose server died on the way.
 */
export async function sealDue(office: Office): Promise<number> {
  let sealed = 0;
  for (const tenant of await allTenants(office.store)) {
    const scope = scopeFor(office, tenant, { kind: 'job' });
    const { moment, since } = await sealMoment(scope);
    if (moment !== 'after-last-signature') continue;
    const waiting = await look(scope, (db) => listUnsealed(db, scope.tenantId, since, mostAtOnce));
    for (const letterId of waiting)
      try {
        await sealLetter(office, { ...scope, now: office.now() }, letterId);
        sealed += 1;
      } catch (error) {
        office.log.failure('letter-not-sealed', error, { letter: letterId });
      }
  }
  return sealed;
}
