import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { issueCertificate } from '../../server/pdf/authority/issue-certificate.js';
import { readHash } from '../../server/pdf/core/algorithm-identifier.js';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import { hashOf } from '../../server/pdf/core/hash-algorithm.js';
import { readScheme } from '../../server/pdf/core/signature-scheme.js';
import { buildSignedAttributes, maxCmsSize } from '../../server/pdf/sign/build-cms.js';
import {
  privateKeySigner,
  signatureHash,
  type SignatureAlgorithm,
} from '../../server/pdf/sign/key-signer.js';
import { signDigests } from '../../server/pdf/sign/sign-digests.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, run, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner, sha256, testAuthority, testTimestamps } from '../support/test-authority.js';

const content = Buffer.from('Surat nomor 800/1/SETDA/2026');
const algorithms: SignatureAlgorithm[] = ['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha256', 'ecdsa-sha384'];
let folder: string;
let root: string;
let letter: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-cms-'));
  root = join(folder, 'root.pem');
  letter = join(folder, 'letter');
  await writeFile(root, toPem((await testAuthority()).root.certificate));
  await writeFile(letter, content);
});

afterAll(() => rm(folder, { recursive: true }));

async function opensslVerifies(cms: Uint8Array, over: string): Promise<string> {
  const file = join(folder, 'signature.p7s');
  await writeFile(file, cms);
  const { code, output } = await run('openssl', [
    ...['cms', '-verify', '-cades', '-binary', '-purpose', 'any', '-inform', 'DER', '-in', file],
    ...['-content', over, '-CAfile', root, '-out', join(folder, 'out')],
  ]);
  return code === 0 ? 'verified' : output;
}

describe.each(algorithms)('a CMS by %s', (algorithm) => {
  const digestOf = (bytes: Uint8Array) => hashOf(signatureHash(algorithm), bytes);

  test('is verified by openssl as CAdES, and not over other content', async () => {
    const [cms = new Uint8Array()] = await signDigests(
      await certifiedSigner(algorithm),
      [digestOf(content)],
      undefined,
    );
    expect(await opensslVerifies(cms, letter)).toBe('verified');
    const other = join(folder, 'other');
    await writeFile(other, 'Surat nomor 800/2/SETDA/2026');
    expect(await opensslVerifies(cms, other)).toMatch(/digest|verification failure/i);
  });

  test('has one hash for the document, the attributes and the value', async () => {
    const [cms = new Uint8Array()] = await signDigests(
      await certifiedSigner(algorithm),
      [digestOf(content)],
      undefined,
    );
    const body = readWholeDer(cms).at(1).at(0);
    const info = body.at(4).at(0);
    expect(body.at(0).smallInteger()).toBe(1);
    expect(readHash(info.at(2))).toBe(signatureHash(algorithm));
    expect(readHash(body.at(1).at(0))).toBe(signatureHash(algorithm));
    expect(readScheme(info.at(4))).toMatchObject({ hash: signatureHash(algorithm) });
  });

  test('with a time-stamp is still verified, and fits into the room foretold', async () => {
    const signer = await certifiedSigner(algorithm);
    const digests = [digestOf(content), digestOf(Buffer.from('another'))];
    const [cms = new Uint8Array(), second] = await signDigests(
      signer,
      digests,
      undefined,
      await testTimestamps(),
    );
    expect(await opensslVerifies(cms, letter)).toBe('verified');
    expect(second).not.toEqual(cms);
    expect(cms.length).toBeLessThanOrEqual(maxCmsSize(signer, true));
    expect(maxCmsSize(signer, false)).toBeLessThan(cms.length);
  });

  test('fits into the room foretold to the byte or nearly, however long its chain', async () => {
    const one = await certifiedSigner(algorithm);
    for (const length of [0, 1, 2, 40]) {
      const chain = Array.from({ length }, () => one.chain[0] ?? one.certificate);
      const signer = { ...one, chain };
      const room = maxCmsSize(signer, false);
      for (let time = 0; time < 8; time += 1) {
        const [cms = new Uint8Array()] = await signDigests(signer, [digestOf(randomBytes(9))], undefined);
        expect(cms.length).toBeLessThanOrEqual(room);
        // Of ECDSA the two numbers may be shorter than the curve.
        expect(cms.length).toBeGreaterThan(room - 16);
      }
    }
  });

  test('in a PDF is valid by poppler', async () => {
    const signer = await certifiedSigner(algorithm);
    const base = letterPdf();
    const tail = await signPdf(bytesSource(base), signer, { at: new Date(), name: 'Kepala' });
    const verdicts = await withFile(Buffer.concat([base, tail]), pdfsigVerdicts);
    expect(verdicts).toEqual(['Signature is Valid.']);
  });
});

