import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type SignFileJob, signFile } from '../../server/pdf/sign/sign-file.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, run } from '../support/pdf-oracles.js';

const passphrase = 'kata sandi contoh';
let p12: Uint8Array;
let folder = '';

beforeAll(async () => {
  const keys = await mkdtemp(join(tmpdir(), 'noken-p12-'));
  const [key, certificate, bundle] = ['key.pem', 'certificate.pem', 'bundle.p12'].map((name) =>
    join(keys, name),
  ) as [string, string, string];
  await run('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '30',
    '-subj',
    '/CN=Nama Contoh',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  await run('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-passout',
    `pass:${passphrase}`,
    '-out',
    bundle,
  ]);
  p12 = await readFile(bundle);
  await rm(keys, { recursive: true });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-sign-file-'));
  await writeFile(join(folder, 'surat.pdf'), letterPdf());
});
afterEach(() => rm(folder, { recursive: true }));

const job = (changes: Partial<SignFileJob> = {}): SignFileJob => ({
  file: join(folder, 'surat.pdf'),
  out: join(folder, 'surat-ditandatangani.pdf'),
  p12,
  passphrase: Buffer.from(passphrase),
  at: new Date(),
  ...changes,
});

describe('signFile', () => {
  test('writes the signed file beside the old one, which stays as it was', async () => {
    await chmod(job().file, 0o444);
    expect(await signFile(job({ placement: { page: 1, rect: { x: 300, y: 100 } } }))).toBe('Nama Contoh');
    const signed = await readFile(job().out);
    expect(await readFile(job().file)).toEqual(Buffer.from(letterPdf()));
    expect(signed.subarray(0, letterPdf().length)).toEqual(Buffer.from(letterPdf()));
    expect(await pdfsigVerdicts(job().out)).toEqual(['Signature is Valid.']);
    expect(await readdir(folder)).toEqual(['surat-ditandatangani.pdf', 'surat.pdf']);
  });

  test('overwrites nothing', async () => {
    await writeFile(job().out, 'milik orang lain');
    await expect(signFile(job())).rejects.toMatchObject({ code: 'output-exists' });
    await expect(signFile(job({ out: job().file }))).rejects.toMatchObject({ code: 'output-exists' });
    expect(await readFile(job().out, 'utf8')).toBe('milik orang lain');
  });

  test('of two at once, one wins and the other is refused', async () => {
    const outcomes = await Promise.allSettled([signFile(job()), signFile(job())]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await pdfsigVerdicts(job().out)).toEqual(['Signature is Valid.']);
    expect((await readdir(folder)).length).toBe(2);
  });

  test.each([
    ['a file that is not there', { file: '/nowhere/surat.pdf' }, 'input-not-found'],
    ['a folder', { file: tmpdir() }, 'input-not-found'],
    ['a place that is not there', { out: '/nowhere/out.pdf' }, 'output-unwritable'],
    ['a wrong passphrase', { passphrase: Buffer.from('salah') }, 'passphrase-wrong'],
    ['a certificate that is over', { at: new Date('2099-01-01') }, 'certificate-not-in-force'],
    ['a page that is not there', { placement: { page: 9, rect: { x: 0, y: 0 } } }, 'pdf-page-not-found'],
  ] as const)('refuses %s and leaves nothing behind', async (_, changes, code) => {
    await expect(signFile(job(changes))).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual(['surat.pdf']);
  });
});
