import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { readCertificate, toPem, type Certificate } from '../../server/pdf/core/certificate.js';
import { readSignedData, soleValue } from '../../server/pdf/core/cms-reader.js';
import { PdfStream } from '../../server/pdf/core/objects.js';
import { OID } from '../../server/pdf/core/oids.js';
import type { SignatureAlgorithm } from '../../server/pdf/sign/key-signer.js';
import { signPdf, type SignatureLevel } from '../../server/pdf/sign/sign-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { opensslRevocation } from '../support/openssl-revocation.js';
import { run } from '../support/pdf-oracles.js';
import { joined, opened, signedParts } from '../support/signed-parts.js';
import { certifiedSigner, testAuthority, testTimestamps } from '../support/test-authority.js';

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-openssl-'));
  const { root, issuing } = await testAuthority();
  await writeFile(at('root.pem'), toPem(root.certificate));
  await writeFile(at('issuing.pem'), toPem(issuing.certificate));
});
afterAll(() => rm(folder, { recursive: true }));

async function signed(level: SignatureLevel, algorithm: SignatureAlgorithm = 'rsa-sha256') {
  const { root, issuing } = await testAuthority();
  const letter = letterPdf();
  const options = {
    ...{ at: new Date(), name: 'Yohana Contoh', level, timestamp: await testTimestamps() },
    ...{ revocation: opensslRevocation({ issuers: [root, issuing] }), issuers: [root.certificate] },
  };
  return joined(letter, await signPdf(bytesSource(letter), await certifiedSigner(algorithm), options));
}

async function openssl(...parameters: string[]): Promise<string> {
  const { code, output } = await run('openssl', parameters);
  expect(output).not.toBe('');
  expect(code, output).toBe(0);
  return output;
}

async function verifyCms(cms: Uint8Array, covered: Uint8Array): Promise<string> {
  await writeFile(at('cms.der'), cms);
  await writeFile(at('covered'), covered);
  return openssl(
    ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', at('cms.der')],
    ...['-content', at('covered'), '-CAfile', at('root.pem'), '-purpose', 'any', '-out', '/dev/null'],
  );
}

async function verifyStamp(token: Uint8Array, content: Uint8Array): Promise<string> {
  await writeFile(at('token.der'), token);
  await writeFile(at('content'), content);
  return openssl(
    ...['ts', '-verify', '-token_in', '-in', at('token.der'), '-data', at('content')],
    ...['-CAfile', at('root.pem'), '-untrusted', at('issuing.pem')],
  );
}

/** What the store holds under that key, unpacked. */
async function storedUnder(bytes: Uint8Array, key: string): Promise<Uint8Array[]> {
  const document = await opened(bytes);
  const store = await document.dict((await document.catalog()).get('DSS'));
  const pieces: Uint8Array[] = [];
  for (const item of (await document.array(store?.get(key))) ?? []) {
    const stream = await document.resolve(item);
    if (stream instanceof PdfStream) pieces.push(await document.decodedBytes(stream));
  }
  return pieces;
}

describe.each(['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha256'] as const)('with %s', (algorithm) => {
  test.each(['B-B', 'B-T', 'B-LT', 'B-LTA'] as const)('openssl accepts what lies in %s', async (level) => {
    const parts = await signedParts(await signed(level, algorithm));
    const [signature, stamp] = parts;
    expect(parts).toHaveLength(level === 'B-LTA' ? 2 : 1);
    if (!signature) return;
    expect(await verifyCms(signature.cms, signature.covered)).toMatch(/successful/u);

    const [signer] = readSignedData(signature.cms).signers;
    const token = soleValue(signer?.unsignedAttributes ?? [], OID.signatureTimestamp)?.encoded;
    expect(token === undefined).toBe(level === 'B-B');
    if (signer && token) expect(await verifyStamp(token, signer.signature)).toContain('Verification: OK');
    if (stamp) expect(await verifyStamp(stamp.cms, stamp.covered)).toContain('Verification: OK');
  });
});

test('openssl accepts the stored answers and lists, and finds the certificates good', async () => {
  const bytes = await signed('B-LT');
  const certificates = (await storedUnder(bytes, 'Certs')).map((der) => readCertificate(der));
  const issuedBy = (issuer: Certificate) =>
    certificates.filter(
      ({ issuerName, subjectName }) => issuerName === issuer.subjectName && subjectName !== issuerName,
    );
  const { issuing, root } = await testAuthority();
  const asked = issuedBy(issuing.certificate);
  expect(asked).toHaveLength(2);
  const answers: string[] = [];
  for (const der of await storedUnder(bytes, 'OCSPs')) {
    await writeFile(at('answer.der'), der);
    for (const certificate of asked) {
      await writeFile(at('asked.pem'), toPem(certificate));
      // One that an answer does not speak of gives another exit code, and not another verdict on the answer.
      const { output } = await run('openssl', [
        ...['ocsp', '-respin', at('answer.der'), '-issuer', at('issuing.pem'), '-cert', at('asked.pem')],
        ...['-CAfile', at('root.pem'), '-verify_other', at('issuing.pem')],
      ]);
      expect(output).toContain('Response verify OK');
      if (output.includes(': good')) answers.push(certificate.commonName);
    }
  }
  expect(new Set(answers)).toEqual(new Set(asked.map(({ commonName }) => commonName)));

  const lists = await storedUnder(bytes, 'CRLs');
  expect(lists).toHaveLength(1);
  expect(issuedBy(root.certificate)).toHaveLength(1);
  for (const der of lists) {
    await writeFile(at('list.der'), der);
    const check = ['crl', '-inform', 'DER', '-in', at('list.der'), '-CAfile', at('root.pem'), '-noout'];
    expect(await openssl(...check)).toContain('verify OK');
  }
});

test('what was changed it does not accept', async () => {
  const [signature] = await signedParts(await signed('B-T'));
  if (!signature) throw new Error('No signature.');
  const covered = Uint8Array.from(signature.covered);
  covered[200] = (covered[200] ?? 0) ^ 1;
  await writeFile(at('cms.der'), signature.cms);
  await writeFile(at('covered'), covered);
  const { code } = await run('openssl', [
    ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', at('cms.der')],
    ...['-content', at('covered'), '-CAfile', at('root.pem'), '-purpose', 'any', '-out', '/dev/null'],
  ]);
  expect(code).not.toBe(0);
});
