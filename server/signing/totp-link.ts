import { totpRules } from './totp.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as apps for codes take it. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet[(held << (5 - bits)) & 31];
}

/** The address that an app for codes reads from the QR code (the key URI format that all of them share). */
export function totpLink(secret: Uint8Array, account: string, issuer: string): string {
  const { digits, seconds } = totpRules;
  // An app shows "issuer:account", so neither may hold a colon of its own.
  const label = [issuer, account].map((one) => encodeURIComponent(one.replaceAll(':', ' '))).join(':');
  const facts = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer.replaceAll(':', ' '))}`;
  return `otpauth://totp/${label}?${facts}&algorithm=SHA1&digits=${String(digits)}&period=${String(seconds)}`;
}
