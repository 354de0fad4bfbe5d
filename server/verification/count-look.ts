import { localDate } from '../platform/local-date.js';
import { scopeFor, tenantById, work, type Office } from '../tenants/index.js';
import { countVerification } from './verification-counts.table.js';

/** Counts that somebody looked, by tenant, day and verdict; who it was is not known and not asked. */
export async function countLook(office: Office, tenantId: string, verdict: string): Promise<void> {
  const tenant = await tenantById(office.store, tenantId);
  if (!tenant) return;
  const scope = scopeFor(office, tenant, { kind: 'public' });
  const day = localDate(scope.now, scope.zone);
  await work(scope, ({ db }) => countVerification(db, tenantId, day, verdict));
}
