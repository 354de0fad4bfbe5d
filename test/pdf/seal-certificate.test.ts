import { createPrivateKey } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { readCertificate } from '../../server/pdf/core/certificate.js';
import { privateKeySigner, type KeySigner } from '../../server/pdf/sign/key-signer.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { isSealCertificate } from '../../server/pdf/verify/seal-certificate.js';
import { verifyPdf } from '../../server/pdf/verify/verify-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { run, withFile } from '../support/pdf-oracles.js';
import { joined } from '../support/signed-parts.js';
import { testTimestamps } from '../support/test-authority.js';

/** QcStatements with QcType: esign (…6.1) or eseal (…6.2). */
const stated = (type: '01' | '02') =>
  `1.3.6.1.5.5.7.1.3=DER:30153013060604008e4601063009060704008e460106${type}`;

async function certified(subject: string, ...extensions: string[]): Promise<KeySigner<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'noken-seal-'));
  try {
    const { code, output } = await run('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-utf8', '-subj', subject],
      ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
      ...extensions.flatMap((extension) => ['-addext', extension]),
    ]);
    if (code !== 0) throw new Error(output);
    const key = createPrivateKey(await readFile(join(folder, 'key.pem')));
    return privateKeySigner(key, readCertificate(await readFile(join(folder, 'cert.pem'))));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test.each<[string, string, string[], boolean]>([
  ['that says so', '/CN=Siapa Saja', [stated('02')], true],
  ['that says it is a person’s', '/CN=Dinas Kominfo/O=Dinas Kominfo', [stated('01')], false],
  [
    'with the identifier of an organization',
    '/CN=Segel/O=Kabupaten Keerom/organizationIdentifier=NTRID-1',
    [],
    true,
  ],
  [
    'with that, and a person in it',
    '/CN=Yohana/GN=Yohana/O=Keerom/organizationIdentifier=NTRID-1',
    [],
    false,
  ],
  ['under the name of the organization itself', '/CN=KABUPATEN  Keerom/O=Kabupaten Keerom/C=ID', [], true],
  ['of a person in an organization', '/CN=Yohana Contoh/O=Kabupaten Keerom', [], false],
  ['of a person', '/CN=Yohana Contoh', [], false],
  ['with statements that cannot be read', '/CN=Keerom/O=Keerom', ['1.3.6.1.5.5.7.1.3=DER:0500'], false],
])('a certificate %s', async (_, subject, extensions, isSeal) => {
  expect(isSealCertificate((await certified(subject, ...extensions)).certificate)).toBe(isSeal);
});

test('a seal stands beside a signature, is told apart, and has a field named so', async () => {
  const seal = await certified('/CN=Kabupaten Keerom/O=Kabupaten Keerom');
  const person = await certified('/CN=Yohana Contoh/O=Kabupaten Keerom');
  const options = { at: new Date(), name: 'x', timestamp: await testTimestamps() };
  let file = letterPdf();
  for (const signer of [person, seal, seal]) {
    file = joined(file, await signPdf(bytesSource(file), signer, options));
  }
  const report = await verifyPdf(bytesSource(file), { trust: { anchors: [] }, now: new Date() });
  expect(report).toMatchObject({
    verdict: 'intact',
    signatures: [
      { field: 'Signature1', kind: 'signature' },
      { field: 'Seal1', kind: 'seal' },
      { field: 'Seal2', kind: 'seal' },
    ],
  });
});

test('a box calls a seal a seal, and a signature a signature, whatever is asked of it', async () => {
  const placement = { page: 1, rect: { x: 100, y: 200 } };
  const appearance = { capacity: [], name: 'Kabupaten Keerom', trial: false };
  const [sealed, signed] = ['Segel elektronik dari:', 'Ditandatangani secara elektronik oleh:'];
  const seen = async (subject: string, seal?: boolean) => {
    const options = { at: new Date(), name: 'x', placement };
    const signer = await certified(subject);
    const text = seal === undefined ? undefined : { ...appearance, seal };
    const letter = letterPdf();
    const tail = await signPdf(bytesSource(letter), signer, {
      ...options,
      ...(text && { appearance: text }),
    });
    return withFile(joined(letter, tail), async (path) => (await run('pdftotext', [path, '-'])).output);
  };
  const [institution, person] = ['/CN=Kabupaten Keerom/O=Kabupaten Keerom', '/CN=Yohana/O=Keerom'];
  for (const seal of [undefined, false]) {
    expect(await seen(institution, seal)).toContain(sealed);
    expect(await seen(institution, seal)).not.toContain(signed);
  }
  for (const seal of [undefined, true]) {
    expect(await seen(person, seal)).toContain(signed);
    expect(await seen(person, seal)).not.toContain(sealed);
  }
});
