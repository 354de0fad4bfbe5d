import { describe, expect, test } from 'vitest';
import { readCertificate } from '../../server/pdf/core/certificate.js';
import { explicit, sequence, tlv } from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
import { checkRevocation } from '../../server/pdf/verify/check-revocation.js';
import { readEvidence } from '../../server/pdf/verify/revocation-evidence.js';
import {
  addresses,
  authority,
  daysFrom,
  general,
  leaf,
  newKey,
  noon,
  root,
  type Holder,
  type MadeExtension,
} from '../support/certificate-maker.js';
import { madeAnswer, madeCrl, type MadeAnswer, type MadeCrl } from '../support/evidence-maker.js';

const akar = root();
const ca = authority(akar, { extensions: addresses({ crl: 'http://akar.example/a.crl' }) });
const official = leaf(ca, { extensions: addresses({ ocsp: 'http://ca.example/' }) });
const path = [official.certificate, ca.certificate, akar.certificate];
const later = daysFrom(30);
/** Clears the CA at every instant that is asked about here. */
const caCleared = madeCrl(akar, { from: daysFrom(20), to: daysFrom(40) });

/** What is said of the official's path at noon, a signature time that is proved. */
function atNoon(ocsps: Uint8Array[], crls: Uint8Array[], isProved = true, of = path): string {
  const instant = { at: isProved ? noon : later, isProved, now: later };
  const check = checkRevocation(of, instant, readEvidence({ ocsps, crls }));
  return [check.status, ...check.problems].join(' ');
}

const answered = (wanted: MadeAnswer = {}, isProved = true) =>
  atNoon([madeAnswer(official.certificate, ca, { from: daysFrom(1), ...wanted })], [caCleared], isProved);
const listed = (wanted: MadeCrl = {}, isProved = true) =>
  atNoon([], [madeCrl(ca, { from: daysFrom(1), ...wanted }), caCleared], isProved);
const entry = (days: number, reason?: number) => [
  { certificate: official.certificate, at: daysFrom(days), ...(reason !== undefined && { reason }) },
];

describe('of a certificate', () => {
  test('that both ways clear', () => {
    expect(answered()).toBe('good');
    expect(listed()).toBe('good');
  });

  test('of which nobody says anything', () => {
    expect(atNoon([], [])).toBe('unknown revocation-not-checked');
    expect(atNoon([], [caCleared])).toBe('unknown revocation-unknown');
    const silent = [leaf(ca).certificate, ca.certificate, akar.certificate];
    expect(atNoon([], [caCleared], true, silent)).toBe('unknown');
    const instant = { at: noon, isProved: true, now: later };
    const demanded = checkRevocation(silent, instant, readEvidence({ ocsps: [], crls: [caCleared] }), true);
    expect(demanded).toMatchObject({ status: 'unknown', problems: ['revocation-unknown'] });
    expect(demanded.lacking.map(({ certificate }) => certificate)).toEqual([silent[0]]);
  });

  test.each<[string, number, boolean, string]>([
    ['before the proved time', -1, true, 'revoked certificate-revoked'],
    ['at the proved time', 0, true, 'revoked certificate-revoked'],
    ['after the proved time', 1, true, 'good certificate-revoked-later'],
    ['where no time is proved', 1, false, 'revoked certificate-revoked'],
  ])('revoked %s', (_, days, isProved, verdict) => {
    const at = daysFrom(days);
    expect(answered({ from: daysFrom(2), status: { at } }, isProved)).toBe(verdict);
    expect(listed({ from: daysFrom(2), entries: entry(days) }, isProved)).toBe(verdict);
  });

  test('of which one says revoked and another good', () => {
    const good = madeAnswer(official.certificate, ca, { from: daysFrom(3) });
    const revoked = madeCrl(ca, { from: daysFrom(1), entries: entry(-1, 1) });
    expect(atNoon([good], [revoked, caCleared])).toBe('revoked certificate-revoked');
  });

  test('on hold: while it lasts, and at the time when it did', () => {
    const hold = (from: number) => madeCrl(ca, { from: daysFrom(from), entries: entry(from - 1, 6) });
    const lifted = madeCrl(ca, { from: daysFrom(9) });
    expect(atNoon([], [hold(0.5), caCleared])).toBe('revoked certificate-revoked');
    expect(atNoon([], [hold(0.5), lifted, caCleared])).toBe('revoked certificate-revoked');
    expect(atNoon([], [hold(-3), lifted, caCleared])).toBe('good');
    expect(atNoon([], [hold(3), caCleared])).toBe('good certificate-revoked-later');
  });

  test('whose CA is revoked', () => {
    const list = madeCrl(akar, { entries: [{ certificate: ca.certificate, at: daysFrom(-2) }] });
    const good = madeAnswer(official.certificate, ca, { from: daysFrom(1) });
    expect(atNoon([good], [list])).toBe('revoked certificate-revoked');
  });
});

