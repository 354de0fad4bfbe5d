import { describe, expect, test } from 'vitest';
import { readCrl } from '../../server/pdf/core/crl.js';
import { revokedEntry } from '../../server/pdf/core/crl-entries.js';
import { certificateTime, integer, sequence } from '../../server/pdf/core/der-writer.js';
import { daysFrom, leaf, newKey, noon, root } from '../support/certificate-maker.js';
import { madeCrl } from '../support/evidence-maker.js';

const ca = root();
const [one, two] = [leaf(ca).certificate, leaf(ca).certificate];

describe('a revocation list', () => {
  const crl = readCrl(
    madeCrl(ca, {
      from: noon,
      to: daysFrom(7),
      entries: [{ certificate: one, at: daysFrom(-1), reason: 4 }],
    }),
  );

  test('tells of whom, from when to when, and by whom', () => {
    expect(crl).toMatchObject({
      thisUpdate: noon,
      nextUpdate: daysFrom(7),
      isDelta: false,
      unknownCritical: [],
    });
    expect(crl.issuer.folded).toBe(ca.certificate.subject.folded);
    expect(crl.isSignedBy(ca.certificate)).toBe(true);
    expect(crl.isSignedBy(one)).toBe(false);
  });

  test('finds the one that it names and no other', () => {
    expect(crl.find(one.serialDer)).toEqual({ revokedAt: daysFrom(-1), reason: 4 });
    expect(crl.find(two.serialDer)).toBeUndefined();
  });

  test('may be empty and without an end', () => {
    const empty = readCrl(madeCrl(ca, { to: null }));
    expect(empty.nextUpdate).toBeUndefined();
    expect(empty.find(one.serialDer)).toBeUndefined();
    expect(empty.isSignedBy(ca.certificate)).toBe(true);
  });

  test('is signed by the key and over the bytes', () => {
    expect(readCrl(madeCrl({ ...ca, key: newKey() })).isSignedBy(ca.certificate)).toBe(false);
    const altered = Uint8Array.from(madeCrl(ca, { entries: [{ certificate: one, at: noon }] }));
    const at = Buffer.from(altered).indexOf(Buffer.from(one.serialDer)) + one.serialDer.length - 1;
    altered[at] = (altered[at] ?? 0) ^ 1;
    const other = readCrl(altered);
    expect(other.find(one.serialDer)).toBeUndefined();
    expect(other.isSignedBy(ca.certificate)).toBe(false);
  });

  test('cut off anywhere is refused', () => {
    const der = madeCrl(ca, { entries: [{ certificate: one, at: noon }] });
    for (let length = 0; length < der.length; length += 1) {
      expect(() => readCrl(der.subarray(0, length)), String(length)).toThrow(/^asn1-/);
    }
  });

  test('that names two algorithms is refused', () => {
    const der = Uint8Array.from(madeCrl(ca));
    // ecdsa-with-SHA256 in the body becomes ecdsa-with-SHA384.
    const at = Buffer.from(der).indexOf(Buffer.from('2a8648ce3d040302', 'hex'));
    der[at + 7] = 3;
    expect(() => readCrl(der)).toThrow('asn1-malformed');
  });
});

describe('the entries of a list', () => {
  test('of two hundred thousand are found first and last', () => {
    const row = (serial: number) => sequence(integer(serial), certificateTime(daysFrom(-serial / 1000)));
    const entries = Buffer.concat(Array.from({ length: 200_000 }, (_, n) => row(n + 1)));
    for (const serial of [1, 127, 128, 100_000, 200_000]) {
      expect(revokedEntry(entries, integer(serial))?.revokedAt).toEqual(
        new Date(Math.floor(daysFrom(-serial / 1000).getTime() / 1000) * 1000),
      );
    }
    expect(revokedEntry(entries, integer(200_001))).toBeUndefined();
    expect(revokedEntry(entries, integer(0))).toBeUndefined();
  });

  test.each([
    ['that is cut off', '300a020105'],
    ['that is no sequence', '310702010517'],
    ['of indefinite length', '3080020105'],
    ['longer than its holder', '30840fffffff02'],
    ['whose number is longer than it', '3003020905'],
  ])('after one %s cannot be looked up', (_, hex) => {
    const broken = Buffer.concat([Buffer.from(hex, 'hex')]);
    expect(() => revokedEntry(broken, integer(7))).toThrow('asn1-malformed');
  });
});
