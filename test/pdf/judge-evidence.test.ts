import { expect, test } from 'vitest';
import { gatherEvidence } from '../../server/pdf/sign/gather-evidence.js';
import { usableEvidence } from '../../server/pdf/sign/judge-evidence.js';
import { daysFrom, leaf, noon, root } from '../support/certificate-maker.js';
import { madeAnswer, madeCrl, type MadeAnswer, type MadeCrl } from '../support/evidence-maker.js';

const ca = root();
const official = leaf(ca);

const answered = (wanted: MadeAnswer) => ({
  ocsps: [madeAnswer(official.certificate, ca, wanted)],
  crls: [],
});
const listed = (wanted: MadeCrl) => ({ ocsps: [], crls: [madeCrl(ca, wanted)] });
const kept = (evidence: ReturnType<typeof answered> | ReturnType<typeof listed>) => {
  const { ocsps, crls, revokedAt } = usableEvidence(official.certificate, ca.certificate, evidence, [], noon);
  return [ocsps.length + crls.length, revokedAt?.toISOString()];
};

test('keeps what is in force, and a day of what names no end', () => {
  expect(kept(answered({ from: noon }))).toEqual([1, undefined]);
  expect(kept(answered({ from: daysFrom(-3), to: daysFrom(-2) }))).toEqual([0, undefined]);
  expect(kept(answered({ from: daysFrom(-0.9), to: null }))).toEqual([1, undefined]);
  // Our own verifier takes it no longer, so a B-LT with it would be none.
  expect(kept(answered({ from: daysFrom(-30), to: null }))).toEqual([0, undefined]);
  expect(kept(listed({ from: daysFrom(-30), to: null }))).toEqual([0, undefined]);
  expect(kept(answered({ from: daysFrom(1) }))).toEqual([0, undefined]);
});

test('a revocation is never stale, and refuses a signature', async () => {
  const at = daysFrom(-20);
  const old = answered({ status: { at }, from: daysFrom(-10), to: daysFrom(-9) });
  expect(kept(old)).toEqual([1, at.toISOString()]);
  const gathering = gatherEvidence([{ certificate: official.certificate, at: noon }], {
    revocation: { evidence: () => Promise.resolve(old) },
    pool: [ca.certificate],
    now: noon,
    isStrict: true,
  });
  await expect(gathering).rejects.toMatchObject({ code: 'certificate-revoked' });
});
