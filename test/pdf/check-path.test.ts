import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  issueCertificate,
  type CertificateIssuer,
  type CertificateRequest,
} from '../../server/pdf/authority/issue-certificate.js';
import { readCertificate, toPem, type Certificate } from '../../server/pdf/core/certificate.js';
import { checkPath } from '../../server/pdf/verify/check-path.js';
import { readTrustStore } from '../../server/pdf/verify/trust-store.js';
import { run } from '../support/pdf-oracles.js';
import { certifiedSigner, testAuthority } from '../support/test-authority.js';

const at = new Date('2026-06-01T00:00:00Z');
const notBefore = new Date('2026-01-01T00:00:00Z');
const notAfter = new Date('2027-01-01T00:00:00Z');
/** What openssl makes begins when it is made, so what stands above it must be in force on any day. */
const nowadays = {
  notBefore: new Date(Date.now() - 86_400_000),
  notAfter: new Date(Date.now() + 86_400_000 * 60),
};

type Made = { key: KeyObject; certificate: Certificate };

/** Keys are made where a test needs one of its own; officials and look-alikes may share one. */
const shared = generateKeyPairSync('rsa', { modulusLength: 2048 });

async function make(
  name: string,
  issuer?: CertificateIssuer,
  changes: Partial<CertificateRequest> = {},
): Promise<Made> {
  const isShared = changes.publicKey !== undefined;
  const { privateKey, publicKey } = isShared ? shared : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = await issueCertificate(issuer ?? { key: privateKey }, {
    subject: { commonName: name, organization: 'Contoh', organizationalUnit: 'Uji' },
    publicKey,
    notBefore,
    notAfter,
    usage: ['keyCertSign'],
    ...changes,
  });
  return { key: privateKey, certificate };
}

const leafOf = (issuer: Made, changes: Partial<CertificateRequest> = {}) =>
  make('Yohana', issuer, {
    publicKey: shared.publicKey,
    usage: ['digitalSignature', 'nonRepudiation'],
    ...changes,
  });

describe('a path is trusted', () => {
  test('through the issuing CA of the local authority', async () => {
    const { root, issuing } = await testAuthority();
    const { certificate } = await certifiedSigner();
    const check = checkPath(certificate, [issuing.certificate], { anchors: [root.certificate] }, new Date());
    expect(check).toMatchObject({ trust: 'trusted', problems: [] });
    expect(check.path).toEqual([certificate, issuing.certificate, root.certificate]);
  });

  test('for the time-stamp key, as a time-stamp', async () => {
    const { root, issuing, timestamping } = await testAuthority();
    const trust = { anchors: [root.certificate] };
    const check = checkPath(timestamping.certificate, [issuing.certificate], trust, new Date(), 'timestamp');
    expect(check).toMatchObject({ trust: 'trusted', problems: [] });
  });

  test('when a certificate is itself an anchor', async () => {
    const { certificate } = await make('Sendiri', undefined, { usage: ['digitalSignature'] });
    expect(checkPath(certificate, [], { anchors: [certificate] }, at).trust).toBe('trusted');
  });

  test('by the path that holds, when another of the same names has expired', async () => {
    const root = await make('Akar', undefined, { pathLength: 1 });
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const old = await make('CA', root, { publicKey, pathLength: 0, notAfter: new Date('2026-02-01') });
    const fresh = await make('CA', root, { publicKey, pathLength: 0 });
    const leaf = await leafOf({ key: privateKey, certificate: fresh.certificate });
    const trust = { anchors: [root.certificate] };
    const pool = [old.certificate, fresh.certificate];
    expect(checkPath(leaf.certificate, pool, trust, at).trust).toBe('trusted');
    expect(checkPath(leaf.certificate, [old.certificate], trust, at).trust).toBe('expired');
  });
});

