import type { SigningKeyRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import {
  KeyRefusal,
  openSealedKey,
  privateKeySigner,
  readCertificates,
  sealedKeyContext,
  type KeySigner,
} from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { lockSigningKey, resetTries, takeTry } from './signing-keys.table.js';
import { unlocks } from './unlock-queue.js';
import { whoHelps } from './who-helps.js';

export const mostTries = 5;

/**
 * Opens an official's key for one act.
 *
 * A try is taken, and committed, *before* the passphrase is looked at: fifty at once are five looks and 45 refusals, and
 * a server killed in between has counted one too many, never one too few. The right passphrase gives all tries back.
 *
 * @param ticket stands in the line of unlocks, so that its place can be told
 * @throws {Problem} `passphrase-wrong` with what is left, `key-locked`, `server-busy`
 */
export async function unlockKey(
  scope: Scope,
  key: SigningKeyRow,
  passphrase: Buffer,
  ticket: string,
): Promise<KeySigner<void>> {
  unlocks.demandRoom();
  const attempt = await work(scope, ({ db }) => takeTry(db, scope.tenantId, key.id, mostTries));
  if (attempt === undefined) throw new Problem('key-locked', { who: await whoHelps(scope) });
  try {
    const signer = await unlocks.run(ticket, () => openKey(key, passphrase));
    if (await work(scope, ({ db }) => resetTries(db, scope.tenantId, key.id))) return signer;
    throw new Problem('key-locked', { who: await whoHelps(scope) });
  } catch (cause) {
    if (!(cause instanceof KeyRefusal) || cause.code !== 'passphrase-wrong') throw cause;
    if (attempt < mostTries) throw new Problem('passphrase-wrong', { left: mostTries - attempt }, { cause });
    await lock(scope, key);
    throw new Problem('key-locked', { who: await whoHelps(scope) }, { cause });
  }
}

async function openKey(key: SigningKeyRow, passphrase: Buffer): Promise<KeySigner<void>> {
  const [certificate, ...chain] = readCertificates(key.certificate_chain);
  if (!certificate) throw new Error('A signing key without a certificate.');
  const sealed = Buffer.from(key.sealed_key, 'base64');
  const privateKey = await openSealedKey(sealed, passphrase, sealedKeyContext(key.official_id, key.serial));
  return privateKeySigner(privateKey, certificate, chain);
}

async function lock(scope: Scope, key: SigningKeyRow): Promise<void> {
  await work(scope, async (work) => {
    const locked = await lockSigningKey(work.db, scope.tenantId, key.id, scope.now.toISOString());
    if (locked)
      writeDown(work, scope, { kind: 'key.locked', subject: key.official_id, data: { serial: key.serial } });
  });
}
