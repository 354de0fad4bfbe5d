import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ticket } from '../../../server/contract/letters.js';
import type { RevisionReport, Verification } from '../../../server/contract/verification.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { record, upload, view } from '../../support/recorded-letter.js';
import { signedLetter } from '../../support/signed-letter.js';

let made: MadeOffice;
let signed: Uint8Array;
let letterId = '';
let documentId = '';
let history: readonly RevisionReport[];
beforeAll(async () => {
  made = await madeOffice();
  const passphrases = { head: 'kelapa muda di Skow 8', regent: 'angin laut Hamadi 3' };
  ({ letterId, documentId, signed } = await signedLetter(made, passphrases));
  const answer = await ask('head', 'verification');
  ({ history } = ((await answer.json()) as Verification).report);
  expect(history.length).toBeGreaterThan(2);
}, 120_000);
afterAll(() => made.close());

const ask = async (person: Person, path: string, headers: Record<string, string> = {}) =>
  (await made.as(person)).request('GET', `/v1/desks/:desk/letters/${letterId}/${path}`, undefined, headers);
const revision = (number: number | string, headers: Record<string, string> = {}, person: Person = 'head') =>
  ask(person, `documents/${documentId}/revisions/${number}`, headers);
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const beginning = (bytes: number) => Buffer.from(signed.subarray(0, bytes));

/** What the ledger says of files that were given out since the clock was set on. */
async function givenOut(): Promise<{ kind: string; revision?: number }[]> {
  const facts = await factsAbout(await made.scopeOf('head'), letterId);
  const since = new Date(made.now().getTime() - 1000).toISOString();
  return facts
    .filter(({ kind, at }) => /^letter\.(?:viewed|downloaded)$/.test(kind) && at > since)
    .map(({ kind, data }) => ({ kind, ...(JSON.parse(data) as { revision?: number }) }));
}

describe('a revision of a letter (readRevision)', () => {
  test('is the beginning of the file, whole or a range of it', async () => {
    for (const { revision: number, bytes } of history) {
      const answer = await revision(number);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect((await bytesOf(answer)).equals(beginning(bytes)), `revision ${number}`).toBe(true);
    }
    const part = await revision(1, { range: 'bytes=0-8' });
    expect(part.status).toBe(206);
    expect(await part.text()).toMatch(/^%PDF-1\.\d\n/);
    expect(part.headers.get('content-range')).toBe(`bytes 0-8/${history[0]?.bytes ?? 0}`);
  });

  test('is not there for a desk without the letter, nor for another tenant', async () => {
    for (const person of ['outsider', 'kabidTwo', 'stranger'] as const)
      expect((await refusal(await revision(1, {}, person))).code, person).toBe('letter-not-found');
  });

  test('beyond the last, or no number, is not found', async () => {
    for (const number of [0, history.length + 1, '1e3', '-1', '1234567', 'x'])
      expect((await refusal(await revision(number))).code, String(number)).toBe('revision-not-found');
    expect((await refusal(await ask('head', `documents/${letterId}/revisions/1`))).code).toBe(
      'file-not-found',
    );
  });

  test('is written down by its number, once for one look', async () => {
    made.setClock(20 * 60_000);
    await revision(1);
    await revision(1, { range: 'bytes=0-8' });
    await revision(2);
    expect((await givenOut()).map(({ revision }) => revision)).toEqual([1, 2]);
  });
});

describe('a one-use link to a revision', () => {
  const request = async (more: Record<string, unknown>, person: Person = 'head', letter = letterId) =>
    (await made.as(person)).request('POST', `/v1/desks/:desk/letters/${letter}/tickets`, {
      what: 'document',
      disposition: 'attachment',
      ...more,
    });
  const ticket = async (more: Record<string, unknown>) => {
    const answer = await request(more);
    expect(answer.status, await answer.clone().text()).toBe(201);
    return (await answer.json()) as Ticket;
  };
  /** As a browser opens an address: without a token. */
  const open = (url: string) => made.app.request(new URL(url).pathname);

  test('gives the beginning of the file under a name of its own, once, and each is a download in the ledger', async () => {
    made.setClock(20 * 60_000);
    const name = (await view(await made.as('head'), letterId)).file?.name ?? '';
    for (const { revision: number, bytes } of history) {
      const { url } = await ticket({ documentId, revision: number });
      const answer = await open(url);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-length')).toBe(String(bytes));
      expect(answer.headers.get('content-disposition')).toContain(
        `attachment; filename="${name.replace('.pdf', '')} (versi ${number}).pdf"`,
      );
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect((await bytesOf(answer)).equals(beginning(bytes)), `revision ${number}`).toBe(true);
      expect((await refusal(await open(url))).code).toBe('file-not-found');
    }
    expect(await givenOut()).toEqual(
      history.map((one) => ({ kind: 'letter.downloaded', document: documentId, revision: one.revision })),
    );
  });

  test('opens to be printed too, which is a look, and without a document means the letter itself', async () => {
    made.setClock(20 * 60_000);
    const { url } = await ticket({ revision: 1, disposition: 'inline' });
    const answer = await open(url);
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; /);
    expect((await bytesOf(answer)).equals(beginning(history[0]?.bytes ?? 0))).toBe(true);
    expect(await givenOut()).toEqual([{ kind: 'letter.viewed', document: documentId, revision: 1 }]);
  });

  test('without a revision still gives the whole file', async () => {
    const { url } = await ticket({ documentId });
    expect((await bytesOf(await open(url))).equals(Buffer.from(signed))).toBe(true);
  });

  test('is not made for a desk without the letter, nor for another tenant', async () => {
    for (const person of ['outsider', 'kabidTwo', 'stranger'] as const)
      expect(await refusal(await request({ documentId, revision: 1 }, person)), person).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
  });

  test('is not made for a revision that does not exist, nor for a file of another letter', async () => {
    const beyond = await request({ documentId, revision: history.length + 1 });
    expect(await refusal(beyond)).toMatchObject({ status: 404, code: 'revision-not-found' });
    for (const number of [0, -1, 1.5, '1', 1_000_000])
      expect((await refusal(await request({ documentId, revision: number }))).code, String(number)).toBe(
        'request-invalid',
      );
    expect((await refusal(await request({ documentId: letterId, revision: 1 }))).code).toBe('file-not-found');
    const other = await record(made, { routeTo: made.desks.head });
    await upload(await made.as('registrar'), other.letterId, letterPdf());
    const crossed = await request({ documentId, revision: 1 }, 'head', other.letterId);
    expect((await refusal(crossed)).code).toBe('file-not-found');
  });

  test('is over after a minute, and opens nothing in another tenant', async () => {
    const { url } = await ticket({ documentId, revision: 1 });
    expect((await refusal(await open(url.replace(made.tenantId, made.otherTenantId)))).code).toBe(
      'file-not-found',
    );
    made.setClock(60_000);
    expect(await refusal(await open(url))).toMatchObject({ status: 404, code: 'file-not-found' });
  });

  test('is not made in a portal for a letter above sifat biasa', async () => {
    const set = (sifat: string) =>
      made.store.write((db) => db.updateTable('letters').set({ sifat }).where('id', '=', letterId).execute());
    await set('terbatas');
    try {
      expect((await refusal(await request({ documentId, revision: 1 }))).code).toBe('restricted-in-portal');
      expect((await refusal(await revision(1))).code).toBe('restricted-in-portal');
    } finally {
      await set('biasa');
    }
    await ticket({ documentId, revision: 1 });
  });
});
