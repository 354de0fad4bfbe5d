import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createAuthority,
  issueCrl,
  issueSigningCertificate,
  localRevocation,
  ocspResponder,
  toPem,
  type Certificate,
  type CertificateStanding,
  type LocalAuthority,
  type OcspResponder,
  type RevocationReason,
} from '../../server/pdf/index.js';
import { readCrl } from '../../server/pdf/core/crl.js';
import { octetString, sequence, tlv } from '../../server/pdf/core/der-writer.js';
import { ocspRequest } from '../../server/pdf/core/ocsp-request.js';
import { readOcspResponse } from '../../server/pdf/core/ocsp-response.js';
import { run } from '../support/pdf-oracles.js';

const day = 86_400_000;
const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const addresses = {
  root: { caIssuers: 'http://ca.example/root.cer', crl: 'http://ca.example/root.crl' },
  issuing: {
    ocsp: 'http://ca.example/ocsp',
    caIssuers: 'http://ca.example/issuing.cer',
    crl: 'http://ca.example/crl',
  },
};

let folder = '';
let authority: LocalAuthority;
let good: Certificate;
let lost: Certificate;
let unknown: Certificate;
const standings = new Map<string, CertificateStanding>();
let responder: OcspResponder;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-revocation-'));
  authority = await createAuthority({ name: 'Provinsi Contoh', legalMode: 'trial', now, addresses });
  const issue = (commonName: string, serial?: bigint) =>
    issueSigningCertificate({
      authority,
      publicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
      commonName,
      notBefore: now,
      notAfter: new Date(now.getTime() + 365 * day),
      addresses: addresses.issuing,
      ...(serial && { serial }),
    });
  good = await issue('Yohana Contoh');
  // A serial whose first bit is set has an octet of zeros before it in DER.
  lost = await issue('Markus Contoh', 0xf0_00_01n);
  unknown = await issue('Tanpa Catatan');
  standings.set(good.serialHex, 'good');
  standings.set(lost.serialHex, { revokedAt: now, reason: 'key-compromise' });
  standings.set(authority.timestamping.certificate.serialHex, 'good');
  responder = ocspResponder({
    issuer: authority.issuing.certificate,
    responder: authority.responding,
    standingOf: (serial) => Promise.resolve(standings.get(serial)),
    now: () => now,
    life: day,
  });
  const all = {
    root: authority.root.certificate,
    issuing: authority.issuing.certificate,
    good,
    lost,
    unknown,
  };
  for (const [name, certificate] of Object.entries(all)) await writeFile(path(name), toPem(certificate));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const path = (name: string) => join(folder, name);
const openssl = (...parameters: string[]) => run('openssl', parameters);

function list(reason: RevocationReason = 'key-compromise', number = 7): Promise<Uint8Array> {
  const serial = BigInt(`0x${lost.serialHex}`);
  const revoked = [
    { serial: 3n, revokedAt: now, reason: 'unspecified' as const },
    { serial, revokedAt: now, reason },
  ];
  const nextUpdate = new Date(now.getTime() + 7 * day);
  return issueCrl({ issuer: authority.issuing, number, thisUpdate: now, nextUpdate, revoked });
}

const emptyRootList = () =>
  issueCrl({
    issuer: authority.root,
    number: 1,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + 180 * day),
    revoked: [],
  });

describe('a certificate', () => {
  test('says where to ask about it, and a responder’s that it need not be asked about', () => {
    expect(good).toMatchObject({
      ocspUrls: [addresses.issuing.ocsp],
      caIssuerUrls: [addresses.issuing.caIssuers],
      crlUrls: [addresses.issuing.crl],
      unknownCritical: [],
    });
    expect(authority.issuing.certificate).toMatchObject({ ocspUrls: [], crlUrls: [addresses.root.crl] });
    expect(authority.root.certificate).toMatchObject({ ocspUrls: [], crlUrls: [], caIssuerUrls: [] });
    const { certificate } = authority.responding;
    expect(certificate).toMatchObject({ noRevocationCheck: true, ocspUrls: [], crlUrls: [] });
    expect(certificate.extendedKeyUsage?.purposes).toEqual(['1.3.6.1.5.5.7.3.9']);
  });

  test('holds no address that is not one', () => {
    const issue = issueSigningCertificate({
      authority,
      publicKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey,
      commonName: 'Maria',
      notBefore: now,
      notAfter: new Date(now.getTime() + day),
      addresses: { ocsp: 'http://ca.example/dua kata' },
    });
    return expect(issue).rejects.toThrow(RangeError);
  });
});

