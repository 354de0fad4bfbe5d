import { allTenants, look, scopeFor, type Office } from '../tenants/index.js';
import { findSealKey } from './seal-keys.table.js';

/**
 * What is wrong with how institutions seal, in one sentence for the operator; undefined where nothing is. Asked at start.
 * Whether a token answers is found out at the first seal: a server does not wait for a device that is plugged in later.
 */
export async function sealSettingsFault(office: Office): Promise<string | undefined> {
  for (const tenant of await allTenants(office.store)) {
    const scope = scopeFor(office, tenant, { kind: 'job' });
    const key = await look(scope, (db) => findSealKey(db, scope.tenantId));
    if (key?.place !== 'token') continue;
    const named = office.tokens?.some(
      ({ module, token }) => module === key.token_module && token === key.token_label,
    );
    if (!named)
      return `${tenant.slug} seals with the token ${key.token_label ?? ''} of ${key.token_module ?? ''}, which NOKEN_PKCS11 does not name.`;
  }
  return undefined;
}
