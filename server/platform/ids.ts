import { randomBytes } from 'node:crypto';

/**
 * A new UUIDv7 as text (RFC 9562 §5.7): rows made later sort later, which keeps indexes small.
 *
 * Unique, not secret: 74 bits are random, but a reader can see when it was made.
 */
export function newId(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A public code: 26 characters of random Crockford base32 (130 bits), so that nobody can guess a letter's page. */
export function newPublicCode(): string {
  let code = '';
  // 256 is a multiple of 32, so the remainder favours no letter.
  for (const byte of randomBytes(26)) code += crockford[byte % 32];
  return code;
}

/** Reads a code as people type it: spaces and dashes go, O is 0, I and L are 1 (Crockford). */
export function readPublicCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(code) ? code : undefined;
}

/** A random secret for links and bearer tokens: 256 bits, base64url. Keep only its hash. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
