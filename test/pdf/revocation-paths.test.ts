import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import { noEvidence, readEvidence } from '../../server/pdf/verify/revocation-evidence.js';
import { vouchFor, type Wanted } from '../../server/pdf/verify/vouch-for.js';
import {
  addresses,
  authority,
  daysFrom,
  leaf,
  noon,
  root,
  type Holder,
} from '../support/certificate-maker.js';
import { madeAnswer, madeCrl } from '../support/evidence-maker.js';

/** An authority that two roots have certified, with one name and one key: a change of roots looks so (RFC 4158 §1.5). */
const [old, young] = [root({ name: 'Akar Lama' }), root({ name: 'Akar Baru' })];
const listsOf = (name: string) => ({ extensions: addresses({ crl: `http://${name}.example/a.crl` }) });
const byOld = authority(old, listsOf('lama'));
const byYoung = authority(young, { ...listsOf('baru'), key: byOld.key });
const official = leaf(byOld, { extensions: addresses({ ocsp: 'http://ca.example/' }) });
const later = daysFrom(30);

const times = { from: daysFrom(20), to: daysFrom(40) };
const cleared = madeAnswer(official.certificate, byOld, times);
const revoked = madeAnswer(official.certificate, byOld, { ...times, status: { at: daysFrom(-1) } });
const list = (issuer: Holder, ...of: Holder[]) =>
  madeCrl(issuer, { ...times, entries: of.map(({ certificate }) => ({ certificate, at: daysFrom(-1) })) });

interface Asked {
  readonly anchors?: readonly Holder[];
  readonly authorities?: readonly Holder[];
  readonly requireRevocation?: boolean;
}

function vouched(ocsps: Uint8Array[], crls: Uint8Array[], asked: Asked = {}) {
  const { anchors = [old, young], authorities = [byOld, byYoung], requireRevocation = true } = asked;
  const wanted: Wanted[] = [];
  const { trust, vouchedBy, problems } = vouchFor(
    official.certificate,
    authorities.map(({ certificate }) => certificate),
    noEvidence,
    { at: noon, isProved: true },
    'signature',
    {
      trust: { anchors: anchors.map(({ certificate }) => certificate) },
      ...{
        now: later,
        pool: [],
        inside: readEvidence({ ocsps, crls }),
        outside: noEvidence,
        requireRevocation,
      },
      want: (each) => wanted.push(each),
    },
  );
  const lacking: Certificate[] = wanted.map(({ certificate }) => certificate);
  return { trust, vouchedBy, problems, lacking };
}

describe('of two trusted paths', () => {
  test('each counts where the evidence is about it alone, in whatever order they are found', () => {
    const good = { trust: 'trusted', problems: [], lacking: [] };
    expect(vouched([cleared], [list(old)])).toEqual({ ...good, vouchedBy: 'Akar Lama' });
    expect(vouched([cleared], [list(young)])).toEqual({ ...good, vouchedBy: 'Akar Baru' });
    expect(vouched([cleared], [list(young)], { anchors: [young, old] })).toEqual({
      ...good,
      vouchedBy: 'Akar Baru',
    });
    expect(vouched([cleared], [list(old), list(young)])).toEqual({ ...good, vouchedBy: 'Akar Lama' });
  });

  test('none counts without evidence, and it is asked for along both', () => {
    const { trust, lacking } = vouched([cleared], []);
    expect(trust).toBe('unknown');
    expect(lacking).toEqual([byOld.certificate, byYoung.certificate]);
    // An anchor that nobody trusts opens no path.
    expect(vouched([cleared], [list(young)], { anchors: [old] })).toMatchObject({
      trust: 'unknown',
      lacking: [byOld.certificate],
    });
  });

  test('neither helps a signer who was revoked', () => {
    for (const lists of [[list(old)], [list(young)], [list(old), list(young)]]) {
      expect(vouched([revoked], lists)).toMatchObject({ trust: 'revoked', vouchedBy: undefined });
      expect(vouched([revoked], lists, { anchors: [young, old], requireRevocation: false })).toMatchObject({
        trust: 'revoked',
      });
    }
  });

  test('one whose authority was revoked is closed, and the other open only if all on it are known to be good', () => {
    expect(vouched([cleared], [list(old, byOld), list(young)])).toMatchObject({
      trust: 'trusted',
      vouchedBy: 'Akar Baru',
    });
    expect(vouched([cleared], [list(old, byOld)], { requireRevocation: false })).toMatchObject({
      trust: 'revoked',
    });
    expect(vouched([cleared], [list(old, byOld), list(young, byYoung)])).toMatchObject({ trust: 'revoked' });
    expect(vouched([revoked], [list(old, byOld), list(young)])).toMatchObject({ trust: 'revoked' });
  });
});

test('a signer is revoked who is so on the second path, though the first knows nothing but good', () => {
  // The certificate by the old root does not say that its key signs lists, so what the list says is unheard there.
  const mute = authority(old, { ...listsOf('lama'), key: byOld.key, usage: ['keyCertSign'] });
  const listed = madeCrl(byYoung, {
    ...times,
    entries: [{ certificate: official.certificate, at: daysFrom(-1) }],
  });
  const known = vouched([cleared], [list(old), list(young), listed], { authorities: [mute, byYoung] });
  expect(known).toMatchObject({ trust: 'revoked', problems: ['certificate-revoked'] });
  expect(vouched([cleared], [list(old), listed], { anchors: [old], authorities: [mute] }).trust).toBe(
    'trusted',
  );
});