describe('the time of what is said', () => {
  const older = 'good revocation-older-than-signature';
  const stale = 'unknown revocation-stale';

  test.each<[string, number, number | null, boolean, string]>([
    ['before the signature and in force then', -1, 1, true, older],
    ['before the signature and no more in force', -3, -1, true, stale],
    ['just before the signature, without an end', -0.5, null, true, older],
    ['long before the signature, without an end', -2, null, true, stale],
    ['after the signature', 1, 2, true, 'good'],
    ['in force now', 29, 31, false, 'good'],
    ['in force then, where no time is proved', -1, 1, false, stale],
    ['in days to come', 40, 41, true, stale],
  ])('%s', (_, from, to, isProved, verdict) => {
    const times = { from: daysFrom(from), to: to === null ? null : daysFrom(to) };
    const whole = madeCrl(akar, { from: daysFrom(29), to: daysFrom(31) });
    expect(atNoon([madeAnswer(official.certificate, ca, times)], [whole], isProved)).toBe(verdict);
    expect(atNoon([], [madeCrl(ca, times), whole], isProved)).toBe(verdict);
  });

  test('in force, though older than the signature, is no remark where it is about an authority', () => {
    const good = madeAnswer(official.certificate, ca, { from: daysFrom(1) });
    const list = (from: number, to: number) => madeCrl(akar, { from: daysFrom(from), to: daysFrom(to) });
    expect(atNoon([good], [list(-90, 90)])).toBe('good');
    expect(atNoon([good], [list(-90, -1)])).toBe(stale);
  });

  test('after the certificate expired clears it no more, and revokes it still', () => {
    const gone = leaf(ca, { to: daysFrom(1), extensions: addresses({ ocsp: 'http://ca.example/' }) });
    const of = [gone.certificate, ca.certificate, akar.certificate];
    const said = (wanted: MadeAnswer) =>
      atNoon([madeAnswer(gone.certificate, ca, { from: daysFrom(2), ...wanted })], [caCleared], true, of);
    expect(said({})).toBe(stale);
    expect(said({ status: { at: daysFrom(-1) } })).toBe('revoked certificate-revoked');
  });

  test('ends before it began', () => {
    expect(answered({ from: daysFrom(2), to: daysFrom(1) })).toBe('unknown revocation-unknown');
  });
});

describe('an answer counts', () => {
  const noCheck: MadeExtension = { id: OID.ocspNoCheck, value: tlv(0x05) };
  const appointed = (
    issuer: Holder,
    extensions: MadeExtension[] = [noCheck],
    purposes: string[] = [OID.ocspSigning],
  ) => leaf(issuer, { name: 'Penjawab', purposes, extensions });
  const unknown = 'unknown revocation-unknown';

  test('by whom the issuer appointed', () => {
    expect(answered({ responder: appointed(ca) })).toBe('good');
  });

  test.each<[string, Holder]>([
    ['another CA appointed', appointed(akar)],
    ['nobody appointed for this', appointed(ca, [noCheck], ['1.3.6.1.5.5.7.3.4'])],
    ['is the official himself', official],
    ['another of the same name appointed', appointed(authority(akar))],
    ['has no mark and no list that clears it', appointed(ca, [])],
    ['bears the name and not the key', { ...appointed(ca), key: newKey() }],
    [
      'bears an unknown critical extension',
      appointed(ca, [noCheck, { id: '1.2.3', value: tlv(0x05), critical: true }]),
    ],
  ])('not by one who %s', (_, responder) => {
    expect(answered({ responder })).toBe(unknown);
  });

  test('not by one whose certificate had expired when it answered, or lies nowhere', () => {
    const expired = leaf(ca, { purposes: [OID.ocspSigning], extensions: [noCheck], to: daysFrom(0) });
    expect(answered({ responder: expired })).toBe(unknown);
    expect(answered({ responder: appointed(ca), certificates: [] })).toBe(unknown);
  });

  test('by one without the mark whom a list clears, and not by one whom it revokes', () => {
    const responder = appointed(ca, []);
    const status = { at: daysFrom(-1) };
    const answer = madeAnswer(official.certificate, ca, { from: daysFrom(1), responder, status });
    const heard = (crl: MadeCrl) => atNoon([answer], [madeCrl(ca, { from: daysFrom(1), ...crl }), caCleared]);
    expect(heard({})).toBe('revoked certificate-revoked');
    const revoked = [{ certificate: responder.certificate, at: daysFrom(-1) }];
    expect(heard({ entries: revoked })).toBe('good');
  });

  test('not if it is of another issuer’s certificate with the same number', () => {
    const twin = authority(akar);
    expect(answered({ idIssuer: twin })).toBe(unknown);
  });

  test('not if it says "unknown", holds a critical extension, or is signed over SHA-1', () => {
    expect(answered({ status: 'unknown' })).toBe(unknown);
    expect(answered({ extensions: [{ id: '1.2.3.4', value: tlv(0x05), critical: true }] })).toBe(unknown);
    expect(answered({ hash: 'sha1' })).toBe(unknown);
    expect(answered({ hash: 'sha1', status: { at: daysFrom(-1) } })).toBe('revoked certificate-revoked');
  });
});

