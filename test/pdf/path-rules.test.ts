import { describe, expect, test } from 'vitest';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import { explicit, implicit, integer, oid, sequence } from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
import { fingerprint, type AnchorRule } from '../../server/pdf/verify/anchor-rule.js';
import { checkPath } from '../../server/pdf/verify/check-path.js';
import {
  alternativeNames,
  authority,
  constraints,
  daysFrom,
  general,
  leaf,
  made,
  newKey,
  noon,
  policies,
  root,
  type Holder,
  type MadeCertificate,
  type MadeExtension,
} from '../support/certificate-maker.js';

const akar = root();
const certificates = (holders: readonly Holder[]) => holders.map(({ certificate }) => certificate);

/** The verdict on a leaf at noon with its problems, for the table below. */
function judged(of: Holder, pool: readonly Holder[], anchor: Holder = akar, rule?: AnchorRule): string {
  const trust = { anchors: [anchor.certificate], ...(rule && { rules: [rule] }) };
  const check = checkPath(of.certificate, certificates(pool), trust, noon);
  return [check.trust, ...check.problems].join(' ');
}

/** Akar → CA with these changes → official with those. */
function chain(ca: MadeCertificate, official: MadeCertificate = {}, anchor: Holder = akar): string {
  const issuer = authority(anchor, ca);
  return judged(leaf(issuer, official), [issuer], anchor);
}

describe('a path of three', () => {
  test('holds', () => {
    expect(chain({})).toBe('trusted');
  });

  test.each<[string, MadeCertificate, MadeCertificate, string]>([
    ['the CA has expired', { to: daysFrom(-1) }, {}, 'expired certificate-expired'],
    ['the CA is not yet valid', { from: daysFrom(1) }, {}, 'untrusted certificate-not-yet-valid'],
    ['the leaf has expired', {}, { to: daysFrom(-1) }, 'expired certificate-expired'],
    ['the leaf is not yet valid', {}, { from: daysFrom(1) }, 'untrusted certificate-not-yet-valid'],
    [
      'the CA may not sign certificates',
      { usage: ['cRLSign'] },
      {},
      'untrusted issuer-may-not-sign-certificates',
    ],
    [
      'the CA has no CA bit',
      { ca: undefined, extensions: [{ id: OID.basicConstraints, value: sequence(), critical: true }] },
      {},
      'untrusted issuer-not-a-ca',
    ],
    ['the CA has no basic constraints', { ca: undefined }, {}, 'untrusted issuer-not-a-ca'],
    ['the leaf may not sign', {}, { usage: ['keyEncipherment'] }, 'untrusted key-usage-wrong'],
    ['the leaf has no usage', {}, { usage: undefined }, 'trusted'],
    ['the CA is signed over SHA-1', { hash: 'sha1' }, {}, 'untrusted certificate-hash-weak'],
    [
      'a critical extension is unknown',
      { extensions: [{ id: '1.2.3.4', value: sequence(), critical: true }] },
      {},
      'untrusted critical-extension-unknown',
    ],
    ['an extension is unknown', { extensions: [{ id: '1.2.3.4', value: sequence() }] }, {}, 'trusted'],
    [
      'an extension stands twice',
      { extensions: [constraints([general.dns('a.example')]), constraints([general.dns('a.example')])] },
      {},
      'untrusted critical-extension-unknown',
    ],
    [
      'the leaf is for servers',
      {},
      { purposes: [OID.serverAuthentication] },
      'untrusted extended-key-usage-wrong',
    ],
    ['the leaf is for time', {}, { purposes: [OID.timeStamping] }, 'untrusted extended-key-usage-wrong'],
    [
      'the leaf is for mail and servers',
      {},
      { purposes: [OID.serverAuthentication, '1.3.6.1.5.5.7.3.4'] },
      'trusted',
    ],
    ['the leaf is for documents', {}, { purposes: ['1.3.6.1.5.5.7.3.36'] }, 'trusted'],
    ['the leaf is for anything', {}, { purposes: ['2.5.29.37.0'] }, 'trusted'],
  ])('where %s', (_, ca, official, verdict) => {
    // `undefined` takes away what the maker would write.
    expect(chain(ca, official)).toBe(verdict);
  });

  test('is broken by a wrong signature or another issuer’s name', () => {
    const issuer = authority(akar);
    const forged = leaf({ ...issuer, key: newKey() });
    expect(judged(forged, [issuer])).toBe('untrusted path-not-found');
    expect(judged(leaf(issuer, { issuerName: 'Orang Lain' }), [issuer])).toBe('untrusted path-not-found');
  });
});

