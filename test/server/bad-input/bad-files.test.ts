import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LetterView, UploadState } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { bombs } from '../../support/pdf-bombs.js';
import { throughQpdf } from '../../support/pdf-oracles.js';
import { record, upload, view } from '../../support/recorded-letter.js';
import { refusedTwice } from '../../support/refused-twice.js';

const MiB = 1024 * 1024;
const limit = 2 * MiB;

let made: MadeOffice;
let registrar: Seat;
beforeAll(async () => {
  made = await madeOffice({ file: limit });
  registrar = await made.as('registrar');
});
afterAll(() => made.close());

const tus = { 'tus-resumable': '1.0.0' };
const begin = (letterId: string, size: number, headers: Record<string, string> = {}) =>
  registrar.request(
    'POST',
    `/v1/desks/:desk/letters/${letterId}/uploads`,
    { name: 'surat.pdf', size, purpose: 'letter' },
    headers,
  );
const send = (uploadId: string, bytes: Uint8Array, headers: Record<string, string> = {}) =>
  registrar.request('PATCH', `/v1/uploads/${uploadId}`, bytes, {
    ...tus,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': '0',
    ...headers,
  });

/** The whole way of a file, from its first question to the answer that refuses it. */
async function bring(
  letterId: string,
  bytes: Uint8Array,
  headers: Record<string, string>,
): Promise<Response> {
  const begun = await begin(letterId, bytes.length, headers);
  if (begun.status !== 201) return begun;
  return send(((await begun.json()) as UploadState).uploadId, bytes, headers);
}

/** The letter as it was: nothing of the file in it, on the disk or in the ledger, and the right file can follow. */
async function expectAsBefore(before: LetterView): Promise<void> {
  expect(await view(registrar, before.id)).toEqual(before);
  expect(before).toMatchObject({ status: 'recorded', files: [] });
  expect(readdirSync(join(made.folder, 'documents', made.tenantId, 'pieces'))).toEqual([]);
  const facts = await factsAbout(await made.scopeOf('registrar'), before.id);
  expect(facts.map(({ kind }) => kind)).not.toContain('letter.file-arrived');
  expect((await upload(registrar, before.id)).status).toBe(200);
}

const whole = letterPdf();
const files: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>, number, string, string])[] =
  [
    ['no PDF', () => Buffer.from('PK\u0003\u0004 bukan pdf'.repeat(40)), 422, 'file-not-pdf', 'bukan PDF'],
    ['a PDF cut off', () => whole.subarray(0, whole.length * 0.6), 422, 'file-truncated', 'terpotong'],
    [
      'an encrypted PDF',
      () => throughQpdf(whole, '--encrypt', 'sandi', 'pemilik', '256', '--'),
      422,
      'file-encrypted',
      'terkunci kata sandi',
    ],
    ['a file over the limit', () => new Uint8Array(limit + 1), 413, 'file-too-large', 'lebih dari 2 MB'],
    ['zero bytes', () => new Uint8Array(), 422, 'file-empty', '0 bita'],
    ...bombs.map(
      ([what, make]) => [`a bomb: ${what}`, make, 422, 'file-over-limits', 'terlalu rumit'] as const,
    ),
  ];

describe('a file that is no letter', () => {
  it.each(files)('%s', async (_, make, status, code, said) => {
    const { letterId } = await record(made);
    const before = await view(registrar, letterId);
    const bytes = await make();
    const started = performance.now();
    const memory = process.memoryUsage().rss;
    const refused = await refusedTwice((headers) => bring(letterId, bytes, headers));
    expect(refused).toMatchObject({ status, code });
    expect(refused.id).toContain(said);
    // What swells does it elsewhere: here nothing grows, and nobody waits longer than the limit of one file.
    expect(process.memoryUsage().rss - memory).toBeLessThan(64 * MiB);
    expect(performance.now() - started).toBeLessThan(2 * 15_000);
    await expectAsBefore(before);
  });
});

describe('a file over the limit', () => {
  it('is refused before a byte of it is sent', async () => {
    const { letterId } = await record(made);
    const refused = await refusedTwice((headers) => begin(letterId, limit + 1, headers));
    expect(refused).toMatchObject({ status: 413, code: 'file-too-large', params: { limit: '2 MB' } });
  });

  it('is refused while its bytes come, whatever size was told', async () => {
    const { letterId } = await record(made);
    const before = await view(registrar, letterId);
    const { uploadId } = (await (await begin(letterId, 1_000)).json()) as UploadState;
    // More than was said, within the limit of a piece.
    const more = await refusedTwice((headers) => send(uploadId, new Uint8Array(1_001), headers));
    expect(more).toMatchObject({ status: 422, code: 'request-invalid' });
    // A body without a length, which ends only when the server has had enough.
    let given = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          given += 64 * 1024;
          controller.enqueue(new Uint8Array(64 * 1024));
          if (given > 64 * MiB) controller.close();
        },
      });
    const refused = await refusedTwice((headers) =>
      made.app.request(
        new Request(`http://localhost:8787/v1/uploads/${uploadId}`, {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${registrar.token}`,
            origin: made.portals.A.origin,
            ...tus,
            'content-type': 'application/offset+octet-stream',
            'upload-offset': '0',
            ...headers,
          },
          body: endless(),
          duplex: 'half',
        }),
      ),
    );
    expect(refused).toMatchObject({ status: 413, code: 'request-too-large', params: { limit: '3 MB' } });
    expect(given).toBeLessThan(8 * MiB);
    expect((await registrar.request('DELETE', `/v1/uploads/${uploadId}`)).status).toBe(204);
    await expectAsBefore(before);
  });
});

it('a bomb keeps nobody else waiting for the server', async () => {
  const { letterId } = await record(made);
  const [, make] = bombs[0] ?? [];
  const bomb = make?.();
  const refused = bring(letterId, bomb ?? new Uint8Array(), {});
  let slowest = 0;
  let over = false;
  void refused.finally(() => {
    over = true;
  });
  while (!over) {
    const asked = performance.now();
    expect((await registrar.request('GET', '/v1/me')).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect((await refused).status).toBe(422);
  expect(slowest).toBeLessThan(2_000);
});
