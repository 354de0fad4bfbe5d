import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCertificate } from '../../server/pdf/authority/issue-certificate.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import {
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from '../../server/pdf/core/der-writer.js';
import { hashOf, type ContentHasher } from '../../server/pdf/core/hash-algorithm.js';
import { OID } from '../../server/pdf/core/oids.js';
import { assembleCms, buildSignedAttributes } from '../../server/pdf/sign/build-cms.js';
import { signatureHash, type KeySigner, type SignatureAlgorithm } from '../../server/pdf/sign/key-signer.js';
import { signDigests } from '../../server/pdf/sign/sign-digests.js';
import { checkCms } from '../../server/pdf/verify/check-cms.js';
import { madeCms } from '../support/made-cms.js';
import {
  certifiedSigner,
  cmsOver,
  sha256,
  testAuthority,
  testTimestamps,
} from '../support/test-authority.js';

const content = Buffer.from('isi naskah');
const PADES = 'ETSI.CAdES.detached';
const hashes: ContentHasher = (algorithm) => Promise.resolve(hashOf(algorithm, content));
let signer: KeySigner<void> & { key: KeyObject };

beforeAll(async () => {
  signer = await certifiedSigner();
});

const check = (cms: Uint8Array, subFilter = PADES) => checkCms(cms, hashes, subFilter);

/** The parts of a CMS, for putting it together another way. */
function partsOf(cms: Uint8Array) {
  const signedData = readWholeDer(cms).at(1).at(0);
  const signerInfo = signedData.at(4).at(0);
  return { fields: signedData.children.map((each) => each.encoded), signerInfo };
}

function contentInfo(...fields: Uint8Array[]): Uint8Array {
  return sequence(oid(OID.signedData), explicit(0, sequence(...fields)));
}

async function withAttributes(...attributes: Uint8Array[]): Promise<Uint8Array> {
  return cmsOver(signer, content, { signedAttributes: setOf(...attributes) });
}

const attribute = (type: string, ...values: Uint8Array[]) => sequence(oid(type), setOf(...values));

