import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { integer, octetString, sequence } from '../../server/pdf/core/der-writer.js';
import type { SignatureAlgorithm } from '../../server/pdf/sign/key-signer.js';
import { openP12 } from '../../server/pdf/sign/open-p12.js';
import { run } from '../support/pdf-oracles.js';
import { certifiedSigner, testAuthority } from '../support/test-authority.js';

const passphrase = randomBytes(12).toString('base64');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-p12-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function p12(options: string[], algorithm: SignatureAlgorithm = 'rsa-sha256', withCertificate = true) {
  const { root, issuing } = await testAuthority();
  const signer = await certifiedSigner(algorithm);
  const [key, chain, out] = ['key', 'chain', 'out.p12'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(key, signer.key.export({ type: 'pkcs8', format: 'pem' }));
  // The root before the issuing CA: a file need not keep the order.
  const certificates = [signer.certificate, root.certificate, issuing.certificate];
  await writeFile(chain, certificates.map(toPem).join(''));
  const parts = withCertificate ? ['-in', chain] : ['-nocerts'];
  const { code, output } = await run('openssl', [
    ...[
      'pkcs12',
      '-export',
      '-inkey',
      key,
      ...parts,
      '-out',
      out,
      '-passout',
      `pass:${passphrase}`,
      ...options,
    ],
  ]);
  if (code !== 0) throw new Error(output);
  return { bytes: await readFile(out), signer, chain: [issuing.certificate, root.certificate] };
}

const legacy = ['-legacy', '-descert'];
describe.each([
  ['AES-256 (PBES2)', [], 'rsa-sha256'],
  ['3DES with SHA-1', legacy, 'rsa-sha256'],
  ['RC2-40', ['-legacy'], 'rsa-sha256'],
  ['AES-256 around an EC key', [], 'ecdsa-sha256'],
] as [string, string[], SignatureAlgorithm][])('a file sealed by %s', (_name, options, algorithm) => {
  test('opens to the key, its certificate byte for byte, and the chain in order', async () => {
    const { bytes, signer, chain } = await p12(options, algorithm);
    const opened = openP12(bytes, Buffer.from(passphrase));
    expect(createPublicKey(opened.privateKey).equals(signer.certificate.publicKey)).toBe(true);
    expect(Buffer.from(opened.certificate.der).equals(signer.certificate.der)).toBe(true);
    expect(opened.chain.map((each) => each.serialHex)).toEqual(chain.map((each) => each.serialHex));
  });

  test('stays shut for another passphrase', async () => {
    const { bytes } = await p12(options, algorithm);
    for (const wrong of ['', 'bukan ini', `${passphrase} `]) {
      expect(() => openP12(bytes, Buffer.from(wrong))).toThrow(
        expect.objectContaining({ code: 'passphrase-wrong' }),
      );
    }
  });
});

test('a file without a certificate is refused', async () => {
  const { bytes } = await p12([], 'rsa-sha256', false);
  expect(() => openP12(bytes, Buffer.from(passphrase))).toThrow(
    expect.objectContaining({ code: 'key-without-certificate' }),
  );
});

test('what is no PKCS 12, is cut off, or is too large, is refused', async () => {
  const { bytes } = await p12([]);
  const others = [
    new Uint8Array(),
    Buffer.from('%PDF-1.7'),
    bytes.subarray(0, -1),
    Buffer.alloc(2 ** 20 + 1, 0x30),
  ];
  for (const other of others) {
    expect(() => openP12(other, Buffer.from(passphrase))).toThrow(
      expect.objectContaining({ code: 'key-file-unreadable' }),
    );
  }
});

test('a file that asks for a billion rounds is refused at once', () => {
  const costly = sequence(
    integer(3),
    octetString(sequence(sequence(octetString(randomBytes(8)), integer(1e9)))),
  );
  const began = performance.now();
  expect(() => openP12(costly, Buffer.from(passphrase))).toThrow(/too many rounds/);
  expect(performance.now() - began).toBeLessThan(1000);
});
