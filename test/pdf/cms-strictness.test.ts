import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCertificate } from '../../server/pdf/authority/issue-certificate.js';
import {
  explicit,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from '../../server/pdf/core/der-writer.js';
import { hashOf, type ContentHasher } from '../../server/pdf/core/hash-algorithm.js';
import { OID } from '../../server/pdf/core/oids.js';
import { checkCms } from '../../server/pdf/verify/check-cms.js';
import {
  algorithm,
  attribute,
  essAttribute,
  hashAlgorithm,
  madeCms,
  plainAttributes,
  type CmsShape,
  type KeyHolder,
} from '../support/made-cms.js';
import { certifiedSigner, testAuthority } from '../support/test-authority.js';

const content = Buffer.from('isi naskah');
const hashes: ContentHasher = (hash) => Promise.resolve(hashOf(hash, content));
const RIGHT = 'right: ';
let rsa: KeyHolder;
let ec: KeyHolder;

beforeAll(async () => {
  rsa = await certifiedSigner('rsa-sha256');
  ec = await certifiedSigner('ecdsa-sha256');
});

/** Verdict and problems in one line. */
async function verdict(cms: Uint8Array, subFilter = 'ETSI.CAdES.detached'): Promise<string> {
  const { signature, problems } = await checkCms(cms, hashes, subFilter);
  return `${signature}: ${problems.join(' ')}`;
}

const of = (shape: CmsShape, holder = rsa) => verdict(madeCms(holder, content, shape));

async function certify(publicKey: KeyObject, more: { serial?: bigint; notAfter?: Date } = {}) {
  const { issuing } = await testAuthority();
  const { notBefore, notAfter } = rsa.certificate;
  const subject = { commonName: 'Yohana Contoh', organization: 'Contoh', organizationalUnit: 'Uji' };
  const usage = ['nonRepudiation'] as const;
  return issueCertificate(issuing, { subject, publicKey, notBefore, notAfter, usage, ...more });
}

describe('the fields of a CMS', () => {
  test('made plainly are right', async () => {
    expect(await of({})).toBe(RIGHT);
    expect(await of({}, ec)).toBe(RIGHT);
  });

  test.each([1, 3, 4, 5])('version %i is right', async (version) => {
    expect(await of({ version })).toBe(RIGHT);
  });

  test.each([0, 6, 255])('version %i is of no standard', async (version) => {
    expect(await of({ version })).toBe('unchecked: cms-unreadable');
  });

  test('a signer is of version 1 or 3', async () => {
    expect(await of({ signerVersion: 3 })).toBe(RIGHT);
    for (const signerVersion of [0, 2, 4])
      expect(await of({ signerVersion })).toBe('unchecked: cms-unreadable');
  });

  test('a signer may be named by its key identifier, and not by another’s', async () => {
    const keyId = (hex: string) => implicit(0, octetString(Buffer.from(hex, 'hex')));
    const own = rsa.certificate.subjectKeyId ?? '';
    expect(await of({ signerVersion: 3, identifier: keyId(own) })).toBe(RIGHT);
    const other = ec.certificate.subjectKeyId ?? '';
    expect(await of({ signerVersion: 3, identifier: keyId(other) })).toBe(
      'unchecked: cms-certificate-missing',
    );
    expect(await of({ identifier: sequence(rsa.certificate.issuer.der, integer(5)) })).toBe(
      'unchecked: cms-certificate-missing',
    );
  });

  test('revocation lists may lie inside, and a set of digest algorithms may be empty', async () => {
    expect(await of({ revocation: [tlv(0xa1, sequence())] })).toBe(RIGHT);
    expect(await of({ digestAlgorithms: setOf() })).toBe(RIGHT);
  });

  test.each<[string, CmsShape]>([
    ['behind the signer', { afterSigner: [integer(1)] }],
    ['behind the unsigned attributes', { unsigned: [], afterSigner: [tlv(0xa1)] }],
    ['behind the signers', { afterBody: [setOf()] }],
    ['behind the content', { afterAll: [tlv(0xa0, sequence())] }],
    ['between certificates and signers', { revocation: [tlv(0xa0, sequence())] }],
    [
      'in the encapsulated content',
      { encapsulated: sequence(oid(OID.data), explicit(0, octetString(content)), nullValue()) },
    ],
    [
      'in an attribute',
      { attributes: [...plainAttributes(content), sequence(oid('1.2.3'), setOf(nullValue()), nullValue())] },
    ],
  ])('a field too many %s is refused', async (_where, shape) => {
    expect(await of(shape)).toBe('unchecked: cms-unreadable');
  });

  test('a value sent in pieces is BER, and told', async () => {
    const inPieces = (value: Uint8Array) =>
      tlv(0x24, octetString(value.subarray(0, 100)), octetString(value.subarray(100)));
    expect(await of({ valueField: inPieces })).toBe('right: cms-ber');
    expect(await of({ valueField: (value) => tlv(0x03, value) })).toBe('unchecked: cms-unreadable');
  });
});

describe('the certificates inside', () => {
  test('may be there twice, and beside other kinds that are passed over', async () => {
    const own = rsa.certificate.der;
    expect(await of({ certificates: [own, own] })).toBe(RIGHT);
    const others = [
      tlv(0xa0, integer(1)),
      tlv(0xa1, integer(1)),
      tlv(0xa2, integer(1)),
      tlv(0xa3, oid('1.2.3')),
    ];
    expect(await of({ certificates: [...others, own] })).toBe(RIGHT);
  });

  test('may hold one that cannot be read, which is told, and no more than a hundred', async () => {
    const own = rsa.certificate.der;
    expect(await of({ certificates: [own, sequence(integer(1))] })).toBe('right: cms-certificate-unreadable');
    const many = Array.from({ length: 101 }, () => own);
    expect(await of({ certificates: many })).toBe('unchecked: cms-unreadable');
  });

  test('are not exchanged for another of the same key, name and serial number', async () => {
    const { certificate, key } = rsa;
    const serial = 77n;
    const twin = await certify(certificate.publicKey, { serial });
    const later = await certify(certificate.publicKey, { serial, notAfter: new Date(Date.now() + 9e9) });
    expect(later.serialHex).toBe(twin.serialHex);
    const withAll = (...certificates: Uint8Array[]) =>
      madeCms({ certificate: twin, key }, content, { certificates });
    expect(await verdict(withAll(twin.der))).toBe(RIGHT);
    expect(await verdict(withAll(later.der))).toBe('wrong: ess-wrong');
    // With both inside, it is the one that the signer named by its hash.
    for (const cms of [withAll(later.der, twin.der), withAll(twin.der, later.der)]) {
      const check = await checkCms(cms, hashes, 'ETSI.CAdES.detached');
      expect(check.signature).toBe('right');
      expect(check.signer?.notAfter).toEqual(twin.notAfter);
    }
  });
});

describe('ESS names the certificate', () => {
  const attributes = (...ess: Uint8Array[]) => ({ attributes: [...plainAttributes(content), ...ess] });
  const issuerSerial = (issuer: Uint8Array, serial: Uint8Array) =>
    sequence(sequence(explicit(4, issuer)), serial);

  test('in the old form, in the new, and in both', async () => {
    const { certificate } = rsa;
    expect(await of(attributes(essAttribute('v1', certificate)))).toBe(RIGHT);
    expect(await of(attributes(essAttribute('v1', certificate), essAttribute('v2', certificate)))).toBe(
      RIGHT,
    );
    expect(await of(attributes(essAttribute('v1', ec.certificate)))).toBe('wrong: ess-wrong');
    expect(await of(attributes(essAttribute('v1', ec.certificate), essAttribute('v2', certificate)))).toBe(
      'wrong: ess-wrong',
    );
  });

  test('by another hash, which it then says', async () => {
    const { certificate } = rsa;
    const byHash = (hash: 'sha512' | 'md5', value: Uint8Array) =>
      sequence(sequence(sequence(hashAlgorithm(hash), octetString(value))));
    const sha512 = hashOf('sha512', certificate.der);
    const made = (value: Uint8Array) => of(attributes(attribute(OID.signingCertificateV2, value)));
    expect(await made(byHash('sha512', sha512))).toBe(RIGHT);
    expect(await made(byHash('sha512', hashOf('sha256', certificate.der)))).toBe('wrong: ess-wrong');
    expect(await made(byHash('md5', sha512.subarray(0, 16)))).toBe('wrong: ess-wrong');
  });

  test('with issuer and serial number, which are then its own', async () => {
    const { certificate } = rsa;
    const ess = (...more: Uint8Array[]) => of(attributes(essAttribute('v2', certificate, { more })));
    const { issuer, subject, serialDer } = certificate;
    expect(await ess(issuerSerial(issuer.der, serialDer))).toBe(RIGHT);
    expect(await ess(issuerSerial(issuer.der, integer(5)))).toBe('wrong: ess-wrong');
    expect(await ess(issuerSerial(subject.der, serialDer))).toBe('wrong: ess-wrong');
    expect(await ess(sequence(sequence(tlv(0x82, Buffer.from('contoh'))), serialDer))).toBe(
      'wrong: ess-wrong',
    );
  });
});

describe('signed attributes', () => {
  const others = (...more: Uint8Array[]) => ({
    attributes: [...plainAttributes(content), essAttribute('v2', rsa.certificate), ...more],
  });

  test('are right in whatever order they were hashed', async () => {
    const [type = new Uint8Array(), digest = new Uint8Array()] = plainAttributes(content);
    const ess = essAttribute('v2', rsa.certificate);
    for (const order of [
      [ess, digest, type],
      [digest, type, ess],
      [type, ess, digest],
    ]) {
      expect(await of({ attributes: order })).toBe(RIGHT);
      // Sent in this order and hashed in that of DER, as the standard wants.
      const sorted = (bytes: Uint8Array) =>
        sign('sha256', bytes.length > 0 ? setOf(...order) : bytes, rsa.key);
      expect(await of({ attributes: order, value: sorted })).toBe(RIGHT);
    }
  });

  test('that say nothing to us are passed over, also in the unsigned ones', async () => {
    const contentStamp = attribute('1.2.840.113549.1.9.16.2.20', sequence());
    const policy = attribute('1.2.840.113549.1.9.16.2.15', sequence());
    const countersignature = attribute('1.2.840.113549.1.9.6', sequence());
    expect(await of({ ...others(contentStamp, policy), unsigned: [countersignature] })).toBe(RIGHT);
  });

  test.each([OID.contentType, OID.messageDigest, OID.signingCertificateV2, '1.2.3.4'])(
    'hold %s once',
    async (type) => {
      expect(await of(others(attribute(type, nullValue()), attribute(type, nullValue())))).toBe(
        'wrong: cms-attribute-repeated',
      );
    },
  );

  test('hold exactly one digest', async () => {
    const [type = new Uint8Array()] = plainAttributes(content);
    const digest = hashOf('sha256', content);
    const made = (...values: Uint8Array[]) =>
      of({ attributes: [type, attribute(OID.messageDigest, ...values)] });
    expect(await made()).toBe('wrong: cms-attribute-repeated');
    expect(await made(octetString(digest), octetString(digest))).toBe('wrong: cms-attribute-repeated');
    expect(await made(octetString(digest.subarray(1)))).toBe('wrong: cms-digest-wrong');
    expect(await made(integer(1))).toBe('unchecked: cms-unreadable');
  });

  test('name their type as data', async () => {
    const [, digest = new Uint8Array()] = plainAttributes(content);
    expect(await of({ attributes: [digest] })).toBe('wrong: cms-content-type-wrong');
    expect(await of({ attributes: [attribute(OID.contentType, oid(OID.signedData)), digest] })).toBe(
      'wrong: cms-content-type-wrong',
    );
    expect(await of({ encapsulated: sequence(oid(OID.tstInfo)) })).toBe('wrong: cms-content-type-wrong');
  });

  test('may be none over plain data where the key is RSA, and not where only a hash could be checked', async () => {
    expect(await of({ attributes: null })).toBe('right: cms-no-signed-attributes ess-missing');
    expect(await of({ attributes: null }, ec)).toBe(
      'unchecked: cms-no-signed-attributes cms-key-unsupported',
    );
  });

  test('may protect the algorithms, and then protect the ones in use', async () => {
    const protection = (...fields: Uint8Array[]) =>
      of(others(attribute(OID.algorithmProtection, sequence(...fields))));
    const digest = hashAlgorithm('sha256');
    const value = implicit(1, algorithm(OID.rsaEncryption, nullValue()));
    expect(await protection(digest, value)).toBe(RIGHT);
    // NULL and nothing mean the same.
    expect(
      await protection(hashAlgorithm('sha256', nullValue()), implicit(1, algorithm(OID.rsaEncryption))),
    ).toBe(RIGHT);
    const wrong = 'wrong: cms-algorithm-mismatch';
    expect(await protection(hashAlgorithm('sha512'), value)).toBe(wrong);
    expect(await protection(digest, implicit(1, algorithm(OID.sha256WithRsa)))).toBe(wrong);
    expect(await protection(digest)).toBe(wrong);
    expect(await protection(digest, implicit(2, algorithm(OID.rsaEncryption)))).toBe(wrong);
    expect(await protection(digest, value, implicit(2, algorithm('1.2.3')))).toBe(wrong);
  });
});

describe('algorithms', () => {
  test.each(['sha1', 'sha224', 'sha384', 'sha512', 'sha3-256'] as const)(
    '%s with RSA is right',
    async (hash) => {
      expect(await of({ hash })).toBe(hash === 'sha1' ? 'right: weak-hash' : RIGHT);
    },
  );

  test('MD5 proves nothing', async () => {
    expect(await of({ digestAlgorithm: hashAlgorithm('md5') })).toBe('unchecked: weak-hash');
    expect(await of({ digestAlgorithm: algorithm('1.2.3') })).toBe('unchecked: cms-algorithm-unknown');
  });

  test('with or without NULL are the same, and with anything else unknown', async () => {
    for (const digestAlgorithm of [hashAlgorithm('sha256'), hashAlgorithm('sha256', nullValue())]) {
      for (const name of [OID.rsaEncryption, OID.sha256WithRsa]) {
        expect(await of({ digestAlgorithm, signatureAlgorithm: algorithm(name) })).toBe(RIGHT);
        expect(await of({ digestAlgorithm, signatureAlgorithm: algorithm(name, nullValue()) })).toBe(RIGHT);
        expect(await of({ digestAlgorithm, signatureAlgorithm: algorithm(name, integer(7)) })).toBe(
          'unchecked: cms-algorithm-unknown',
        );
      }
    }
    expect(await of({ digestAlgorithm: hashAlgorithm('sha256', integer(7)) })).toBe(
      'unchecked: cms-algorithm-unknown',
    );
    expect(await of({ signatureAlgorithm: algorithm(OID.sha256WithRsa, nullValue(), nullValue()) })).toBe(
      'unchecked: cms-unreadable',
    );
    expect(await of({ signatureAlgorithm: algorithm(OID.ecdsaWithSha256, nullValue()) }, ec)).toBe(RIGHT);
  });

  test('of digest and value agree', async () => {
    const sha512WithRsa = algorithm('1.2.840.113549.1.1.13', nullValue());
    expect(await of({ signatureAlgorithm: sha512WithRsa })).toBe('wrong: cms-algorithm-mismatch');
    expect(await of({ hash: 'sha512', signatureAlgorithm: sha512WithRsa })).toBe(RIGHT);
    expect(await of({ signatureAlgorithm: algorithm('1.2.840.10045.4.3.4') }, ec)).toBe(
      'wrong: cms-algorithm-mismatch',
    );
    // A kind of key that the certificate has not.
    expect(await of({ signatureAlgorithm: algorithm(OID.ecdsaWithSha256) })).toBe(
      'unchecked: cms-key-unsupported',
    );
  });

  test('of RSA-PSS say salt, mask and hash', async () => {
    const pss = (hash: 'sha1' | 'sha256', mask: 'sha1' | 'sha256', salt: number) =>
      algorithm(
        OID.rsaPss,
        sequence(
          explicit(0, hashAlgorithm(hash)),
          explicit(1, algorithm(OID.mgf1, hashAlgorithm(mask))),
          explicit(2, integer(salt)),
        ),
      );
    const signed = (hash: 'sha1' | 'sha256', saltLength: number, signatureAlgorithm: Uint8Array) => {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const value = (bytes: Uint8Array) => sign(hash, bytes, { key: rsa.key, padding, saltLength });
      return of({ hash, signatureAlgorithm, value });
    };
    expect(await signed('sha256', 32, pss('sha256', 'sha256', 32))).toBe(RIGHT);
    expect(await signed('sha256', 20, pss('sha256', 'sha256', 20))).toBe(RIGHT);
    expect(await signed('sha256', 20, pss('sha256', 'sha256', 32))).toBe('wrong: cms-signature-wrong');
    expect(await signed('sha256', 32, pss('sha256', 'sha1', 32))).toBe('unchecked: cms-algorithm-unknown');
    expect(await signed('sha256', 20, pss('sha1', 'sha1', 20))).toBe('wrong: cms-algorithm-mismatch');
    // Left out, all of them are what they were in 1998.
    expect(await signed('sha1', 20, algorithm(OID.rsaPss, sequence()))).toBe('right: weak-hash');
  });

  test('of plain ECDSA hold r and s side by side, and those of X9.62 in DER', async () => {
    const plain = algorithm('0.4.0.127.0.7.1.1.4.1.3');
    const value = (dsaEncoding: 'der' | 'ieee-p1363') => (bytes: Uint8Array) =>
      sign('sha256', bytes, { key: ec.key, dsaEncoding });
    expect(await of({ signatureAlgorithm: plain, value: value('ieee-p1363') }, ec)).toBe(RIGHT);
    expect(await of({ signatureAlgorithm: plain, value: value('der') }, ec)).toBe(
      'wrong: cms-signature-wrong',
    );
    const der = algorithm(OID.ecdsaWithSha256);
    expect(await of({ signatureAlgorithm: der, value: value('ieee-p1363') }, ec)).toBe(
      'wrong: cms-signature-wrong',
    );
  });

  test.each([
    ['ed25519', 'sha512', '1.3.101.112'],
    ['ed448', 'shake256', '1.3.101.113'],
  ] as const)('of Edwards curves: %s with %s', async (kind, hash, name) => {
    const { privateKey: key, publicKey } =
      kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
    const holder = { key, certificate: await certify(publicKey) };
    const value = (bytes: Uint8Array) => sign(null, bytes, key);
    expect(await of({ hash, signatureAlgorithm: algorithm(name), value }, holder)).toBe(RIGHT);
    const other = (bytes: Uint8Array) => sign(null, Buffer.concat([bytes, bytes]), key);
    expect(await of({ hash, signatureAlgorithm: algorithm(name), value: other }, holder)).toBe(
      'wrong: cms-signature-wrong',
    );
  });

  test('on a curve below 224 bits are weak', async () => {
    for (const [namedCurve, told] of [
      ['prime192v1', 'right: weak-key'],
      ['secp224r1', RIGHT],
      ['secp521r1', RIGHT],
    ] as const) {
      const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve });
      expect(await of({}, { key, certificate: await certify(publicKey) })).toBe(told);
    }
  });
});
