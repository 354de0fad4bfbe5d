import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { InboxPage, LetterView, Recorded, UploadState } from '../../../server/contract/letters.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { letterInput } from '../../support/recorded-letter.js';

const script = fileURLToPath(new URL('../../support/served-office.ts', import.meta.url));
const master = randomBytes(32).toString('hex');

let made: MadeOffice;
let child: ChildProcess | undefined;
let address = '';
let headers: Record<string, string> = {};

beforeEach(async () => {
  made = await madeOffice();
  const seat = await made.as('registrar');
  headers = { authorization: `Bearer ${seat.token}`, origin: made.portals.A.origin };
});
afterEach(async () => {
  await kill();
  await made.close();
});

async function start(): Promise<void> {
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', script, made.folder, master, made.now().toISOString()],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child = server;
  const [port] = (await once(server.stdout, 'data')) as [Buffer];
  address = `http://127.0.0.1:${port.toString().trim()}`;
}

async function kill(): Promise<void> {
  const server = child;
  child = undefined;
  if (!server || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

const ask = (method: string, path: string, more: RequestInit = {}) =>
  fetch(`${address}${path.replace(':desk', made.desks.registrar)}`, {
    method,
    ...more,
    headers: { ...headers, ...(more.headers as Record<string, string>) },
  });
const json = (body: unknown, more: Record<string, string> = {}) => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json', ...more },
});
const tus = { 'tus-resumable': '1.0.0' };
const piece = 16 * 1024;

/** Sends pieces until the line is dead or the file is whole; gives what the server had said to have. */
async function sendUntilDead(uploadId: string, file: Uint8Array, from: number): Promise<number> {
  let told = from;
  try {
    while (told < file.length) {
      const answer = await ask('PATCH', `/v1/uploads/${uploadId}`, {
        body: Buffer.from(file.subarray(told, told + piece)),
        headers: {
          ...tus,
          'content-type': 'application/offset+octet-stream',
          'upload-offset': String(told),
        },
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      told = Number(answer.headers.get('upload-offset'));
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return told;
}

/** Records one letter after another, each under a key of its own, until the line is dead. */
async function recordUntilDead(tried: Map<string, unknown>): Promise<Recorded[]> {
  const answered: Recorded[] = [];
  try {
    for (;;) {
      const key = randomBytes(12).toString('hex');
      const body = letterInput(made);
      tried.set(key, body);
      const answer = await ask('POST', '/v1/desks/:desk/letters', json(body, { 'idempotency-key': key }));
      if (answer.status !== 201) throw new Error(await answer.text());
      answered.push((await answer.json()) as Recorded);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return answered;
}

test('a server killed while it records and takes files ends with each letter as it was or as it was meant', async () => {
  const noise = randomBytes(400_000).toString('hex');
  const file = letterPdf({ objects: [`<< /Length ${noise.length} >>\nstream\n${noise}\nendstream`] });
  await start();
  const first = await ask('POST', '/v1/desks/:desk/letters', json(letterInput(made)));
  const { letterId } = (await first.json()) as Recorded;
  const begun = await ask(
    'POST',
    `/v1/desks/:desk/letters/${letterId}/uploads`,
    json({ name: 'surat.pdf', size: file.length, purpose: 'letter' }),
  );
  const { uploadId } = (await begun.json()) as UploadState;

  const tried = new Map<string, unknown>();
  const answered: Recorded[] = [];
  let kills = 0;
  for (let offset = 0; offset < file.length && kills < 5; kills++) {
    const wait = new Promise((resolve) => setTimeout(resolve, randomInt(60, 350)));
    const uploading = sendUntilDead(uploadId, file, offset);
    const recording = recordUntilDead(tried);
    await wait;
    await kill();
    const told = await uploading;
    answered.push(...(await recording));

    await start();
    const head = await ask('HEAD', `/v1/uploads/${uploadId}`, { headers: tus });
    expect(head.status).toBe(200);
    offset = Number(head.headers.get('upload-offset'));
    // What was acknowledged is there; beyond it, at most the piece that was under way.
    expect(offset).toBeGreaterThanOrEqual(told);
    expect(offset).toBeLessThanOrEqual(told + piece);
  }
  expect(kills).toBeGreaterThan(0);

  const from = Number(
    (await ask('HEAD', `/v1/uploads/${uploadId}`, { headers: tus })).headers.get('upload-offset'),
  );
  expect(await sendUntilDead(uploadId, file, from)).toBe(file.length);
  const seen = (await (await ask('GET', `/v1/desks/:desk/letters/${letterId}`)).json()) as LetterView;
  expect(seen.files).toHaveLength(1);
  const path = `/v1/desks/:desk/letters/${letterId}/documents/${seen.file?.documentId}`;
  const back = Buffer.from(await (await ask('GET', path)).arrayBuffer());
  expect(back.equals(Buffer.from(file))).toBe(true);

  // Every try is sent again with its key, as a client would: each gives its one letter.
  const numbers = new Map<string, number>();
  for (const [key, body] of tried) {
    const again = await ask('POST', '/v1/desks/:desk/letters', json(body, { 'idempotency-key': key }));
    expect(again.status).toBe(201);
    const recorded = (await again.json()) as Recorded;
    numbers.set(recorded.letterId, recorded.agenda.number);
  }
  for (const { letterId, agenda } of answered) expect(numbers.get(letterId)).toBe(agenda.number);
  expect(numbers.size).toBe(tried.size);
  const page = (await (await ask('GET', '/v1/desks/:desk/inbox')).json()) as InboxPage;
  expect(page.total).toBe(tried.size + 1);
  const sorted = [...numbers.values()].sort((a, b) => a - b);
  expect(sorted).toEqual(Array.from({ length: tried.size }, (_, i) => i + 2));
}, 240_000);
