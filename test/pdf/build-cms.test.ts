import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toPem } from '../../server/pdf/core/certificate.js';
import { buildSignedAttributes, maxCmsSize } from '../../server/pdf/sign/build-cms.js';
import type { SignatureAlgorithm } from '../../server/pdf/sign/key-signer.js';
import { signDigests } from '../../server/pdf/sign/sign-digests.js';
import { run } from '../support/pdf-oracles.js';
import { certifiedSigner, sha256, testAuthority, testTimestamps } from '../support/test-authority.js';

const content = Buffer.from('Surat nomor 800/1/SETDA/2026');
const algorithms: SignatureAlgorithm[] = ['rsa-sha256', 'rsa-pss-sha256', 'ecdsa-sha256'];
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
  test('is verified by openssl as CAdES', async () => {
    const [cms = new Uint8Array()] = await signDigests(
      await certifiedSigner(algorithm),
      [sha256(content)],
      undefined,
    );
    expect(await opensslVerifies(cms, letter)).toBe('verified');
  });

  test('is refused by openssl over other content', async () => {
    const [cms = new Uint8Array()] = await signDigests(
      await certifiedSigner(algorithm),
      [sha256(content)],
      undefined,
    );
    const other = join(folder, 'other');
    await writeFile(other, 'Surat nomor 800/2/SETDA/2026');
    expect(await opensslVerifies(cms, other)).toMatch(/digest|verification failure/i);
  });

  test('with a time-stamp is still verified, and fits into the room foretold', async () => {
    const signer = await certifiedSigner(algorithm);
    const digests = [sha256(content), sha256(Buffer.from('another'))];
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