describe('a signature is right', () => {
  test.each<SignatureAlgorithm>(['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha256', 'ecdsa-sha384'])(
    'made by %s',
    async (algorithm) => {
      const holder = await certifiedSigner(algorithm);
      const hash = signatureHash(algorithm);
      const [cms = new Uint8Array()] = await signDigests(holder, [hashOf(hash, content)], undefined);
      const found = await check(cms);
      expect(found).toMatchObject({ signature: 'right', problems: [], ess: true, hash });
      expect(found.signer?.commonName).toBe('Yohana Contoh');
      expect(found.certificates).toHaveLength(2);
      expect(found.timestamp).toBeUndefined();
    },
  );

  test('padded with zeros, as in a PDF', async () => {
    const padded = Buffer.concat([await cmsOver(signer, content), Buffer.alloc(500)]);
    expect(await check(padded)).toMatchObject({ signature: 'right', problems: [] });
  });

  test('in indefinite lengths, and it is told', async () => {
    const { fields } = partsOf(await cmsOver(signer, content));
    const open = (identifier: number, ...parts: Uint8Array[]) =>
      Buffer.concat([Uint8Array.of(identifier, 0x80), ...parts, Uint8Array.of(0, 0)]);
    const cms = open(0x30, oid(OID.signedData), open(0xa0, open(0x30, ...fields)));
    expect(await check(cms)).toMatchObject({ signature: 'right', problems: ['cms-ber'] });
  });

  test('with its time-stamp', async () => {
    const at = new Date('2026-05-04T03:02:01Z');
    const stamps = await testTimestamps(() => at);
    const [cms = new Uint8Array()] = await signDigests(signer, [sha256(content)], undefined, stamps);
    const found = await check(cms);
    expect(found).toMatchObject({
      signature: 'right',
      problems: [],
      timestamp: { right: true, time: at, problems: [] },
    });
    expect(found.timestamp?.signer?.commonName).toContain('Time-stamp');
  });

  test('without signed attributes, and it is told', async () => {
    const { fields } = partsOf(await cmsOver(signer, content));
    const [version, digests, inside, certificates] = fields as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const { certificate, key } = signer;
    const info = sequence(
      integer(1),
      sequence(certificate.issuer.der, certificate.serialDer),
      sequence(oid(OID.sha256)),
      sequence(oid(OID.rsaEncryption)),
      octetString(sign('sha256', content, key)),
    );
    const cms = contentInfo(version, digests, inside, certificates, setOf(info));
    const told = { signature: 'right', problems: ['cms-no-signed-attributes'], ess: false };
    expect(await check(cms, 'adbe.pkcs7.detached')).toMatchObject(told);
    const other: ContentHasher = (algorithm) => Promise.resolve(hashOf(algorithm, Buffer.from('lain')));
    const wrong = await checkCms(cms, other, 'adbe.pkcs7.detached');
    expect(wrong).toMatchObject({
      signature: 'wrong',
      problems: ['cms-no-signed-attributes', 'cms-signature-wrong'],
    });
  });

  test('by Ed25519', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { issuing } = await testAuthority();
    const { notBefore, notAfter } = signer.certificate;
    const subject = { commonName: 'Ed', organization: 'Contoh', organizationalUnit: 'Uji' };
    const usage = ['nonRepudiation'] as const;
    const certificate = await issueCertificate(issuing, { subject, publicKey, notBefore, notAfter, usage });
    const made = (signature: (attributes: Uint8Array) => Uint8Array) => {
      const digest = hashOf('sha512', content);
      const attributes = buildSignedAttributes({ digest, certificate });
      const info = sequence(
        integer(1),
        sequence(certificate.issuer.der, certificate.serialDer),
        sequence(oid(OID.sha512)),
        implicit(0, attributes),
        sequence(oid('1.3.101.112')),
        octetString(signature(attributes)),
      );
      const algorithms = setOf(sequence(oid(OID.sha512)));
      const certificates = implicit(0, setOf(certificate.der));
      return contentInfo(integer(1), algorithms, sequence(oid(OID.data)), certificates, setOf(info));
    };
    expect(await check(made((each) => sign(null, each, privateKey)))).toMatchObject({
      signature: 'right',
      problems: [],
    });
    expect(await check(made(() => sign(null, content, privateKey)))).toMatchObject({ signature: 'wrong' });
  });

  test('in adbe.pkcs7.sha1 over the hash inside, which is weak', async () => {
    const cms = await sha1Cms(hashOf('sha1', content));
    expect(await check(cms, 'adbe.pkcs7.sha1')).toMatchObject({
      signature: 'right',
      problems: ['weak-hash'],
    });
    const other = await sha1Cms(hashOf('sha1', Buffer.from('lain')));
    expect(await check(other, 'adbe.pkcs7.sha1')).toMatchObject({
      signature: 'wrong',
      problems: ['cms-content-wrong', 'weak-hash'],
    });
  });
});

async function sha1Cms(inside: Uint8Array): Promise<Uint8Array> {
  const { fields } = partsOf(await cmsOver(signer, inside));
  const [version, digests, , certificates, infos] = fields as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return contentInfo(
    version,
    digests,
    sequence(oid(OID.data), explicit(0, octetString(inside))),
    certificates,
    infos,
  );
}

