import { describe, expect, test } from 'vitest';
import { codeOf, readCode, stepAt, stepOfCode } from '../../../server/signing/totp.js';
import { base32, totpLink } from '../../../server/signing/totp-link.js';

/** RFC 6238 appendix B: the secret of each hash is the same digits, as long as the hash wants them. */
const secretOf = { sha1: 20, sha256: 32, sha512: 64 } as const;
const secret = (length: number) => Buffer.from('1234567890'.repeat(7).slice(0, length));

const vectors = [
  [59, '94287082', '46119246', '90693936'],
  [1111111109, '07081804', '68084774', '25091201'],
  [1111111111, '14050471', '67062674', '99943326'],
  [1234567890, '89005924', '91819424', '93441116'],
  [2000000000, '69279037', '90698825', '38618901'],
  [20000000000, '65353130', '77737706', '47863826'],
] as const;

describe('codes of RFC 6238', () => {
  test.each(vectors)('at %i seconds', (seconds, ...codes) => {
    const step = stepAt(new Date(seconds * 1000));
    const made = (['sha1', 'sha256', 'sha512'] as const).map((hash) =>
      codeOf(secret(secretOf[hash]), step, { hash, digits: 8 }),
    );
    expect(made).toEqual(codes);
    // Six digits are the last six of the eight.
    expect(codeOf(secret(20), step)).toBe(codes[0].slice(2));
  });

  test('of RFC 4226 appendix D, by counter', () => {
    const made = Array.from({ length: 10 }, (_, step) => codeOf(secret(20), step));
    expect(made.join(' ')).toBe('755224 287082 359152 969429 338314 254676 287922 162583 399871 520489');
  });
});

describe('a typed code', () => {
  const now = new Date('2026-11-24T00:30:10.000Z');
  const step = stepAt(now);

  test('is found one step either side, and no further', () => {
    const found = [-2, -1, 0, 1, 2].map((off) => stepOfCode(secret(20), codeOf(secret(20), step + off), now));
    expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  test('of another secret, length or alphabet is none', () => {
    const right = codeOf(secret(20), step);
    for (const code of [codeOf(secret(32), step), right.slice(1), `${right}0`, 'é'.repeat(3), ''])
      expect(stepOfCode(secret(20), code, now), code).toBeUndefined();
  });

  test('may have a gap in its middle, and holds nothing but digits', () => {
    expect(readCode(' 123 456 ')).toBe('123456');
    expect(readCode('123-456')).toBe('123456');
    for (const typed of ['12345', '1234567', '12345a', '١٢٣٤٥٦', '']) expect(readCode(typed)).toBeUndefined();
  });
});

describe('the secret for the phone', () => {
  test('is base32 as RFC 4648 §10 has it, without padding', () => {
    const texts = ['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'];
    expect(texts.map((text) => base32(Buffer.from(text)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ]);
  });

  test('goes into the QR code with the name of the office and the person', () => {
    const link = totpLink(Buffer.from('foobar'), 'Markus: Wambrauw', 'Noken Kabupaten Keerom (uji)');
    expect(link).toBe(
      'otpauth://totp/Noken%20Kabupaten%20Keerom%20(uji):Markus%20%20Wambrauw?secret=MZXW6YTBOI' +
        '&issuer=Noken%20Kabupaten%20Keerom%20(uji)&algorithm=SHA1&digits=6&period=30',
    );
  });
});