describe('the length of a path', () => {
  const short = root({ ca: 0 });
  const one = root({ ca: 1 });

  test('counts every CA between', () => {
    expect(chain({}, {}, short)).toBe('untrusted path-too-long');
    expect(chain({}, {}, one)).toBe('trusted');
    const [upper, lower] = [authority(one), undefined];
    expect(lower).toBeUndefined();
    const second = authority(upper, { name: 'CA Dua' });
    expect(judged(leaf(second), [upper, second], one)).toBe('untrusted path-too-long');
  });

  test('does not count a CA that rolls over its own key', () => {
    const first = authority(one, { ca: 0 });
    const rolled = authority(first, { name: 'CA' });
    expect(judged(leaf(rolled), [first, rolled], one)).toBe('trusted');
  });

  test('is limited by us, too', () => {
    const all = [authority(akar, { name: 'CA 0' })];
    for (let n = 1; n < 10; n += 1) all.push(authority(all[n - 1] ?? akar, { name: `CA ${n}` }));
    expect(judged(leaf(all[9] ?? akar), all)).toBe('untrusted path-not-found');
    expect(judged(leaf(all[7] ?? akar), all)).toBe('trusted');
  });
});

describe('name constraints', () => {
  const named = (permitted: Uint8Array[], excluded: Uint8Array[], ...names: Uint8Array[]) =>
    chain(
      { extensions: [constraints(permitted, excluded)] },
      { extensions: names.length > 0 ? [alternativeNames(...names)] : [] },
    );
  const inPapua = (official: MadeCertificate) =>
    chain({ extensions: [constraints([general.directory({ C: 'ID', ST: 'Papua' })])] }, official);
  const no = 'untrusted name-not-permitted';

  test('by directory name, whatever its case, and only as a whole prefix', () => {
    expect(inPapua({ name: { C: 'ID', ST: 'PAPUA ', CN: 'Yohana' } })).toBe('trusted');
    expect(inPapua({ name: { C: 'ID', ST: 'Papua Barat', CN: 'Yohana' } })).toBe(no);
    expect(inPapua({ name: { ST: 'Papua', C: 'ID', CN: 'Yohana' } })).toBe(no);
    expect(inPapua({ name: { C: 'ID' } })).toBe(no);
  });

  test.each<[string, Uint8Array[], Uint8Array[], Uint8Array[], string]>([
    ['a host below', [general.dns('go.id')], [], [general.dns('papua.GO.id')], 'trusted'],
    ['a host that only ends alike', [general.dns('go.id')], [], [general.dns('evilgo.id')], no],
    ['one of two hosts', [general.dns('go.id')], [], [general.dns('a.go.id'), general.dns('b.com')], no],
    ['an excluded host', [], [general.dns('go.id')], [general.dns('a.go.id')], no],
    ['a host where only mail is limited', [general.email('go.id')], [], [general.dns('b.com')], 'trusted'],
    ['a mailbox at the host', [general.email('go.id')], [], [general.email('a@go.id')], 'trusted'],
    ['a mailbox below the host', [general.email('go.id')], [], [general.email('a@x.go.id')], no],
    ['a mailbox below the domain', [general.email('.go.id')], [], [general.email('a@x.go.id')], 'trusted'],
    ['that very mailbox', [general.email('a@go.id')], [], [general.email('a@GO.id')], 'trusted'],
    ['no mailbox at all', [general.email('go.id')], [], [general.email('go.id')], no],
    ['an address at the host', [general.uri('go.id')], [], [general.uri('https://go.id/a')], 'trusted'],
    [
      'an address with another host behind an @',
      [general.uri('go.id')],
      [],
      [general.uri('https://go.id@b.com/')],
      no,
    ],
    ['an address by number', [general.uri('.go.id')], [], [general.uri('https://10.0.0.1/')], no],
    ['an excluded address by number', [], [general.uri('.go.id')], [general.uri('https://10.0.0.1/')], no],
    [
      'a number in the network',
      [general.ip(10, 1, 0, 0, 255, 255, 0, 0)],
      [],
      [general.ip(10, 1, 2, 3)],
      'trusted',
    ],
    ['a number outside', [general.ip(10, 1, 0, 0, 255, 255, 0, 0)], [], [general.ip(10, 2, 2, 3)], no],
    ['an excluded number', [], [general.ip(10, 1, 0, 0, 255, 255, 0, 0)], [general.ip(10, 1, 2, 3)], no],
    [
      'a form that we cannot compare',
      [general.registered()],
      [],
      [general.registered()],
      'unknown name-constraints-unchecked',
    ],
    ['a form that we cannot compare and nobody bears', [general.registered()], [], [], 'trusted'],
  ])('by %s', (_, permitted, excluded, names, verdict) => {
    expect(named(permitted, excluded, ...names)).toBe(verdict);
  });

  test('reach a mailbox in the subject', () => {
    const ca = { extensions: [constraints([general.email('go.id')])] };
    expect(chain(ca, { name: { C: 'ID', CN: 'Yohana', E: 'a@go.id' } })).toBe('trusted');
    expect(chain(ca, { name: { C: 'ID', CN: 'Yohana', E: 'a@b.com' } })).toBe(no);
  });

  test('reach every certificate below, and none that only rolls over a key', () => {
    const limited = authority(akar, {
      extensions: [constraints([general.directory({ C: 'ID', CN: 'Yohana' })])],
    });
    const between = authority(limited, { name: 'CA Dua' });
    expect(judged(leaf(between), [limited, between])).toBe(no);
    const rolled = authority(limited, { name: 'CA' });
    expect(judged(leaf(rolled), [limited, rolled])).toBe('trusted');
  });

  test('with bounds that the standard forbids cannot be read', () => {
    const bounded: MadeExtension = {
      id: OID.nameConstraints,
      value: sequence(explicit(0, sequence(general.dns('go.id'), implicit(0, integer(1))))),
    };
    expect(chain({ extensions: [bounded] })).toBe('untrusted critical-extension-unknown');
  });
});