describe('a list counts', () => {
  const unknown = 'unknown revocation-unknown';
  const scope = (...parts: Uint8Array[]): MadeExtension => ({
    id: OID.issuingDistributionPoint,
    value: sequence(...parts),
    critical: true,
  });
  const yes = Uint8Array.of(0xff);

  test.each<[string, MadeCrl, string]>([
    ['for users, of a user', { extensions: [scope(tlv(0x81, yes))] }, 'good'],
    ['for CAs, of a user', { extensions: [scope(tlv(0x82, yes))] }, unknown],
    ['for attributes', { extensions: [scope(tlv(0x85, yes))] }, unknown],
    [
      'for some reasons, where it is silent',
      { extensions: [scope(tlv(0x83, Uint8Array.of(0, 0x40)))] },
      unknown,
    ],
    ['that speaks for others', { extensions: [scope(tlv(0x84, yes))] }, unknown],
    [
      'that only tells changes',
      { extensions: [{ id: OID.deltaCrlIndicator, value: tlv(2, yes), critical: true }] },
      unknown,
    ],
    [
      'with an unknown critical extension',
      { extensions: [{ id: '1.2.3.4', value: tlv(5), critical: true }] },
      unknown,
    ],
    ['with an unknown extension', { extensions: [{ id: '1.2.3.4', value: tlv(5) }] }, 'good'],
    ['of another issuer’s name', { issuerName: 'CA Lain' }, unknown],
    ['signed over SHA-1, where it is silent', { hash: 'sha1' }, unknown],
    [
      'signed over SHA-1, where it revokes',
      { hash: 'sha1', entries: entry(-1) },
      'revoked certificate-revoked',
    ],
    ['where the entry was removed', { entries: entry(-1, 8) }, 'good'],
  ])('%s', (_, wanted, verdict) => {
    expect(listed(wanted)).toBe(verdict);
  });

  test('not by another key, or by a CA that may not make lists', () => {
    expect(atNoon([], [madeCrl({ ...ca, key: newKey() }, { from: daysFrom(1) }), caCleared])).toBe(unknown);
    const mute = authority(akar, { usage: ['keyCertSign'] });
    const of = leaf(mute, { extensions: addresses({ crl: 'http://ca.example/a.crl' }) });
    const line = [of.certificate, mute.certificate, akar.certificate];
    expect(atNoon([], [madeCrl(mute, { from: daysFrom(1) }), caCleared], true, line)).toBe(unknown);
  });

  test('of one distribution point only where the certificate names it', () => {
    const point = (url: string) => scope(explicit(0, explicit(0, general.uri(url))));
    const of = leaf(ca, { extensions: addresses({ crl: 'http://ca.example/1.crl' }) });
    const line = [of.certificate, ca.certificate, akar.certificate];
    const said = (url: string) =>
      atNoon([], [madeCrl(ca, { from: daysFrom(1), extensions: [point(url)] }), caCleared], true, line);
    expect(said('http://ca.example/1.crl')).toBe('good');
    expect(said('http://ca.example/2.crl')).toBe(unknown);
  });

  test('is read without its neighbours: what cannot be read is left out', () => {
    const crl = madeCrl(ca, { from: daysFrom(1) });
    expect(atNoon([Buffer.from('bukan')], [crl.subarray(0, 80), crl, caCleared])).toBe('good');
    expect(readCertificate(ca.certificate.der).crlUrls).toEqual(['http://akar.example/a.crl']);
  });
});