describe('a path is not trusted', () => {
  const untrusted = (problem: string) => ({ trust: 'untrusted', problems: [problem] });

  test('to nobody, or with an empty store', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const stranger = await make('Akar', undefined, { pathLength: 0 });
    const { certificate } = await leafOf(root);
    expect(checkPath(certificate, [], { anchors: [stranger.certificate] }, at)).toMatchObject(
      untrusted('path-not-found'),
    );
    const nobody = checkPath(certificate, [root.certificate], { anchors: [] }, at);
    expect(nobody).toMatchObject({ trust: 'unknown', problems: ['trust-store-empty'] });
  });

  test('when the issuing CA is missing', async () => {
    const { root } = await testAuthority();
    const { certificate } = await certifiedSigner();
    const check = checkPath(certificate, [], { anchors: [root.certificate] }, new Date());
    expect(check).toMatchObject(untrusted('path-not-found'));
  });

  test('before and after its time', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const trust = { anchors: [root.certificate] };
    const { certificate } = await leafOf(root);
    const early = checkPath(certificate, [], trust, new Date('2025-12-31T23:59:59Z'));
    expect(early).toMatchObject(untrusted('certificate-not-yet-valid'));
    const late = checkPath(certificate, [], trust, new Date('2027-01-01T00:00:01Z'));
    expect(late).toMatchObject({ trust: 'expired', problems: ['certificate-expired'] });
  });

  test('through a certificate that is no CA', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const official = await leafOf(root);
    const forged = await make('Palsu', official, { usage: ['digitalSignature'] });
    const check = checkPath(forged.certificate, [official.certificate], { anchors: [root.certificate] }, at);
    expect(check.trust).toBe('untrusted');
    expect(check.problems).toEqual(
      expect.arrayContaining(['issuer-not-a-ca', 'issuer-may-not-sign-certificates']),
    );
  });

  test('longer than a CA allows', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const middle = await make('Tengah', root, { pathLength: 0 });
    const { certificate } = await leafOf(middle);
    const check = checkPath(certificate, [middle.certificate], { anchors: [root.certificate] }, at);
    expect(check).toMatchObject(untrusted('path-too-long'));
  });

  test('for a key that may not sign', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const { certificate } = await leafOf(root, { usage: ['keyEncipherment'] });
    const trust = { anchors: [root.certificate] };
    expect(checkPath(certificate, [], trust, at)).toMatchObject(untrusted('key-usage-wrong'));
    const signing = await leafOf(root);
    expect(checkPath(signing.certificate, [], trust, at, 'timestamp')).toMatchObject(
      untrusted('key-usage-wrong'),
    );
  });

  test('for a key that is too short', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const { certificate } = await leafOf(root, { publicKey });
    expect(checkPath(certificate, [], { anchors: [root.certificate] }, at)).toMatchObject(
      untrusted('certificate-key-weak'),
    );
  });

  test.each([
    [
      'with a critical extension that we do not know',
      '1.2.3.4=critical,ASN1:NULL',
      '-sha256',
      'untrusted',
      'critical-extension-unknown',
    ],
    [
      'with a key usage that cannot be read',
      '2.5.29.15=critical,DER:0400',
      '-sha256',
      'untrusted',
      'critical-extension-unknown',
    ],
    ['signed over SHA-1', 'keyUsage=digitalSignature', '-sha1', 'untrusted', 'certificate-hash-weak'],
  ])('%s, as openssl makes it', async (_what, extension, hash, trust, problem) => {
    const root = await make('Akar', undefined, { pathLength: 0, ...nowadays });
    const certificate = await byOpenssl(root, extension, hash);
    expect(
      checkPath(
        certificate,
        [],
        { anchors: [root.certificate] },
        new Date(certificate.notBefore.getTime() + 1000),
      ),
    ).toMatchObject({
      trust,
      problems: [problem],
    });
  });

  test('under name constraints, that speak of other forms of name only', async () => {
    const root = await make('Akar', undefined, { pathLength: 1, ...nowadays });
    const constraint = 'nameConstraints=permitted;DNS:example.org';
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const usage = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'];
    const middle = await byOpenssl(root, [constraint, ...usage].join('\n'), '-sha256', privateKey);
    const { certificate } = await leafOf(
      { key: privateKey, certificate: middle },
      { ...nowadays, notBefore: middle.notBefore },
    );
    const when = new Date(middle.notBefore.getTime() + 1000);
    const check = checkPath(certificate, [middle], { anchors: [root.certificate] }, when);
    expect(check).toMatchObject({ trust: 'trusted', problems: [] });
  });

  test('among issuers that only look alike, and the search ends', async () => {
    const root = await make('Akar', undefined, { pathLength: 0 });
    const { certificate } = await leafOf(root);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const alike = await Promise.all(
      Array.from({ length: 150 }, () =>
        make('Akar', { key: privateKey }, { publicKey }).then((each) => each.certificate),
      ),
    );
    const check = checkPath(certificate, alike, { anchors: [alike[0] ?? root.certificate] }, at);
    expect(check).toMatchObject({ trust: 'unknown', problems: ['path-search-stopped'] });
  });
});

/** A certificate with an extension that our own issuer never writes. */
async function byOpenssl(
  issuer: Made,
  extensions: string,
  hash: string,
  key?: KeyObject,
): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-path-'));
  const path = (name: string) => join(folder, name);
  try {
    const subjectKey = key ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await writeFile(path('ca.pem'), toPem(issuer.certificate));
    await writeFile(path('ca.key'), issuer.key.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(path('key'), subjectKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(path('extensions'), extensions);
    await run('openssl', [
      'req',
      '-new',
      '-key',
      path('key'),
      '-subj',
      '/CN=Yohana',
      '-out',
      path('request'),
    ]);
    const { code, output } = await run('openssl', [
      ...[
        'x509',
        '-req',
        '-in',
        path('request'),
        '-CA',
        path('ca.pem'),
        '-CAkey',
        path('ca.key'),
        '-set_serial',
        '7',
      ],
      ...['-days', '30', hash, '-extfile', path('extensions')],
    ]);
    if (code !== 0) throw new Error(output);
    return readCertificate(output);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('readTrustStore', () => {
  test('reads DER and PEM, several in one file, and leaves other files alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'noken-trust-'));
    const { root, issuing, timestamping } = await testAuthority();
    await writeFile(join(folder, 'a.cer'), root.certificate.der);
    await writeFile(join(folder, 'b.pem'), toPem(issuing.certificate) + toPem(timestamping.certificate));
    await writeFile(join(folder, 'README'), 'bukan sertifikat');
    const { anchors } = await readTrustStore(folder);
    expect(anchors.map((each) => each.serialHex)).toEqual(
      [root, issuing, timestamping].map((each) => each.certificate.serialHex),
    );
    await writeFile(join(folder, 'c.crt'), 'bukan sertifikat');
    await expect(readTrustStore(folder)).rejects.toMatchObject({
      code: 'certificate-unreadable',
      detail: 'c.crt',
    });
    await rm(folder, { recursive: true });
  });
});
