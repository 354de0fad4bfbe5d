import { createPrivateKey } from 'node:crypto';
import type { AuthorityRow } from '../database/index.js';
import { readCertificate, toPem, type CertifiedKey } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { openSecret, sealSecret, type SecretKeys } from '../platform/secret-keys.js';
import type { Scope } from '../tenants/index.js';

/** A key of the authority as it lies in the database: sealed under the server's master key, bound to tenant and role. */
export function sealAuthorityKey(
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

/** @throws Error where there is none of that role, or the seal is broken */
export function openAuthorityKey(
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