describe('policies', () => {
  const demand: MadeExtension = {
    id: OID.policyConstraints,
    value: sequence(implicit(0, integer(0))),
    critical: true,
  };
  const [mine, other, mapped] = ['1.3.6.1.4.1.99999.1', '1.3.6.1.4.1.99999.2', '1.3.6.1.4.1.99999.3'];
  const mapping = (issuer: string, subject: string): MadeExtension => ({
    id: OID.policyMappings,
    value: sequence(sequence(oid(issuer), oid(subject))),
    critical: true,
  });
  const chained = (ca: MadeExtension[], official: MadeExtension[], wanted?: string[]) => {
    const issuer = authority(akar, { extensions: ca });
    return judged(leaf(issuer, { extensions: official }), [issuer], akar, wanted && ruleFor(akar, wanted));
  };

  test.each<[string, MadeExtension[], MadeExtension[], string[] | undefined, boolean]>([
    ['that nobody demands', [], [policies(mine)], undefined, true],
    ['demanded by the CA and the same below', [demand, policies(mine)], [policies(mine)], undefined, true],
    ['demanded by the CA and others below', [demand, policies(mine)], [policies(other)], undefined, false],
    ['demanded by the CA and none below', [demand, policies(mine)], [], undefined, false],
    ['any of the CA’s', [demand, policies(OID.anyPolicy)], [policies(mine)], undefined, true],
    [
      'any, where any is inhibited',
      [demand, policies(mine), { id: OID.inhibitAnyPolicy, value: integer(0), critical: true }],
      [policies(OID.anyPolicy)],
      undefined,
      false,
    ],
    ['that the operator demands', [policies(mine)], [policies(mine)], [mine], true],
    ['others than the operator demands', [policies(other)], [policies(other)], [mine], false],
    ['none where the operator demands one', [], [], [mine], false],
    ['mapped to the CA’s own', [policies(mine), mapping(mine, mapped)], [policies(mapped)], [mine], true],
    [
      'mapped, asked for by the name below',
      [policies(mine), mapping(mine, mapped)],
      [policies(mapped)],
      [mapped],
      false,
    ],
    [
      'mapped where mapping is inhibited',
      [demand, policies(mine), mapping(mine, mapped)],
      [policies(mine)],
      undefined,
      false,
    ],
    ['mapped from any', [policies(mine), mapping(OID.anyPolicy, mapped)], [policies(mine)], undefined, false],
  ])('%s', (_, ca, official, wanted, met) => {
    expect(chained(ca, official, wanted)).toBe(met ? 'trusted' : 'untrusted policy-not-met');
  });
});

