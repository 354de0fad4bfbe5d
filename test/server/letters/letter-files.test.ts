import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ticket } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { readDocument } from '../../../server/letters/read-document.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { codeOf, record, upload, view } from '../../support/recorded-letter.js';

let made: MadeOffice;
let head: Seat;
let letterId: string;
let documentId: string;
let pdf: Uint8Array;
beforeEach(async () => {
  made = await madeOffice();
  head = await made.as('head');
  pdf = letterPdf({ pages: 40 });
  ({ letterId } = await record(made, { routeTo: made.desks.head }));
  await upload(await made.as('registrar'), letterId, pdf);
  documentId = (await view(head, letterId)).file?.documentId ?? '';
});
afterEach(async () => {
  await made.close();
});

const file = (headers: Record<string, string> = {}, seat = head) =>
  seat.request('GET', `/v1/desks/:desk/letters/${letterId}/documents/${documentId}`, undefined, headers);
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('a file for a reader with a token', () => {
  test('comes whole, closed to everything else', async () => {
    const answer = await file();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-length')).toBe(String(pdf.length));
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    // Not sandboxed: a browser's own viewer would not start.
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect((await bytesOf(answer)).equals(Buffer.from(pdf))).toBe(true);
  });

  test('comes in ranges', async () => {
    const ranges: [string, number, number][] = [
      ['bytes=0-99', 0, 100],
      ['bytes=100-', 100, pdf.length],
      ['bytes=-50', pdf.length - 50, pdf.length],
      [`bytes=5-${pdf.length * 2}`, 5, pdf.length],
    ];
    for (const [range, from, to] of ranges) {
      const answer = await file({ range });
      expect(answer.status, range).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${pdf.length}`);
      expect((await bytesOf(answer)).equals(Buffer.from(pdf.subarray(from, to))), range).toBe(true);
    }
  });

  test('refuses a range beyond its end, and ignores one that it does not understand', async () => {
    const beyond = await file({ range: `bytes=${pdf.length}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${pdf.length}`);
    expect(await codeOf(beyond)).toBe('range-not-satisfiable');
    for (const range of ['bytes=0-1,5-6', 'lines=0-1', 'bytes=9-2', 'bytes=-'])
      expect((await file({ range })).status, range).toBe(200);
    const other = await file({ range: 'bytes=0-9', 'if-range': '"of another file"' });
    expect(other.status).toBe(200);
  });

  test('is written down once for one look, and again for a later one or by another', async () => {
    await file({ range: 'bytes=0-99' });
    await file({ range: 'bytes=100-199' });
    await file();
    await file({}, await made.as('registrar'));
    made.setClock(9 * 60_000);
    const later = await made.as('head');
    await file({}, later);
    made.setClock(2 * 60_000);
    await file({}, await made.as('head'));
    const facts = await factsAbout(await made.scopeOf('head'), letterId);
    const views = facts.filter(({ kind }) => kind === 'letter.viewed').map(({ desk }) => desk);
    expect(views).toEqual([made.desks.head, made.desks.registrar, made.desks.head]);
  });

  test('is not found under another letter, or by a document that is none of its own', async () => {
    const other = await record(made, { routeTo: made.desks.head });
    const path = `/v1/desks/:desk/letters/${other.letterId}/documents/${documentId}`;
    expect(await codeOf(await head.request('GET', path))).toBe('file-not-found');
    const unknown = `/v1/desks/:desk/letters/${letterId}/documents/${letterId}`;
    expect(await codeOf(await head.request('GET', unknown))).toBe('file-not-found');
  });
});

describe('a one-use link', () => {
  const ticket = async (body: Record<string, unknown> = {}) => {
    const request = { what: 'document', disposition: 'attachment', ...body };
    const answer = await head.request('POST', `/v1/desks/:desk/letters/${letterId}/tickets`, request);
    expect(answer.status, await answer.clone().text()).toBe(201);
    return (await answer.json()) as Ticket;
  };
  /** As a browser opens an address: without a token. */
  const open = (url: string) => made.app.request(new URL(url).pathname);

  test('opens without a token, once', async () => {
    const { url, expiresAt } = await ticket();
    expect(url.startsWith(`${made.publicUrl}/v1/files/`)).toBe(true);
    expect(Date.parse(expiresAt) - made.now().getTime()).toBe(60_000);
    const answer = await open(url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="surat.pdf"; filename*=UTF-8''surat.pdf`,
    );
    expect((await bytesOf(answer)).equals(Buffer.from(pdf))).toBe(true);
    expect(await codeOf(await open(url))).toBe('file-not-found');
    const facts = await factsAbout(await made.scopeOf('head'), letterId);
    expect(facts.at(-1)).toMatchObject({ kind: 'letter.downloaded', desk: made.desks.head });
  });

  test('of two that use it at once serves one', async () => {
    const { url } = await ticket();
    const answers = await Promise.all([open(url), open(url), open(url)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404]);
  });

  test('is over after a minute', async () => {
    const { url } = await ticket({ disposition: 'inline', documentId });
    made.setClock(60_000);
    expect(await codeOf(await open(url))).toBe('file-not-found');
  });

  test('is not used up by looking at its head, and is kept as a hash', async () => {
    const { url } = await ticket();
    expect((await made.app.request(new URL(url).pathname, { method: 'HEAD' })).status).toBe(404);
    const rows = await made.store.read((db) => db.selectFrom('file_tickets').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(url.split('.').at(-1));
    expect((await open(url)).status).toBe(200);
  });

  test('that nobody made, of another tenant, or of a letter without a file', async () => {
    const { url } = await ticket();
    const other = url.replace(made.tenantId, made.otherTenantId);
    expect(await codeOf(await open(other))).toBe('file-not-found');
    expect(await codeOf(await open(`${made.publicUrl}/v1/files/apa-saja`))).toBe('file-not-found');
    const bare = await record(made, { routeTo: made.desks.head });
    const request = { what: 'document', disposition: 'inline' };
    const answer = await head.request('POST', `/v1/desks/:desk/letters/${bare.letterId}/tickets`, request);
    expect(await codeOf(answer)).toBe('letter-file-missing');
    expect((await open(url)).status).toBe(200);
  });

  test('keeps a name in its quotes, whatever somebody called the file', async () => {
    const { letterId: other } = await record(made, { routeTo: made.desks.head });
    const registrar = await made.as('registrar');
    const name = 'Surat "rahasia"; filename=x.exe \u202e fdp ../é.pdf';
    const begun = await registrar.request('POST', `/v1/desks/:desk/letters/${other}/uploads`, {
      name,
      size: pdf.length,
      purpose: 'letter',
    });
    const { uploadId } = (await begun.json()) as { uploadId: string };
    await registrar.request('PATCH', `/v1/uploads/${uploadId}`, pdf, {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    });
    const id = (await view(head, other)).file?.documentId ?? '';
    const answer = await head.request('GET', `/v1/desks/:desk/letters/${other}/documents/${id}`);
    const disposition = answer.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^inline; filename="[^"\\]*"; filename\*=UTF-8''[\w.%~-]*$/);
    expect(disposition).not.toContain('/');
    expect(disposition).not.toContain('%E2%80%AE');
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toContain('é.pdf');
  });
});

test('readDocument gives no file to a desk that the letter has not reached', async () => {
  const outsider = await made.scopeOf('outsider');
  await expect(readDocument(outsider, letterId, documentId, 'viewed')).rejects.toMatchObject({
    code: 'letter-not-found',
  });
});
