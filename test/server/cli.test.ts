import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-if-stale.mjs';
import type { VerificationReport } from '../../server/pdf/index.js';

let folder: string;
let plain: string;
beforeAll(async () => {
  expect(await buildIfStale(process.cwd())).toBe(true);
  folder = mkdtempSync(join(tmpdir(), 'noken-cli-'));
  const document = await PDFDocument.create();
  document.addPage();
  plain = join(folder, 'surat.pdf');
  writeFileSync(plain, await document.save());
});
afterAll(() => rmSync(folder, { recursive: true }));

const settings = (port = 0) => ({
  PATH: process.env.PATH,
  NOKEN_PUBLIC_URL: 'http://localhost:8787',
  NOKEN_MASTER_KEY: randomBytes(32).toString('base64'),
  NOKEN_DATA: join(folder, 'data'),
  NOKEN_PORT: String(port),
});

/** As it is built: from source, each of forty commands would be read anew. */
const program = ['dist/server/cli.js'];

function noken(args: string[], env: NodeJS.ProcessEnv = { PATH: process.env.PATH }) {
  return spawnSync(process.execPath, [...program, ...args], { env, encoding: 'utf8' });
}

test('an unsigned file is not intact: exit 1, one report per line, the file first', () => {
  const { status, stdout } = noken(['verify', '--json', plain, plain]);
  expect(status).toBe(1);
  const lines = stdout.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^\{"file":/);
  const report = JSON.parse(lines[0] ?? '') as VerificationReport & { file: string };
  expect(report).toMatchObject({ file: plain, version: 1, verdict: 'unsigned' });
  expect(noken(['verify', plain]).stdout).toContain('This file holds no electronic signature.');
});

test('a key, a signature, a judgement: exit 0 all the way, and the passphrase only from standard input', () => {
  const [key, certificate, p12] = ['key.pem', 'cert.pem', 'key.p12'].map((name) => join(folder, name));
  const secret = randomBytes(12).toString('hex');
  const openssl = (args: string[]) => {
    expect(spawnSync('openssl', args, { encoding: 'utf8' }).status).toBe(0);
  };
  const usage = 'keyUsage=critical,digitalSignature,nonRepudiation';
  openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Penguji', '-addext', usage, '-keyout', key ?? '', '-out', certificate ?? '']); // prettier-ignore
  openssl(['pkcs12', '-export', '-inkey', key ?? '', '-in', certificate ?? '', '-out', p12 ?? '', '-passout', `pass:${secret}`]); // prettier-ignore
  const signed = join(folder, 'signed.pdf');
  const sign = (passphrase: string, out: string) =>
    spawnSync(process.execPath, [...program, 'sign', plain, '--p12', p12 ?? '', '--passphrase-file', '-', '--at', '1,40,40,200,60', '-o', out], { input: `${passphrase}\n`, encoding: 'utf8' }); // prettier-ignore
  const wrong = sign('salah', join(folder, 'never.pdf'));
  expect(wrong.status).toBe(1);
  expect(wrong.stderr).toContain('passphrase-wrong');
  const right = sign(secret, signed);
  expect(right.stderr).toBe('');
  expect(right.status).toBe(0);
  const told = noken(['verify', signed]);
  expect(told.status).toBe(0);
  expect(told.stderr).toContain('--trust FOLDER');
  const bsre = noken(['verify', '--bsre', signed]);
  expect(bsre.status).toBe(0);
  expect(JSON.parse(bsre.stdout)).toMatchObject({ file: signed, conclusion: 'INVALID', signatureCount: 1 });
  expect(sign(secret, signed).stderr).toContain('output-exists');
});

test.each([
  [[]],
  [['dance']],
  [['toString']],
  [['verify']],
  [['verify', '--nothing', 'x.pdf']],
  [['verify', 'not-there.pdf']],
  [['sign', 'x.pdf']],
  [['portal', 'key']],
  [['ledger', 'dance']],
  [['serve']],
])('misuse is told in a sentence and ends with 2: %j', (args) => {
  const { status, stderr } = noken(args);
  expect(status).toBe(2);
  expect(stderr).not.toBe('');
  expect(stderr).not.toContain('    at ');
});

test('serves, answers, and stops when told to', async () => {
  const child = spawn(process.execPath, [...program, 'serve'], { env: settings() });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (piece: Buffer) => resolve(piece.toString().trim()));
    child.once('exit', (code) => reject(new Error(`Ended with ${code}.`)));
  });
  const answer = await fetch(`${url}/v1/openapi.json`);
  expect(answer.status).toBe(200);
  child.removeAllListeners('exit');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('says which port is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  try {
    const { status, stderr } = await new Promise<{ status: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, [...program, 'serve'], { env: settings(port) });
      let stderr = '';
      child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
      child.once('exit', (status) => resolve({ status, stderr }));
    });
    expect(status).toBe(2);
    expect(stderr).toContain(`Port ${port} is taken`);
  } finally {
    other.close();
  }
});