function ruleFor(anchor: Holder, wanted?: readonly string[], more: Partial<AnchorRule> = {}): AnchorRule {
  return {
    anchor: fingerprint(anchor.certificate),
    name: 'Akar Uji',
    kind: 'trial',
    purposes: ['signature', 'timestamp'],
    ...(wanted && { policies: wanted }),
    ...more,
  };
}

describe('rules of an anchor', () => {
  const issuer = authority(akar, { name: { C: 'ID', O: 'Badan Siber dan Sandi Negara', CN: 'CA DS' } });
  const official = leaf(issuer, { name: { C: 'ID', O: 'Pemerintah Provinsi Papua', CN: 'Yohana' } });
  const under = (more: Partial<AnchorRule>) =>
    judged(official, [issuer], akar, ruleFor(akar, undefined, more));

  test('let a path through that fits them', () => {
    expect(
      under({ issuers: [{ O: 'badan siber dan sandi negara' }], leaves: [{ C: 'ID', O: 'Pemerintah*' }] }),
    ).toBe('trusted');
  });

  test('stop one that does not', () => {
    expect(under({ issuers: [{ O: 'Badan Lain' }] })).toBe('untrusted anchor-rule-not-met');
    expect(under({ leaves: [{ O: 'Pemerintah*', CN: 'Orang Lain' }] })).toBe('untrusted anchor-rule-not-met');
    expect(under({ purposes: ['timestamp'] })).toBe('untrusted anchor-not-for-this-purpose');
  });
});

describe('a search among many', () => {
  test('finds the way through certificates that CAs gave each other', () => {
    const [keyA, keyB] = [newKey(), newKey()];
    const a = root({ name: 'A', key: keyA });
    const b = root({ name: 'B', key: keyB });
    const aByB = authority(b, { name: 'A', key: keyA });
    const bByA = authority(a, { name: 'B', key: keyB });
    const official = leaf(a);
    expect(judged(official, [aByB, bByA, a], b)).toBe('trusted');
    // Round and round, with nobody trusted at either end.
    expect(judged(official, [aByB, bByA, a, b], akar)).toBe('untrusted path-not-found');
  });

  test('is not led astray by look-alikes, as long as they cannot copy the key identifier', () => {
    const issuer = authority(akar);
    const alike = Array.from({ length: 300 }, () =>
      made({ name: 'CA', ca: null, key: issuer.key && newKey() }),
    );
    expect(judged(leaf(issuer), [...alike, issuer])).toBe('trusted');
  });

  test('ends among CAs that all certified each other', () => {
    const keys = Array.from({ length: 8 }, newKey);
    const mesh = keys.flatMap((key, at) =>
      keys.flatMap((by, from) =>
        at === from
          ? []
          : [
              authority(
                { key: by, certificate: root({ name: `M${from}`, key: by }).certificate },
                { name: `M${at}`, key },
              ),
            ],
      ),
    );
    const first: Holder = { key: keys[0] ?? newKey(), certificate: mesh[0]?.certificate as Certificate };
    expect(judged(leaf(first), mesh)).toBe('unknown path-search-stopped');
  });

  test('an expired CA does not hide a valid one of the same key', () => {
    const key = newKey();
    const old = authority(akar, { key, to: daysFrom(-1) });
    const fresh = authority(akar, { key });
    expect(judged(leaf(fresh), [old, fresh])).toBe('trusted');
    expect(judged(leaf(fresh), [old])).toBe('expired certificate-expired');
  });
});
