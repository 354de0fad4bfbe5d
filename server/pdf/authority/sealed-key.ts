import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  randomBytes,
  scrypt,
  type KeyObject,
} from 'node:crypto';
import { KeyRefusal } from '../core/key-refusal.js';

/*
 * A private key at rest: version, then cost (log2 N, r, p), salt, nonce, tag, AES-256-GCM of the PKCS #8.
 * The key of the cipher comes from the official's passphrase alone, so whoever has the database has nothing.
 */
const VERSION = 1;
const COST = { logN: 17, r: 8, p: 1 };
const SALT = 16;
const NONCE = 12;
const TAG = 16;
const HEADER = 4;
const OVERHEAD = HEADER + SALT + NONCE + TAG;

/** Characters, counted as code points; the upper end keeps scrypt's input small. */
export const PASSPHRASE_LENGTH = { least: 12, most: 128 } as const;

/**
 * What a sealed key is bound to: put under another official or certificate, it does not open.
 */
export function sealedKeyContext(officialId: string, certificateSerial: string): Uint8Array {
  return Buffer.from(`${officialId}|${certificateSerial}|${VERSION}`, 'utf8');
}

/** @throws {KeyRefusal} `passphrase-too-short`, `passphrase-too-long` */
export function checkPassphrase(passphrase: Uint8Array): void {
  // Octets that begin a character in UTF-8: counted without making a string, which could not be wiped.
  let characters = 0;
  for (const octet of passphrase) if ((octet & 0xc0) !== 0x80) characters += 1;
  if (characters < PASSPHRASE_LENGTH.least) throw new KeyRefusal('passphrase-too-short');
  if (characters > PASSPHRASE_LENGTH.most) throw new KeyRefusal('passphrase-too-long');
}

/**
 * Seals a private key (PKCS #8, DER) under a passphrase. Takes about a second and 128 MiB. The caller wipes
 * `pkcs8` and `passphrase`.
 *
 * @throws {KeyRefusal} `passphrase-too-short`, `passphrase-too-long`
 */
export async function sealPrivateKey(
  pkcs8: Uint8Array,
  passphrase: Uint8Array,
  context: Uint8Array,
): Promise<Uint8Array> {
  checkPassphrase(passphrase);
  const header = Uint8Array.of(VERSION, COST.logN, COST.r, COST.p);
  const salt = randomBytes(SALT);
  const nonce = randomBytes(NONCE);
  const key = await deriveKey(passphrase, salt);
  try {
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    cipher.setAAD(Buffer.concat([header, context]));
    const sealed = Buffer.concat([cipher.update(pkcs8), cipher.final()]);
    return Buffer.concat([header, salt, nonce, cipher.getAuthTag(), sealed]);
  } finally {
    key.fill(0);
  }
}

/**
 * Opens a sealed key for one act. The KeyObject is to live no longer than that. The caller wipes
 * `passphrase`, and takes the try from the tries allowed *before* calling.
 *
 * @throws {KeyRefusal} `passphrase-wrong` (also for another context: the two cannot be told apart),
 *   `key-file-unreadable`
 */
export async function openSealedKey(
  sealed: Uint8Array,
  passphrase: Uint8Array,
  context: Uint8Array,
): Promise<KeyObject> {
  const header = sealed.subarray(0, HEADER);
  const expected = [VERSION, COST.logN, COST.r, COST.p];
  if (sealed.length <= OVERHEAD || expected.some((value, index) => header[index] !== value)) {
    throw new KeyRefusal('key-file-unreadable', 'not a sealed key of this version');
  }
  const salt = sealed.subarray(HEADER, HEADER + SALT);
  const nonce = sealed.subarray(HEADER + SALT, HEADER + SALT + NONCE);
  const key = await deriveKey(passphrase, salt);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.concat([header, context]));
    decipher.setAuthTag(sealed.subarray(OVERHEAD - TAG, OVERHEAD));
    return readPkcs8(decipher.update(sealed.subarray(OVERHEAD)), () => decipher.final());
  } finally {
    key.fill(0);
  }
}

function readPkcs8(pkcs8: Buffer, authenticate: () => Buffer): KeyObject {
  try {
    authenticate();
  } catch (cause) {
    pkcs8.fill(0);
    throw new KeyRefusal('passphrase-wrong', 'passphrase-wrong', { cause });
  }
  try {
    return createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new KeyRefusal('key-file-unreadable', 'no PKCS #8 inside', { cause });
  } finally {
    pkcs8.fill(0);
  }
}

function deriveKey(passphrase: Uint8Array, salt: Uint8Array): Promise<Buffer> {
  const { logN, r, p } = COST;
  // scrypt needs 128·N·r bytes and a little; Node's own ceiling is 32 MiB.
  const options = { N: 2 ** logN, r, p, maxmem: 256 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
