import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { issueCertificate } from '../../server/pdf/authority/issue-certificate.js';
import { readCertificate, type Certificate } from '../../server/pdf/core/certificate.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import {
  bitString,
  explicit,
  generalizedTime,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from '../../server/pdf/core/der-writer.js';
import { hashOf, type ContentHasher } from '../../server/pdf/core/hash-algorithm.js';
import { OID } from '../../server/pdf/core/oids.js';
import { checkCms } from '../../server/pdf/verify/check-cms.js';
import {
  attribute,
  essAttribute,
  hashAlgorithm,
  madeCms,
  type CmsShape,
  type KeyHolder,
} from '../support/made-cms.js';
import { certifiedSigner, testAuthority } from '../support/test-authority.js';

const content = Buffer.from('isi naskah');
const hashes: ContentHasher = (hash) => Promise.resolve(hashOf(hash, content));
const early = new Date('2026-05-04T03:02:01Z');
const late = new Date('2026-05-05T03:02:01Z');
/** One value for all, since what is stamped is the value. */
let signer: KeyHolder;
let value: Uint8Array;
let authority: KeyHolder;

beforeAll(async () => {
  signer = await certifiedSigner();
  value = readWholeDer(madeCms(signer, content)).at(1).at(0).at(4).at(0).at(5).octets();
  authority = await timestampHolder();
});