describe('a revocation list', () => {
  test('is verified by openssl, with its number and its reasons', async () => {
    await writeFile(path('crl'), await list());
    const { output } = await openssl(
      ...['crl', '-inform', 'DER', '-in', path('crl'), '-CAfile', path('issuing'), '-noout', '-text'],
    );
    expect(output).toContain('verify OK');
    expect(output).toContain('Version 2');
    expect(output).toMatch(/X509v3 CRL Number:\s+7/);
    expect(output).toMatch(/Serial Number: 0*F00001[\s\S]+Key Compromise/);
    expect(output.match(/CRL Reason Code/g)).toHaveLength(1);
    expect(output).toContain(authority.issuing.certificate.subjectKeyId?.slice(0, 2).toUpperCase());
  });

  test('is read by our own reader, and by no other key', async () => {
    const crl = readCrl(await list('superseded'));
    expect(crl.find(lost.serialDer)).toEqual({ revokedAt: now, reason: 4 });
    expect(crl.find(good.serialDer)).toBeUndefined();
    expect(crl).toMatchObject({ thisUpdate: now, isDelta: false, unknownCritical: [] });
    expect(crl.isSignedBy(authority.issuing.certificate)).toBe(true);
    expect(crl.isSignedBy(authority.root.certificate)).toBe(false);
  });

  test('lets openssl accept the good one and refuse the revoked one, over the whole path', async () => {
    const pem = async (name: string, der: Uint8Array) => {
      await writeFile(path(`${name}.der`), der);
      await openssl('crl', '-inform', 'DER', '-in', path(`${name}.der`), '-out', path(name));
    };
    await pem('list.pem', await list());
    await pem('root-list.pem', await emptyRootList());
    const check = (name: string, ...more: string[]) =>
      openssl(
        ...[
          'verify',
          '-x509_strict',
          '-crl_check_all',
          '-CAfile',
          path('root'),
          '-untrusted',
          path('issuing'),
        ],
        ...['-CRLfile', path('list.pem'), ...more, path(name)],
      );
    expect((await check('good', '-CRLfile', path('root-list.pem'))).output).toContain('good: OK');
    expect((await check('lost', '-CRLfile', path('root-list.pem'))).output).toContain('certificate revoked');
    expect((await check('good')).output).toContain('unable to get certificate CRL');
  });

  test('names nobody twice', async () => {
    const one = { serial: 5n, revokedAt: now, reason: 'unspecified' as const };
    const twice = {
      issuer: authority.issuing,
      number: 1,
      thisUpdate: now,
      nextUpdate: now,
      revoked: [one, one],
    };
    await expect(issueCrl(twice)).rejects.toThrow(RangeError);
  });
});

/** What openssl's own client makes of an answer to its own question. */
async function asked(name: string, ...more: string[]): Promise<string> {
  const question = ['-issuer', path('issuing'), ...more, '-cert', path(name)];
  await openssl('ocsp', ...question, '-reqout', path('request'));
  const { der } = await responder.answer(await readFile(path('request')));
  await writeFile(path('response'), der);
  // Told the question twice, it would make a second nonce.
  const again = more.includes('-nonce') ? [] : question;
  const judged = await openssl(
    ...['ocsp', ...again, '-reqin', path('request'), '-respin', path('response'), '-CAfile', path('root')],
    ...['-verify_other', path('issuing')],
  );
  return judged.output;
}

/** One of them stands in the output, the other in what is said of errors: either may come first. */
function verifiedAnd(standing: string): RegExp {
  return new RegExp(`^(?=[^]*Response verify OK)(?=[^]*${standing})`, 'u');
}

