import { randomBytes } from 'node:crypto';
import { startBsreSimulator, type RunningSimulator } from '../../demo/bsre-simulator/simulator-server.js';
import type { FaultWish } from '../../demo/bsre-simulator/simulator-faults.js';
import type { SimulatorSettings } from '../../demo/bsre-simulator/simulator-settings.js';
import { testAuthority } from './test-authority.js';

export const signerNik = '9111990101900001';
export const simulatorLogin = { name: 'noken-test', password: randomBytes(9).toString('base64url') };
export const signerPassphrase = randomBytes(12).toString('base64url');

/** The simulator in this process, with one person who has a passphrase. */
export function runningSimulator(settings: Partial<SimulatorSettings> = {}): Promise<CalledSimulator> {
  return start(settings);
}

export interface CalledSimulator extends RunningSimulator {
  /** Plain `fetch` with the credential. */
  call(path: string, init?: RequestInit): Promise<Response>;
  json(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  form(
    path: string,
    fields: Readonly<Record<string, string | Uint8Array | undefined>>,
    headers?: Record<string, string>,
  ): Promise<Response>;
  arm(wish: FaultWish): Promise<void>;
}

async function start(settings: Partial<SimulatorSettings>): Promise<CalledSimulator> {
  const running = await startBsreSimulator({
    login: simulatorLogin,
    passphrases: { [signerNik]: signerPassphrase },
    authority: await testAuthority(),
    ...settings,
  });
  const { name, password } = simulatorLogin;
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const call = (path: string, init: RequestInit = {}) =>
    fetch(running.url + path, { ...init, headers: { authorization, ...(init.headers as object) } });
  const json = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  return {
    ...running,
    call,
    json,
    form: (path, fields, headers = {}) => call(path, { method: 'POST', body: formOf(fields), headers }),
    async arm(wish) {
      const answer = await json('/sim/faults', wish);
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

/** Bytes become files. */
export function formOf(fields: Readonly<Record<string, string | Uint8Array | undefined>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') form.set(name, value);
    else if (value) form.set(name, new Blob([Buffer.from(value)], { type: 'application/pdf' }), 'contoh.pdf');
  }
  return form;
}

/** A v1 signing that goes well, but for what is changed. */
export function formToSign(
  pdf: Uint8Array,
  change: Readonly<Record<string, string | Uint8Array | undefined>> = {},
) {
  return { file: pdf, nik: signerNik, passphrase: signerPassphrase, tampilan: 'invisible', ...change };
}

/** The same of v2; `properties` change the first file's. */
export function jsonToSign(
  pdf: Uint8Array,
  change: Readonly<Record<string, unknown>> = {},
  properties: Readonly<Record<string, unknown>> = {},
) {
  return {
    nik: signerNik,
    passphrase: signerPassphrase,
    signatureProperties: [{ tampilan: 'INVISIBLE', location: null, reason: '', ...properties }],
    file: [Buffer.from(pdf).toString('base64')],
    ...change,
  };
}
