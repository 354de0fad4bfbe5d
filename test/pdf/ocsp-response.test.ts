import { describe, expect, test } from 'vitest';
import { isIdOf } from '../../server/pdf/core/certificate-id.js';
import { sequence, tlv } from '../../server/pdf/core/der-writer.js';
import { ocspRequest, readOcspRequest } from '../../server/pdf/core/ocsp-request.js';
import { readOcspResponse } from '../../server/pdf/core/ocsp-response.js';
import { daysFrom, leaf, noon, root } from '../support/certificate-maker.js';
import { madeAnswer } from '../support/evidence-maker.js';

const ca = root();
const of = leaf(ca).certificate;

describe('an answer', () => {
  test('tells of which certificate, what and when', () => {
    const answer = readOcspResponse(madeAnswer(of, ca, { from: noon, to: daysFrom(1) }));
    expect(answer).toMatchObject({ status: 'successful', producedAt: noon, certificates: [] });
    expect(answer.singles).toMatchObject([{ status: 'good', thisUpdate: noon, nextUpdate: daysFrom(1) }]);
    expect(answer.isSignedBy(ca.certificate)).toBe(true);
    expect(answer.isSignedBy(of)).toBe(false);
    const id = answer.singles[0]?.certId;
    expect(id && isIdOf(id, of, ca.certificate)).toBe(true);
    expect(id && isIdOf(id, leaf(ca).certificate, ca.certificate)).toBe(false);
    expect(id && isIdOf(id, of, root().certificate)).toBe(false);
  });

  test('tells since when and why', () => {
    const status = { at: daysFrom(-3), reason: 1 };
    expect(readOcspResponse(madeAnswer(of, ca, { status })).singles).toMatchObject([
      { status: 'revoked', revokedAt: daysFrom(-3), reason: 1 },
    ]);
    expect(readOcspResponse(madeAnswer(of, ca, { status: 'unknown' })).singles[0]?.status).toBe('unknown');
  });

  test('altered is signed by nobody', () => {
    const der = Uint8Array.from(madeAnswer(of, ca, { status: { at: daysFrom(-3) } }));
    const at = Buffer.from(der).indexOf(Buffer.from('20260529120000Z'));
    der[at + 3] = 0x37;
    const answer = readOcspResponse(der);
    expect(answer.singles[0]?.revokedAt?.getUTCFullYear()).toBe(2027);
    expect(answer.isSignedBy(ca.certificate)).toBe(false);
  });

  test('that is none says why', () => {
    const refusal = sequence(tlv(0x0a, Uint8Array.of(6)));
    expect(() => readOcspResponse(refusal)).toThrow('evidence-missing: unauthorized');
  });

  test('cut off anywhere is refused', () => {
    const der = madeAnswer(of, ca, { responder: leaf(ca) });
    for (let length = 0; length < der.length; length += 1) {
      expect(() => readOcspResponse(der.subarray(0, length)), String(length)).toThrow(/^asn1-/);
    }
  });
});

describe('a question', () => {
  test('is read as it was asked', () => {
    const { ids, nonce } = readOcspRequest(ocspRequest(of, ca.certificate));
    expect(ids.map((id) => isIdOf(id, of, ca.certificate))).toEqual([true]);
    expect(nonce).toBeUndefined();
  });

  test('about nothing or far too much is refused', () => {
    expect(() => readOcspRequest(sequence(sequence(sequence())))).toThrow('asn1-malformed');
    expect(() => readOcspRequest(new Uint8Array(70_000).fill(0x30))).toThrow('asn1-over-limits');
  });
});
