import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { issueSigningCertificate } from '../../server/pdf/authority/local-authority.js';
import { toPem } from '../../server/pdf/core/certificate.js';
import { OID } from '../../server/pdf/core/oids.js';
import { privateKeySigner } from '../../server/pdf/sign/key-signer.js';
import { run } from '../support/pdf-oracles.js';
import { certifiedSigner, testAuthority } from '../support/test-authority.js';

test('openssl accepts each certificate of the authority, strictly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'noken-ca-'));
  const path = (name: string) => join(folder, name);
  const { root, issuing, timestamping } = await testAuthority();
  await writeFile(path('root'), toPem(root.certificate));
  await writeFile(path('issuing'), toPem(issuing.certificate));
  await writeFile(path('signer'), toPem((await certifiedSigner()).certificate));
  await writeFile(path('tsa'), toPem(timestamping.certificate));
  const strict = [
    'verify',
    '-x509_strict',
    '-check_ss_sig',
    '-CAfile',
    path('root'),
    '-untrusted',
    path('issuing'),
  ];
  for (const name of ['issuing', 'signer']) {
    expect((await run('openssl', [...strict, path(name)])).output).toContain(': OK');
  }
  const asTimestamp = await run('openssl', [...strict, '-purpose', 'timestampsign', path('tsa')]);
  expect(asTimestamp.output).toContain(': OK');
  await rm(folder, { recursive: true });
});

test('every name says that it is a trial', async () => {
  const { root, issuing, timestamping } = await testAuthority();
  const { certificate } = await certifiedSigner();
  for (const each of [root.certificate, issuing.certificate, timestamping.certificate, certificate]) {
    expect(each.subjectName).toContain('UJI COBA (TRIAL)');
    expect(each.issuerName).toContain('UJI COBA (TRIAL)');
  }
});

test('a signing certificate may sign and nothing else, and names its issuer by key', async () => {
  const { issuing } = await testAuthority();
  const { certificate } = await certifiedSigner();
  expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
  expect(certificate).toMatchObject({ isCa: false, unknownCritical: [], commonName: 'Yohana Contoh' });
  expect(certificate.authorityKeyId).toBe(issuing.certificate.subjectKeyId);
  expect(certificate.subject.organization).toBe('Provinsi Contoh');
});

test('the authority has limits: no CA below the issuing one, one purpose for the time-stamp key', async () => {
  const { root, issuing, timestamping } = await testAuthority();
  expect([root.certificate.pathLength, issuing.certificate.pathLength]).toEqual([1, 0]);
  expect(timestamping.certificate.extendedKeyUsage).toEqual({ critical: true, purposes: [OID.timeStamping] });
});

test('serials never repeat, and one that is given is kept', async () => {
  const authority = await testAuthority();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const span = { notBefore: new Date(), notAfter: new Date(Date.now() + 1e9) };
  const issue = (serial?: bigint) =>
    issueSigningCertificate({
      authority,
      publicKey,
      commonName: 'Maria',
      ...span,
      ...(serial && { serial }),
    });
  const made = await Promise.all(Array.from({ length: 20 }, () => issue()));
  expect(new Set(made.map((each) => each.serialHex)).size).toBe(20);
  expect((await issue(0x80n)).serialHex).toBe('80');
});

test('a certificate does not outlive the authority', async () => {
  const authority = await testAuthority();
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const notAfter = new Date(authority.issuing.certificate.notAfter.getTime() + 1000);
  const late = { authority, publicKey, commonName: 'Maria', notBefore: new Date(), notAfter };
  expect(() => issueSigningCertificate(late)).toThrow(RangeError);
});

test('a key goes with no other certificate, and signs only as RSA or EC', async () => {
  const [one, two] = [await certifiedSigner(), await certifiedSigner()];
  expect(() => privateKeySigner(one.key, two.certificate)).toThrow(/signer-key-mismatch/);
  const { privateKey } = generateKeyPairSync('x25519');
  expect(() => privateKeySigner(privateKey, one.certificate)).toThrow(/key-unsupported/);
});
