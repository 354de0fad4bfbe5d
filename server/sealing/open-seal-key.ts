import { createPrivateKey } from 'node:crypto';
import type { SealKeyRow } from '../database/index.js';
import { privateKeySigner, readCertificates, tokenSigner, type KeySigner } from '../pdf/index.js';
import { openSecret } from '../platform/secret-keys.js';
import type { Office } from '../tenants/index.js';
import { sealKeyContext } from './seal-key-context.js';
import { sealTokenAccess } from './seal-token-access.js';

/**
 * Opens the institution's key for one seal. One of ours is in memory no longer than what is returned; one in a token
 * stays there.
 *
 * @throws {Problem} `seal-token-unknown`
 * @throws Error where the row was tampered with
 */
export function openSealKey({ keys, tokens }: Office, row: SealKeyRow): KeySigner<void> {
  const [certificate, ...chain] = readCertificates(row.certificate_chain);
  if (!certificate) throw new Error('A seal key without a certificate.');
  if (row.place === 'token') {
    const access = sealTokenAccess({ ...(tokens && { tokens }) }, row.token_label ?? '', row.token_module);
    return tokenSigner(access, row.token_key ?? '', certificate, chain);
  }
  const context = sealKeyContext(row.tenant_id, row.serial);
  const pkcs8 = openSecret(keys.keyFor(row.tenant_id, 'seal-keys'), row.sealed_key ?? '', context);
  try {
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    return privateKeySigner(key, certificate, chain);
  } finally {
    pkcs8.fill(0);
  }
}
