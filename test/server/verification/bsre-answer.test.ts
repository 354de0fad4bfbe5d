import { describe, expect, it } from 'vitest';
import { bsreAnswer } from '../../../server/verification/index.js';
import { verifications } from '../../fixtures/verifications.js';

const answerOf = (name: keyof typeof verifications) =>
  bsreAnswer(verifications[name].report, verifications[name].trial);

describe('the answer in the shape of BSrE (bsreAnswer)', () => {
  it('says VALID of what is intact and trusted, with BSrE’s own names and forms', () => {
    const answer = answerOf('trusted');
    expect(answer).toMatchObject({
      conclusion: 'VALID',
      description: 'Dokumen valid, Sertifikat yang digunakan terpercaya',
      signatureCount: 1,
    });
    const [one] = answer.signatureInformations;
    expect(one).toMatchObject({
      signatureFormat: 'PAdES-BASELINE-T',
      signatureDate: '2026-11-24T00:51:00.000+00:00',
      timestampInfomation: {
        signerName: 'Otoritas Waktu (contoh)',
        timestampDate: '2026-11-24T00:51:03.000+00:00',
      },
      integrityValid: true,
      certificateTrusted: true,
      lastSignature: true,
      ltv: false,
    });
    expect(one?.id).toMatch(/^S-[0-9A-F]{64}$/);
    expect(one?.certificateDetails).toMatchObject([
      {
        serialNumber: String(0x0a1b2c3d),
        signatureAlgoritm: 'RSA with SHA256',
        keyUsages: ['digitalSignature', 'nonRepudiation'],
      },
      {
        commonName: 'Otoritas Sertifikat (contoh)',
        serialNumber: '1',
        keyUsages: ['keyCertSign', 'cRLSign'],
      },
    ]);
    expect(answerOf('twoSigners').signatureInformations.map(({ lastSignature }) => lastSignature)).toEqual([
      false,
      true,
    ]);
  });

  it('never says VALID of anything else, since a program looks at that word alone', () => {
    // Of a letter that was withdrawn the shape tells what it is about: the file's signatures, which are right.
    const whole = ['trusted', 'withdrawn', 'twoSigners', 'withProof', 'longNames', 'twelveSigners'];
    const names = (Object.keys(verifications) as (keyof typeof verifications)[]).filter(
      (name) => ![...whole, 'unsigned'].includes(name),
    );
    expect(names.map((name) => answerOf(name).conclusion)).toEqual(names.map(() => 'INVALID'));
    expect(answerOf('trial')).toMatchObject({
      signatureInformations: [{ integrityValid: true, certificateTrusted: false }],
    });
    for (const name of ['changed', 'broken'] as const)
      expect(answerOf(name)).toMatchObject({
        description: 'Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak',
        signatureInformations: [{ integrityValid: false, modified: true }],
      });
    expect(answerOf('unsigned')).toEqual({
      conclusion: 'NO_SIGNATURE',
      signatureCount: 0,
      signatureInformations: [],
    });
  });
});
