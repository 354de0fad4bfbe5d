import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

/** What a sub-key is for. One purpose, one key: a leak of one opens nothing else. */
export type KeyPurpose =
  | 'documents'
  | 'portal-keys'
  | 'person-numbers'
  | 'authority-keys'
  | 'seal-keys'
  | 'device-marks'
  | 'second-factors';

/**
 * The server's 32-byte master key and the keys made from it (HKDF-SHA-256, RFC 5869), one per tenant and purpose.
 *
 * The master key itself never leaves this object, so it cannot be logged or used for two things.
 */
export class SecretKeys {
  readonly #master: Buffer;
  readonly #made = new Map<string, Buffer>();

  /** @throws RangeError when the key is not 32 bytes: there is no friendly fallback. */
  constructor(master: Uint8Array) {
    if (master.length !== 32) throw new RangeError('The master key must be 32 bytes.');
    this.#master = Buffer.from(master);
  }

  /** 32 bytes that only this server, tenant and purpose have. */
  keyFor(tenantId: string, purpose: KeyPurpose): Buffer {
    const name = `noken/v1/${purpose}/${tenantId}`;
    let key = this.#made.get(name);
    if (!key) {
      key = Buffer.from(hkdfSync('sha256', this.#master, 'noken', name, 32));
      this.#made.set(name, key);
    }
    return key;
  }
}

/** Seals a small secret: `nonce ‖ tag ‖ ciphertext` as base64url, AES-256-GCM, bound to `context`. */
export function sealSecret(key: Buffer, secret: Uint8Array, context: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @throws Error when the seal is broken or belongs to another context. */
export function openSecret(key: Buffer, sealed: string, context: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 }).setAAD(
    Buffer.from(context),
  );
  cipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]);
}

/** SHA-256 in hex: how tokens, tickets and links are kept. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Compares in constant time. Different lengths are unequal. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
