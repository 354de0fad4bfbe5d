import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAuthority } from '../../../server/pdf/index.js';
import { keptAuthority } from '../../../demo/bsre-simulator/kept-authority.js';
import { makeSimulatorSecrets } from '../../../demo/seed/demo-secrets.js';
import { letterPdf } from '../../support/letter-pdf.js';
import {
  formOf,
  formToSign,
  jsonToSign,
  runningSimulator,
  signerNik,
} from '../../support/running-simulator.js';

let child: ChildProcess | undefined;
let folder: string;
let authorityPath: string;
let first: LocalAuthority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noken-simulator-'));
  authorityPath = join(folder, 'authority.json');
  first = await keptAuthority(authorityPath, new Date());
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => rm(folder, { recursive: true }));

interface Program {
  readonly url: string;
  readonly said: () => string;
}

/** From its source, on a free port. */
function program(environment: Readonly<Record<string, string>> = {}): Promise<Program> {
  const started = spawn(process.execPath, ['--import', 'tsx', 'demo/bsre-simulator/simulator-main.ts'], {
    env: { PATH: process.env.PATH ?? '', NOKEN_BSRE_SIMULATOR_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child = started;
  let said = '';
  for (const stream of [started.stdout, started.stderr])
    stream?.on('data', (piece: Buffer) => (said += piece.toString()));
  return new Promise((resolve, reject) => {
    started.once('message', (url) => resolve({ url: typeof url === 'string' ? url : '', said: () => said }));
    started.once('exit', (code) => reject(new Error(`It ended with ${String(code)}: ${said}`)));
  });
}

const basic = (name: string, password: string) =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;

describe('the program', () => {
  it('started by hand, makes its secrets, prints them once, and signs with them', async () => {
    const { url, said } = await program();
    expect(said()).toContain('bukan layanan yang sebenarnya');
    const [, name = '', password = ''] = /masuk (\S+) {2}sandi (\S+)/.exec(said()) ?? [];
    const [, passphrase = ''] = new RegExp(`${signerNik} .*passphrase (\\S+)`).exec(said()) ?? [];
    expect([password.length, passphrase.length]).toEqual([16, 16]);
    const headers = { authorization: basic(name, password) };
    const sign = (given: string) =>
      fetch(`${url}/api/sign/pdf`, {
        method: 'POST',
        body: formOf(formToSign(letterPdf(), { passphrase: given })),
        headers,
      });
    expect((await sign(passphrase)).status).toBe(200);
    expect((await sign('bukan ini')).status).toBe(400);
    expect(said().split(passphrase)).toHaveLength(2);
  });

  it('started by another program, takes its secrets from a file and prints none, but codes', async () => {
    const path = join(folder, 'settings.json');
    const settings = { login: { name: 'a', password: 'b' }, passphrases: { [signerNik]: 'c' } };
    await writeFile(path, JSON.stringify(settings));
    const { url, said } = await program({ SIMULATOR_SETTINGS: path, SIMULATOR_AUTHORITY: authorityPath });
    expect(said()).toBe('');
    const post = (door: string, body: object) =>
      fetch(url + door, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { authorization: basic('a', 'b'), 'content-type': 'application/json' },
      });
    await post('/api/v2/sign/get/totp', { nik: signerNik, data: 1 });
    await expect.poll(said).toMatch(/^\[SIMULASI\] kode sign untuk satu@uji\.invalid: \d{6}\n$/);
    const totp = /\d{6}/.exec(said())?.[0];
    const signed = await post('/api/v2/sign/pdf', jsonToSign(letterPdf(), { passphrase: undefined, totp }));
    expect(signed.status).toBe(200);
  });

  it('keeps its authority where it is told to, so that what it signed stays trusted', async () => {
    expect((await stat(authorityPath)).mode & 0o777).toBe(0o600);
    const second = await keptAuthority(authorityPath, new Date());
    const one = await runningSimulator({ authority: first });
    const { file } = (await (await one.json('/api/v2/sign/pdf', jsonToSign(letterPdf()))).json()) as {
      file: string[];
    };
    await one.close();
    const other = await runningSimulator({ authority: second });
    const judged = await other.json('/api/v2/verify/pdf', { file: file[0] });
    expect(await judged.json()).toMatchObject({ conclusion: 'VALID', signatureCount: 1 });
    await other.close();
    const old = new Date(Date.now() + 8 * 365 * 86_400_000);
    const third = await keptAuthority(authorityPath, old);
    expect(Buffer.from(third.root.certificate.der).equals(first.root.certificate.der)).toBe(false);
  });

  it('is given other secrets in each office', () => {
    const [one, other] = [makeSimulatorSecrets([signerNik]), makeSimulatorSecrets([signerNik])];
    for (const { login, passphrases } of [one, other]) {
      expect(login.password).toMatch(/^[a-z2-9]{20}$/);
      expect(passphrases[signerNik]).toMatch(/^(?:[a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    }
    expect(one.login.password).not.toBe(other.login.password);
    expect(one.passphrases[signerNik]).not.toBe(other.passphrases[signerNik]);
  });

  it('does not start on what is no port', async () => {
    await expect(program({ NOKEN_BSRE_SIMULATOR_PORT: 'x' })).rejects.toThrow('must be a port');
  });

  it('ends with whoever started it', async () => {
    await program({ SIMULATOR_AUTHORITY: authorityPath });
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.disconnect();
    await ended;
  });
});