describe('an OCSP answer', () => {
  test.each(['-sha1', '-sha256', '-sha512'])('is good, revoked or unknown by openssl (%s)', async (hash) => {
    expect(await asked('good', '-no_nonce', hash)).toMatch(verifiedAnd('good: good'));
    const revoked = await asked('lost', '-no_nonce', hash);
    expect(revoked).toMatch(verifiedAnd('lost: revoked'));
    expect(revoked).toContain('Reason: keyCompromise');
    expect(await asked('unknown', '-no_nonce', hash)).toMatch(verifiedAnd('unknown: unknown'));
  });

  test('repeats a nonce and is then for nobody else; without one it may be kept', async () => {
    const repeated = await asked('good', '-nonce');
    expect(repeated).toMatch(/^Response verify OK/m);
    expect(repeated).not.toContain('WARNING');
    const plain = await responder.answer(ocspRequest(good, authority.issuing.certificate));
    expect(plain.until).toEqual(new Date(now.getTime() + day));
    expect(Buffer.from(plain.der).includes(Buffer.from('2b0601050507300102', 'hex'))).toBe(false);
    const single = readOcspResponse(plain.der).singles[0];
    expect(single).toMatchObject({ status: 'good', thisUpdate: now, nextUpdate: plain.until });
    const { der, until } = await responder.answer(withNonce(32));
    expect(until).toBeUndefined();
    expect(readOcspResponse(der).isSignedBy(authority.responding.certificate)).toBe(true);
  });

  test('is refused to what is no question, to another issuer, and to a nonce out of bounds', async () => {
    const status = async (request: Uint8Array) => [...(await responder.answer(request)).der];
    const malformed = [0x30, 3, 0x0a, 1, 1];
    expect(await status(Buffer.from('sampah'))).toEqual(malformed);
    expect(await status(new Uint8Array())).toEqual(malformed);
    expect(await status(randomBytes(70_000))).toEqual(malformed);
    const right = ocspRequest(good, authority.issuing.certificate);
    expect(await status(right.subarray(0, -1))).toEqual(malformed);
    expect(await status(withNonce(0))).toEqual(malformed);
    expect(await status(withNonce(129))).toEqual(malformed);
    expect((await status(withNonce(128)))[0]).toBe(0x30);
    const elsewhere = ocspRequest(authority.issuing.certificate, authority.root.certificate);
    expect(await status(elsewhere)).toEqual([0x30, 3, 0x0a, 1, 6]);
  });

  test('is given by no key that is for something else', () => {
    const input = {
      issuer: authority.issuing.certificate,
      responder: authority.timestamping,
      standingOf: () => Promise.resolve(undefined),
      now: () => now,
      life: day,
    };
    expect(() => ocspResponder(input)).toThrow(/key-unsupported/);
    const other = { ...input, responder: authority.responding, issuer: authority.root.certificate };
    expect(() => ocspResponder(other)).toThrow(/key-unsupported/);
  });
});

function withNonce(length: number): Uint8Array {
  const value = octetString(octetString(new Uint8Array(length)));
  const nonce = sequence(Buffer.from('06092b0601050507300102', 'hex'), value);
  const plain = ocspRequest(good, authority.issuing.certificate);
  // tbsRequest is the one thing inside, and its one field is the list of questions.
  const questions = plain.subarray(4);
  return sequence(sequence(questions, tlv(0xa2, sequence(nonce))));
}

test('evidence is at hand for what the authority issued, and for nothing else', async () => {
  const { root, issuing, timestamping, responding } = authority;
  const source = localRevocation({
    root: root.certificate,
    issuing: issuing.certificate,
    responder,
    standingOf: (serial) => Promise.resolve(standings.get(serial)),
    rootCrl: emptyRootList,
  });
  for (const certificate of [good, lost, timestamping.certificate]) {
    const { ocsps, crls } = await source.evidence(certificate, issuing.certificate);
    expect([ocsps.length, crls.length]).toEqual([1, 0]);
    const response = readOcspResponse(ocsps[0] ?? new Uint8Array());
    expect(response.singles[0]?.status).toBe(certificate === lost ? 'revoked' : 'good');
    expect(response.certificates[0]?.isSignedBy(issuing.certificate)).toBe(true);
  }
  const above = await source.evidence(issuing.certificate, root.certificate);
  expect(above.crls.map((crl) => readCrl(crl).isSignedBy(root.certificate))).toEqual([true]);
  const none = { ocsps: [], crls: [] };
  expect(await source.evidence(unknown, issuing.certificate)).toEqual(none);
  expect(await source.evidence(responding.certificate, issuing.certificate)).toEqual(none);
  expect(await source.evidence(root.certificate, root.certificate)).toEqual(none);
  expect(await source.evidence(good, root.certificate)).toEqual(none);
});