test.each([3072, 4096])('an RSA key of %i bits signs as openssl wants', async (modulusLength) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  const certificate = await certify(publicKey);
  const { issuing } = await testAuthority();
  for (const algorithm of ['rsa-sha256', 'rsa-pss-sha256'] as const) {
    const signer = privateKeySigner(privateKey, certificate, [issuing.certificate], algorithm);
    const [cms = new Uint8Array()] = await signDigests(signer, [sha256(content)], undefined);
    expect(await opensslVerifies(cms, letter)).toBe('verified');
    expect(cms.length).toBe(maxCmsSize(signer, false));
  }
});

async function certify(publicKey: KeyObject) {
  const { issuing } = await testAuthority();
  const subject = { commonName: 'Kunci lain', organization: 'Contoh', organizationalUnit: 'Uji' };
  const notBefore = new Date();
  const notAfter = new Date(notBefore.getTime() + 86_400_000);
  const usage = ['nonRepudiation'] as const;
  return issueCertificate(issuing, { subject, publicKey, notBefore, notAfter, usage });
}

describe('a key is refused', () => {
  test.each([
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['Ed448', () => generateKeyPairSync('ed448')],
    ['on P-521', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
    ['on P-192', () => generateKeyPairSync('ec', { namedCurve: 'prime192v1' })],
    ['on secp256k1', () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' })],
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
  ])('%s', async (_kind, make) => {
    const { privateKey, publicKey } = make();
    const certificate = await certify(publicKey);
    expect(() => privateKeySigner(privateKey, certificate)).toThrow(
      expect.objectContaining({ code: 'key-unsupported' }),
    );
  });

  test('that does not go with the algorithm, or with the certificate', async () => {
    const { key, certificate } = await certifiedSigner('ecdsa-sha256');
    for (const algorithm of ['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha384'] as const) {
      expect(() => privateKeySigner(key, certificate, [], algorithm)).toThrow(
        expect.objectContaining({ code: 'key-unsupported' }),
      );
    }
    const other = await certifiedSigner('ecdsa-sha256');
    expect(() => privateKeySigner(other.key, certificate)).toThrow(
      expect.objectContaining({ code: 'signer-key-mismatch' }),
    );
    expect(privateKeySigner(key, certificate).algorithm).toBe('ecdsa-sha256');
  });
});

test('the signed attributes are the three of PAdES, sorted, without a signing time', async () => {
  const { certificate } = await certifiedSigner();
  const attributes = join(folder, 'attributes.der');
  await writeFile(attributes, buildSignedAttributes({ digest: sha256(content), certificate }));
  const { output } = await run('openssl', ['asn1parse', '-inform', 'DER', '-in', attributes]);
  const named = [...output.matchAll(/d=2 .*OBJECT\s+:(.*)/g)].map(([, name]) => name?.trim());
  expect(named).toEqual(['contentType', 'messageDigest', 'id-smime-aa-signingCertificateV2']);
});

test('a signer that answers with another key is caught before its value is used', async () => {
  const [right, other] = [await certifiedSigner(), await certifiedSigner()];
  const impostor = { ...right, sign: (attributes: readonly Uint8Array[]) => other.sign(attributes) };
  await expect(signDigests(impostor, [sha256(content)], undefined)).rejects.toMatchObject({
    code: 'signer-key-mismatch',
  });
});

test('a signer that answers with fewer values than digests is refused', async () => {
  const signer = { ...(await certifiedSigner()), sign: () => Promise.resolve([]) };
  await expect(signDigests(signer, [sha256(content)], undefined)).rejects.toMatchObject({
    code: 'signer-key-mismatch',
  });
});
