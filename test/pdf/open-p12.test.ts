import { createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import { explicit, integer, octetString, oid, sequence, tlv } from '../../server/pdf/core/der-writer.js';
import { OID } from '../../server/pdf/core/oids.js';
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

async function p12(
  options: string[],
  algorithm: SignatureAlgorithm = 'rsa-sha256',
  withCertificate = true,
  sealedBy = passphrase,
) {
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
      `pass:${sealedBy}`,
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

/** A file that only names costs: salt and rounds as PKCS #12 has them, in safes as deep as it has them. */
function costly(rounds: readonly number[], wrap: (inside: Uint8Array) => Uint8Array = octetString) {
  const parameters = rounds.map((count) => sequence(sequence(octetString(randomBytes(8)), integer(count))));
  return sequence(integer(3), wrap(sequence(wrap(sequence(...parameters)))));
}

describe('a file that asks for too many rounds is refused before any is done', () => {
  const inPieces = (inside: Uint8Array) =>
    tlv(0x24, octetString(inside.subarray(0, 9)), octetString(inside.subarray(9)));

  test.each([
    ['a billion at once', costly([1e9])],
    ['one more than a key may have', costly([600_001])],
    ['of many keys together', costly([500_000, 500_000, 500_000])],
    ['in a safe that comes in pieces', costly([1e9], inPieces)],
  ])('%s', (_how, bytes) => {
    expect(() => openP12(bytes, Buffer.from(passphrase))).toThrow(/too many rounds/u);
  });

  test.each([['as many as are allowed', costly([600_000, 600_000])]])('%s is looked into', (_how, bytes) => {
    expect(() => openP12(bytes, Buffer.from(passphrase))).toThrow(/not a PKCS #12/u);
  });
});

test.each([
  ['none', ''],
  ['one letter', 'a'],
  ['letters beyond ASCII', 'Ñandú Ж 山'],
  ['signs beyond sixteen bits', 'kunci 🔑 saya'],
  ['three hundred letters', 'x'.repeat(300)],
  ['a blank', ' '],
])('a passphrase of %s opens its file, and nothing near it does', async (_what, own) => {
  for (const options of [[], legacy]) {
    const { bytes, signer } = await p12(options, 'rsa-sha256', true, own);
    expect(openP12(bytes, Buffer.from(own)).certificate.serialHex).toBe(signer.certificate.serialHex);
    expect(() => openP12(bytes, Buffer.from(`${own}x`))).toThrow(
      expect.objectContaining({ code: 'passphrase-wrong' }),
    );
  }
});

test('a file of another count of rounds opens', async () => {
  const { bytes, signer } = await p12(['-iter', '100000']);
  expect(openP12(bytes, Buffer.from(passphrase)).certificate.serialHex).toBe(signer.certificate.serialHex);
});

test('a file with two keys is refused, since nobody says which one signs', async () => {
  // Both files sealed without encryption, so that one safe can be put beside the other.
  const open = ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac'];
  const [one, two] = [await p12(open), await p12(open)];
  const safes = [one, two].flatMap((file) => safesOf(file.bytes));
  const both = sequence(integer(3), sequence(oid(OID.data), explicit(0, octetString(sequence(...safes)))));
  expect(() => openP12(both, Buffer.from(passphrase))).toThrow(/keys in the file/u);
  expect(openP12(one.bytes, Buffer.from(passphrase)).certificate.serialHex).toBe(
    one.signer.certificate.serialHex,
  );
});

function safesOf(bytes: Uint8Array): Uint8Array[] {
  const inside = readWholeDer(bytes).at(1).at(1).at(0).octets();
  return readWholeDer(inside).children.map((safe) => safe.encoded);
}