describe('a signature is wrong', () => {
  test('over other content', async () => {
    const found = await check(await cmsOver(signer, Buffer.from('isi lain')));
    expect(found).toMatchObject({ signature: 'wrong', problems: ['cms-digest-wrong'] });
  });

  test('with one bit of its value turned', async () => {
    const cms = Buffer.from(await cmsOver(signer, content));
    cms[cms.length - 1] = (cms.at(-1) ?? 0) ^ 1;
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-signature-wrong'] });
  });

  test('with two signers', async () => {
    const { fields, signerInfo } = partsOf(await cmsOver(signer, content));
    const cms = contentInfo(...fields.slice(0, 4), setOf(signerInfo.encoded, signerInfo.encoded));
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-signer-count'] });
  });

  test('with no signer', async () => {
    const { fields } = partsOf(await cmsOver(signer, content));
    const found = await check(contentInfo(...fields.slice(0, 4), setOf()));
    expect(found).toMatchObject({ signature: 'wrong', problems: ['cms-signer-count'] });
  });

  test('with content of its own', async () => {
    const cms = await sha1Cms(content);
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-content-inside'] });
  });

  test('with an attribute twice', async () => {
    const digest = attribute(OID.messageDigest, octetString(sha256(content)));
    const other = attribute(OID.messageDigest, octetString(sha256(Buffer.from('lain'))));
    const cms = await withAttributes(attribute(OID.contentType, oid(OID.data)), digest, other);
    expect((await check(cms)).problems).toContain('cms-attribute-repeated');
    expect((await check(cms)).signature).toBe('wrong');
  });

  test('with two values in one attribute', async () => {
    const digests = [octetString(sha256(content)), octetString(sha256(Buffer.from('lain')))];
    const cms = await withAttributes(
      attribute(OID.contentType, oid(OID.data)),
      attribute(OID.messageDigest, ...digests),
    );
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-attribute-repeated'] });
  });

  test('without a message digest', async () => {
    const cms = await withAttributes(attribute(OID.contentType, oid(OID.data)));
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-digest-missing'] });
  });

  test('with another content type signed', async () => {
    const signedAttributes = buildSignedAttributes({
      digest: sha256(content),
      certificate: signer.certificate,
      contentType: OID.tstInfo,
    });
    const found = await check(await cmsOver(signer, content, { signedAttributes }));
    expect(found).toMatchObject({ signature: 'wrong', problems: ['cms-content-type-wrong'] });
  });

  test('with a certificate that ESS does not name', async () => {
    const { certificate } = await certifiedSigner();
    const signedAttributes = buildSignedAttributes({ digest: sha256(content), certificate });
    const found = await check(await cmsOver(signer, content, { signedAttributes }));
    expect(found).toMatchObject({ signature: 'wrong', problems: ['ess-wrong'] });
  });

  test('with a digest algorithm that is not the signature’s', async () => {
    const { fields, signerInfo } = partsOf(await cmsOver(signer, content));
    const parts = signerInfo.children.map((each) => each.encoded);
    parts[2] = sequence(oid(OID.sha512));
    const cms = contentInfo(...fields.slice(0, 4), setOf(sequence(...parts)));
    expect(await check(cms)).toMatchObject({ signature: 'wrong', problems: ['cms-algorithm-mismatch'] });
  });
});

describe('a signature is left unchecked', () => {
  test('when its bytes are no CMS', async () => {
    const nothing = { signature: 'unchecked', problems: ['cms-unreadable'], certificates: [] };
    for (const bytes of [new Uint8Array(), Buffer.alloc(64), Buffer.from('3003020101', 'hex')]) {
      expect(await check(bytes)).toMatchObject(nothing);
    }
  });

  test('wherever it is cut off', async () => {
    const cms = await cmsOver(signer, content);
    for (let length = 0; length < cms.length; length += 7) {
      expect((await check(cms.subarray(0, length))).signature).toBe('unchecked');
    }
  });

  test('when nested without end', async () => {
    let deep: Uint8Array = tlv(0x30);
    for (let i = 0; i < 2000; i++) deep = tlv(0x30, deep);
    expect((await check(deep)).signature).toBe('unchecked');
    const open = Buffer.alloc(200_000, Buffer.of(0x30, 0x80));
    expect((await check(open)).signature).toBe('unchecked');
  });

  test('when the signer’s certificate is not inside', async () => {
    const { fields } = partsOf(await cmsOver(signer, content));
    const found = await check(contentInfo(...fields.slice(0, 3), ...fields.slice(4)));
    expect(found).toMatchObject({ signature: 'unchecked', problems: ['cms-certificate-missing'] });
  });

  test('when its algorithm or its sub-filter is unknown', async () => {
    const { fields, signerInfo } = partsOf(await cmsOver(signer, content));
    const parts = signerInfo.children.map((each) => each.encoded);
    parts[4] = sequence(oid('1.2.3.4'));
    const cms = contentInfo(...fields.slice(0, 4), setOf(sequence(...parts)));
    expect(await check(cms)).toMatchObject({ signature: 'unchecked', problems: ['cms-algorithm-unknown'] });
    const found = await check(await cmsOver(signer, content), 'adbe.x509.rsa_sha1');
    expect(found).toMatchObject({ signature: 'unchecked', problems: ['cms-sub-filter-unknown'] });
  });
});

