import { createPrivateKey } from 'node:crypto';
import type { AuthorityRow, Store } from '../database/index.js';
import {
  createAuthority,
  localTimestampAuthority,
  readCertificate,
  toPem,
  type Certificate,
  type CertifiedKey,
  type LocalAuthority,
  type LocalTimestampAuthority,
} from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { openSecret, sealSecret, type SecretKeys } from '../platform/secret-keys.js';
import { look, tenantOf, work, type Office, type Scope } from '../tenants/index.js';
import { insertAuthorities, listAuthorities, listAuthorityCertificates } from './authorities.table.js';

/** The authority that vouches for a trial tenant's officials, and its clock. The root rests: only its name is used. */
export interface TenantAuthority extends Pick<LocalAuthority, 'issuing'> {
  readonly root: Certificate;
  readonly timestamps: LocalTimestampAuthority;
}

const roles = { root: 'root', issuing: 'issuing', timestamping: 'timestamp' } as const;
const opened = new WeakMap<object, Map<string, Promise<TenantAuthority>>>();

/**
 * Makes the local authority of a trial where there is none yet. Takes seconds, once; its keys lie sealed under the
 * server's master key, its names say that it is a trial.
 *
 * @throws {Problem} `official-mode-local-key` for a tenant in official mode, which has none (PP 71/2019)
 */
export async function ensureAuthority(scope: Scope, keys: SecretKeys): Promise<void> {
  const tenant = await tenantOf(scope);
  if (tenant.legal_mode !== 'trial') throw new Problem('official-mode-local-key');
  if ((await look(scope, (db) => listAuthorities(db, scope.tenantId))).length > 0) return;
  const made = await createAuthority({ name: tenant.name, legalMode: 'trial', now: scope.now });
  const rows = (['root', 'issuing', 'timestamping'] as const).map((name) =>
    sealedRow(scope, keys, roles[name], made[name]),
  );
  await work(scope, async ({ db }) => {
    // Two starts at once: the first one's authority stands.
    if ((await listAuthorities(db, scope.tenantId)).length === 0) await insertAuthorities(db, rows);
  });
}

/**
 * Opens the tenant's authority; kept open for the life of the process, as its server key is there anyway.
 *
 * @throws {Problem} `official-mode-local-key`
 */
export function tenantAuthority(
  scope: Scope,
  office: Pick<Office, 'keys' | 'now'>,
): Promise<TenantAuthority> {
  const known = opened.get(office) ?? new Map<string, Promise<TenantAuthority>>();
  opened.set(office, known);
  let authority = known.get(scope.tenantId);
  if (!authority) {
    authority = openAuthority(scope, office);
    known.set(scope.tenantId, authority);
    authority.catch(() => known.delete(scope.tenantId));
  }
  return authority;
}

/** Roots of all local authorities of this server: whom `verification` trusts, and always as a trial. */
export async function trialRoots(store: Store): Promise<{ tenantId: string; certificate: Certificate }[]> {
  const rows = await store.read((db) => listAuthorityCertificates(db, 'root'));
  return rows.map((row) => ({ tenantId: row.tenant_id, certificate: readCertificate(row.certificate) }));
}

/** Who issues to officials, by tenant: tells whose trial a certificate belongs to. */
export async function trialIssuers(store: Store): Promise<{ tenantId: string; certificate: Certificate }[]> {
  const rows = await store.read((db) => listAuthorityCertificates(db, 'issuing'));
  return rows.map((row) => ({ tenantId: row.tenant_id, certificate: readCertificate(row.certificate) }));
}

async function openAuthority(
  scope: Scope,
  { keys, now }: Pick<Office, 'keys' | 'now'>,
): Promise<TenantAuthority> {
  await ensureAuthority(scope, keys);
  const rows = await look(scope, (db) => listAuthorities(db, scope.tenantId));
  const issuing = openRow(scope, keys, rows, 'issuing');
  return {
    root: openRow(scope, keys, rows, 'root').certificate,
    issuing,
    timestamps: localTimestampAuthority({
      ...openRow(scope, keys, rows, 'timestamp'),
      chain: [issuing.certificate],
      now,
    }),
  };
}

function sealedRow(
  scope: Scope,
  keys: SecretKeys,
  role: AuthorityRow['role'],
  made: CertifiedKey,
): AuthorityRow {
  const pkcs8 = made.key.export({ type: 'pkcs8', format: 'der' });
  const sealed = sealSecret(keys.keyFor(scope.tenantId, 'authority-keys'), pkcs8, contextOf(scope, role));
  pkcs8.fill(0);
  return {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    role,
    certificate: toPem(made.certificate),
    sealed_key: sealed,
    created_at: scope.now.toISOString(),
  };
}

function openRow(
  scope: Scope,
  keys: SecretKeys,
  rows: readonly AuthorityRow[],
  role: AuthorityRow['role'],
): CertifiedKey {
  const row = rows.find((one) => one.role === role);
  if (!row) throw new Error(`The authority has no ${role}.`);
  const pkcs8 = openSecret(
    keys.keyFor(scope.tenantId, 'authority-keys'),
    row.sealed_key,
    contextOf(scope, role),
  );
  try {
    return {
      key: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
      certificate: readCertificate(row.certificate),
    };
  } finally {
    pkcs8.fill(0);
  }
}

function contextOf(scope: Scope, role: string): string {
  return `authority|${scope.tenantId}|${role}`;
}