async function timestampHolder(solePurpose: string | undefined = OID.timeStamping): Promise<KeyHolder> {
  const { issuing } = await testAuthority();
  const { privateKey: key, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { notBefore, notAfter } = signer.certificate;
  const subject = { commonName: 'Penanda waktu', organization: 'Contoh', organizationalUnit: 'Uji' };
  const usage = ['digitalSignature'] as const;
  const certificate = await issueCertificate(issuing, {
    ...{ subject, publicKey, notBefore, notAfter, usage },
    ...(solePurpose !== '' && { solePurpose }),
  });
  return { key, certificate };
}

function tstInfo(time: Date, imprint: Uint8Array, version = 1): Uint8Array {
  const digest = sequence(hashAlgorithm('sha256'), octetString(imprint));
  return sequence(integer(version), oid('1.2.3.4'), digest, integer(9), generalizedTime(time));
}

interface TokenShape extends CmsShape {
  holder?: KeyHolder;
  time?: Date;
  imprint?: Uint8Array;
  infoVersion?: number;
  ess?: Uint8Array | null;
}

function token(shape: TokenShape = {}): Uint8Array {
  const { holder = authority, time = early, imprint = hashOf('sha256', value), infoVersion, ess } = shape;
  const info = tstInfo(time, imprint, infoVersion);
  const named = ess === undefined ? essAttribute('v2', holder.certificate) : ess;
  return madeCms(holder, info, {
    version: 3,
    encapsulated: sequence(oid(OID.tstInfo), explicit(0, octetString(info))),
    attributes: [
      attribute(OID.contentType, oid(OID.tstInfo)),
      attribute(OID.messageDigest, octetString(hashOf('sha256', info))),
      ...(named ? [named] : []),
    ],
    ...shape,
  });
}

const stamped = (...unsigned: Uint8Array[]) =>
  checkCms(madeCms(signer, content, { value: () => value, unsigned }), hashes, 'ETSI.CAdES.detached');
const stampOf = async (made: Uint8Array) => {
  const { signature, timestamp } = await stamped(attribute(OID.signatureTimestamp, made));
  expect(signature).toBe('right');
  return timestamp ? `${timestamp.signature}: ${timestamp.problems.join(' ')}` : undefined;
};

test('a time-stamp over the value is right', async () => {
  expect(await stampOf(token())).toBe('right: ');
});

describe('a time-stamp is not right', () => {
  test('over something else', async () => {
    expect(await stampOf(token({ imprint: hashOf('sha256', content) }))).toBe(
      'wrong: timestamp-imprint-wrong',
    );
    expect(await stampOf(token({ imprint: value }))).toBe('wrong: timestamp-imprint-wrong');
  });

  test('by a key that is for other things, or for time-stamps among others', async () => {
    for (const purpose of ['', '1.3.6.1.5.5.7.3.4']) {
      expect(await stampOf(token({ holder: await timestampHolder(purpose) }))).toBe(
        'wrong: timestamp-usage-wrong',
      );
    }
  });

  test('by a key whose purpose is not critical', async () => {
    const holder = { key: authority.key, certificate: await withoutCritical(authority.certificate) };
    expect(holder.certificate.extendedKeyUsage).toMatchObject({
      critical: false,
      purposes: [OID.timeStamping],
    });
    expect(await stampOf(token({ holder }))).toBe('wrong: timestamp-usage-wrong');
  });

  test('with another certificate named inside, or with none named as it should be', async () => {
    expect(await stampOf(token({ ess: essAttribute('v2', signer.certificate) }))).toBe('wrong: ess-wrong');
    expect(await stampOf(token({ ess: null }))).toBe('right: ess-missing');
  });

  test('with two signers, without attributes, of plain data, of another version', async () => {
    const [body, outer] = [readWholeDer(token()).at(1).at(0), oid(OID.signedData)];
    const info = body.at(4).at(0).encoded;
    const fields = body.children.slice(0, 4).map((each) => each.encoded);
    const two = sequence(outer, explicit(0, sequence(...fields, setOf(info, info))));
    expect(await stampOf(two)).toBe('wrong: cms-signer-count ess-missing');
    expect(await stampOf(token({ attributes: null }))).toBe('wrong: cms-content-type-wrong ess-missing');
    const inside = octetString(tstInfo(early, hashOf('sha256', value)));
    expect(await stampOf(token({ encapsulated: sequence(oid(OID.data), explicit(0, inside)) }))).toBe(
      'wrong: cms-content-type-wrong',
    );
    expect(await stampOf(token({ infoVersion: 2 }))).toBeUndefined();
  });

  test('with its value spoilt', async () => {
    const spoil = (bytes: Uint8Array) => sign('sha256', Buffer.concat([bytes, bytes]), authority.key);
    expect(await stampOf(token({ value: spoil }))).toBe('wrong: cms-signature-wrong');
  });
});

describe('of several time-stamps', () => {
  const both = (one: Uint8Array, other: Uint8Array) => [
    [attribute(OID.signatureTimestamp, one, other)],
    [attribute(OID.signatureTimestamp, one), attribute(OID.signatureTimestamp, other)],
  ];

  test('the earliest right one counts, and that there are several is told', async () => {
    for (const unsigned of both(token({ time: late }), token({ time: early }))) {
      const found = await stamped(...unsigned);
      expect(found).toMatchObject({ signature: 'right', problems: ['timestamp-repeated'] });
      expect(found.timestamp).toMatchObject({ right: true, time: early });
    }
  });

  test('a copied one does not count beside a right one', async () => {
    const copied = token({ time: early, imprint: hashOf('sha256', content) });
    for (const unsigned of both(copied, token({ time: late }))) {
      expect((await stamped(...unsigned)).timestamp).toMatchObject({ right: true, time: late });
    }
  });
});

/** The same certificate with the purpose of its key not critical, signed anew. */
async function withoutCritical(certificate: Certificate): Promise<Certificate> {
  const { issuing } = await testAuthority();
  const [body, algorithm] = readWholeDer(certificate.der).children;
  if (!body || !algorithm) throw new Error('no certificate');
  const extensions = body
    .at(7)
    .at(0)
    .children.map((each) => {
      const isPurpose = each.at(0).oid() === OID.extendedKeyUsage;
      return isPurpose ? sequence(each.at(0).encoded, each.at(2).encoded) : each.encoded;
    });
  const fields = body.children.slice(0, 7).map((each) => each.encoded);
  const changed = sequence(...fields, explicit(3, sequence(...extensions)));
  const signature = sign('sha256', changed, issuing.key);
  return readCertificate(sequence(changed, algorithm.encoded, bitString(signature)));
}
