import { allTenants, look, scopeFor, type Office } from '../tenants/index.js';
import { countOpenKeys } from './signing-keys.table.js';

/**
 * What is wrong with how tenants sign, in one sentence for the operator; undefined where nothing is. Asked at start,
 * since whoever signs should not be the one who finds out.
 */
export async function signingSettingsFault(office: Office): Promise<string | undefined> {
  const tenants = await allTenants(office.store);
  const { gateways = new Map<string, never>(), trust } = office;
  for (const [slug, { trialRoots }] of gateways) {
    const tenant = tenants.find((one) => one.slug === slug);
    // An office that is still empty is filled later.
    if (!tenant && tenants.length > 0) return `NOKEN_SIGNING names a tenant ${slug} that is not there.`;
    if (trialRoots.length > 0 && tenant?.legal_mode === 'official')
      return `NOKEN_SIGNING: ${slug} is in official mode, where no trial root counts.`;
    if (trialRoots.length === 0 && !trust)
      return `NOKEN_SIGNING: nobody could vouch for signatures of ${slug}: set NOKEN_TRUST to a folder with Root CA Indonesia.`;
  }
  for (const tenant of tenants.filter(({ legal_mode }) => legal_mode === 'official')) {
    const { slug, pks_number: pks, regulation_number: regulation } = tenant;
    if (!pks || !regulation)
      return `${slug} is in official mode and lacks the number of its agreement with BSrE (PKS) or of its regulation.`;
    if (!gateways.has(slug)) return `${slug} is in official mode and NOKEN_SIGNING names no gateway for it.`;
    if (!trust?.rules?.some(({ kind }) => kind === 'national'))
      return `${slug} is in official mode and NOKEN_TRUST holds no root whose rule says "national".`;
    const scope = scopeFor(office, tenant, { kind: 'job' });
    const keys = await look(scope, (db) => countOpenKeys(db, scope.tenantId));
    if (keys > 0)
      return `${slug} is in official mode and ${String(keys)} personal keys of a trial still lie with the server: revoke them with "noken ca revoke".`;
  }
  return undefined;
}
