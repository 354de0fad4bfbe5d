import { createHmac, timingSafeEqual } from 'node:crypto';

/** What apps for codes all understand: SHA-1, six digits, a new code each half minute. */
export const totpRules = { hash: 'sha1', digits: 6, seconds: 30 } as const;

interface CodeRules {
  readonly hash: 'sha1' | 'sha256' | 'sha512';
  readonly digits: number;
}

/** Which half minute it is, counted from 1970 (RFC 6238 §4.2). */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / totpRules.seconds);
}

/** The code of one step: HOTP with the step as its counter (RFC 4226 §5.3, RFC 6238 §4). */
export function codeOf(secret: Uint8Array, step: number, rules: CodeRules = totpRules): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac(rules.hash, secret).update(counter).digest();
  const number = mac.readUInt32BE((mac[mac.length - 1] ?? 0) & 0x0f) & 0x7fffffff;
  return String(number % 10 ** rules.digits).padStart(rules.digits, '0');
}

/**
 * The step whose code this is, among this one and one on either side: a phone's clock may be off, and a code may be
 * typed slowly (RFC 6238 §5.2). All three are compared whole, so that the time taken tells nothing.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | undefined {
  const typed = Buffer.alloc(totpRules.digits);
  typed.write(code);
  let found: number | undefined;
  for (const step of [stepAt(now) - 1, stepAt(now), stepAt(now) + 1]) {
    if (timingSafeEqual(typed, Buffer.from(codeOf(secret, step)))) found = step;
  }
  return code.length === totpRules.digits ? found : undefined;
}

/** A code as people type it: with a gap in the middle, perhaps. Undefined for what cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s-]/g, '');
  return /^[0-9]{6}$/.test(code) ? code : undefined;
}