describe('what is told of a right signature', () => {
  test('bytes behind it that are not zeros', async () => {
    const cms = Buffer.concat([await cmsOver(signer, content), Buffer.from('00ff', 'hex')]);
    expect(await check(cms)).toMatchObject({ signature: 'right', problems: ['cms-trailing-bytes'] });
  });

  test('a key below 2048 bits', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { issuing } = await testAuthority();
    const { notBefore, notAfter } = signer.certificate;
    const subject = { commonName: 'Kunci pendek', organization: 'Contoh', organizationalUnit: 'Uji' };
    const usage = ['nonRepudiation'] as const;
    const certificate = await issueCertificate(issuing, { subject, publicKey, notBefore, notAfter, usage });
    const cms = madeCms({ key: privateKey, certificate }, content);
    expect(await check(cms)).toMatchObject({ signature: 'right', problems: ['weak-key'] });
  });

  test('no ESS and a signing time inside, which PAdES does not want', async () => {
    const cms = await withAttributes(
      attribute(OID.contentType, oid(OID.data)),
      attribute(OID.messageDigest, octetString(sha256(content))),
      attribute(OID.signingTime, tlv(0x17, Buffer.from('260504030201Z'))),
    );
    const found = await check(cms);
    expect(found).toMatchObject({ signature: 'right', problems: ['ess-missing', 'cms-signing-time-inside'] });
    expect(found.signingTime).toEqual(new Date('2026-05-04T03:02:01Z'));
    expect((await check(cms, 'adbe.pkcs7.detached')).problems).toEqual([]);
  });
});

describe('a time-stamp on a signature', () => {
  test('copied from another signature is not right', async () => {
    const foreign = await (await testTimestamps()).stamp(sha256(Buffer.from('another signature')));
    const found = await check(await cmsOver(signer, content, { timestampToken: foreign }));
    expect(found.signature).toBe('right');
    expect(found.timestamp).toMatchObject({
      right: false,
      signature: 'wrong',
      problems: ['timestamp-imprint-wrong'],
    });
  });

  test('that cannot be read is told and gives no time', async () => {
    const found = await check(await cmsOver(signer, content, { timestampToken: sequence(integer(1)) }));
    expect(found).toMatchObject({ signature: 'right', problems: ['timestamp-unreadable'] });
    expect(found.timestamp).toBeUndefined();
  });

  test('by a key that is not for time-stamps alone is not right', async () => {
    const cms = await cmsOver(signer, content);
    const value = partsOf(cms).signerInfo.at(5).octets();
    const real = await (await testTimestamps()).stamp(sha256(value));
    const bytes = readWholeDer(real).at(1).at(0).at(2).at(1).at(0).octets();
    const { certificate } = signer;
    const signedAttributes = buildSignedAttributes({
      digest: sha256(bytes),
      certificate,
      contentType: OID.tstInfo,
    });
    const [signature = new Uint8Array()] = await signer.sign([signedAttributes]);
    const timestampToken = assembleCms({
      ...signer,
      signedAttributes,
      signature,
      content: { type: OID.tstInfo, bytes },
    });
    const found = await check(await cmsOver(signer, content, { timestampToken }));
    expect(found.timestamp).toMatchObject({ right: false, problems: ['timestamp-usage-wrong'] });
  });
});
