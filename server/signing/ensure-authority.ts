import type { AuthorityRow } from '../database/index.js';
import { createAuthority, createResponder } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { look, tenantOf, work, type Office, type Scope } from '../tenants/index.js';
import { insertAuthorities, listAuthorities } from './authorities.table.js';
import { authorityAddresses } from './authority-addresses.js';
import { openAuthorityKey, sealAuthorityKey } from './authority-keys.js';
import { certificateRow } from './certificate-row.js';
import { insertCertificates } from './certificates.table.js';

/**
 * Makes the local authority of a trial where there is none yet, and what an older one lacks. Takes seconds, once; its
 * keys lie sealed under the server's master key, its names say that it is a trial.
 *
 * @throws {Problem} `official-mode-local-key` for a tenant in official mode, which has none (PP 71/2019)
 */
export async function ensureAuthority(
  scope: Scope,
  office: Pick<Office, 'keys' | 'publicUrl'>,
): Promise<AuthorityRow[]> {
  const tenant = await tenantOf(scope);
  if (tenant.legal_mode !== 'trial') throw new Problem('official-mode-local-key');
  const list = () => look(scope, (db) => listAuthorities(db, scope.tenantId));
  const rows = await list();
  if (rows.length === 0) await makeAuthority(scope, office, tenant);
  else if (!rows.some(({ role }) => role === 'ocsp')) await addResponder(scope, office, tenant.name, rows);
  else return rows;
  return list();
}

async function makeAuthority(
  scope: Scope,
  { keys, publicUrl }: Pick<Office, 'keys' | 'publicUrl'>,
  { name, slug }: { readonly name: string; readonly slug: string },
): Promise<void> {
  const addresses = authorityAddresses(publicUrl, slug);
  const made = await createAuthority({ name, legalMode: 'trial', now: scope.now, addresses });
  const { root, issuing, timestamping, responding } = made;
  const rows = [
    sealAuthorityKey(scope, keys, 'root', root),
    sealAuthorityKey(scope, keys, 'issuing', issuing),
    sealAuthorityKey(scope, keys, 'timestamp', timestamping),
    sealAuthorityKey(scope, keys, 'ocsp', responding),
  ];
  const own = { official_id: null };
  const certificates = [
    certificateRow(scope, issuing.certificate, { ...own, role: 'issuing', issuer: 'root' }),
    certificateRow(scope, timestamping.certificate, { ...own, role: 'timestamp', issuer: 'issuing' }),
    certificateRow(scope, responding.certificate, { ...own, role: 'ocsp', issuer: 'issuing' }),
  ];
  await work(scope, async ({ db }) => {
    // Two starts at once: the first one's authority stands.
    if ((await listAuthorities(db, scope.tenantId)).length > 0) return;
    await insertAuthorities(db, rows);
    await insertCertificates(db, certificates);
  });
}

/** For an authority made before there was OCSP. */
async function addResponder(
  scope: Scope,
  { keys }: Pick<Office, 'keys'>,
  name: string,
  rows: readonly AuthorityRow[],
): Promise<void> {
  const issuing = openAuthorityKey(scope, keys, rows, 'issuing');
  const made = await createResponder({ issuing, name, now: scope.now });
  const row = sealAuthorityKey(scope, keys, 'ocsp', made);
  const of = { official_id: null, role: 'ocsp', issuer: 'issuing' } as const;
  await work(scope, async ({ db }) => {
    if ((await listAuthorities(db, scope.tenantId)).some(({ role }) => role === 'ocsp')) return;
    await insertAuthorities(db, [row]);
    await insertCertificates(db, [certificateRow(scope, made.certificate, of)]);
  });
}
