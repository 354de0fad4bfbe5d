import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FollowUp } from '../../../server/contract/dispositions.js';
import type { UploadState } from '../../../server/contract/letters.js';
import {
  askDispose,
  dispose,
  disposedLetter,
  endAt,
  expectGone,
  nodeIn,
  recallAt,
  report,
  reportAt,
  routedLetter,
  rowAt,
  trailAt,
} from '../../support/disposed-letter.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { upload, view } from '../../support/recorded-letter.js';
import { refusedTwice } from '../../support/refused-twice.js';

let made: MadeOffice;
let head: Seat;
let kabid: Seat;
beforeEach(async () => {
  made = await madeOffice();
  [head, kabid] = [await made.as('head'), await made.as('kabidOne')];
});
afterEach(() => made.close());

async function sentFile(seat: Seat, letterId: string, bytes = letterPdf({ pages: 2 })): Promise<string> {
  const answer = await upload(seat, letterId, bytes, 'follow-up');
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return ((await answer.json()) as UploadState).uploadId;
}

describe('a follow-up', () => {
  test('that completes nothing keeps the duty, one that completes ends it: n of m', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const first = await report(kabid, letterId, one, false, { text: 'Bahan sedang disiapkan' });
    expect(first).toMatchObject({ by: 'Dominggus Tafor (contoh)', position: 'Kepala Bidang Informatika' });
    expect(nodeIn(await trailAt(head, letterId), one)?.state).toBe('in-progress');
    expect(await rowAt(kabid, letterId)).toMatchObject({ waitsFor: 'follow-up', unread: false });
    expect((await view(head, letterId)).status).toBe('followed-up');
    expect((await rowAt(head, letterId))?.progress).toEqual({ done: 0, of: 2 });

    made.setClock(1000);
    await report(kabid, letterId, one, true);
    const trail = await trailAt(head, letterId);
    expect(nodeIn(trail, one)).toMatchObject({ state: 'done', doneAt: made.now().toISOString() });
    expect(nodeIn(trail, one)?.followUps.map(({ text }) => text)).toEqual([
      'Bahan sedang disiapkan',
      'Sudah dikerjakan',
    ]);
    expect(trail.progress).toEqual({ done: 1, of: 2, returned: 0 });
    const row = await rowAt(head, letterId);
    expect(row?.progress).toEqual({ done: 1, of: 2 });
    expect(row?.waitsFor).toBeUndefined();
    expect((await rowAt(kabid, letterId))?.waitsFor).toBeUndefined();

    await report(await made.as('kabidTwo'), letterId, two, true);
    expect(await rowAt(head, letterId)).toMatchObject({ progress: { done: 2, of: 2 }, waitsFor: 'close' });
  });

  test('brings a file that everybody on the line may open', async () => {
    const { letterId, one } = await disposedLetter(made);
    const bytes = letterPdf({ pages: 3 });
    const uploadId = await sentFile(kabid, letterId, bytes);
    const { file } = await report(kabid, letterId, one, true, { uploadId });
    expect(file).toMatchObject({ name: 'surat.pdf', size: bytes.length });
    expect(nodeIn(await trailAt(head, letterId), one)?.followUps[0]?.file).toEqual(file);
    const path = `/v1/desks/:desk/letters/${letterId}/documents/${file?.documentId ?? ''}`;
    const opened = await head.request('GET', path);
    expect(Buffer.from(await opened.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect((await (await made.as('outsider')).request('GET', path)).status).toBe(404);
    // The letter's own file it is not.
    expect((await view(head, letterId)).file).toBeUndefined();
  });

  test('is refused with a file of somebody else, or one that was used', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const uploadId = await sentFile(kabid, letterId);
    const other = await made.as('kabidTwo');
    const body = { nodeId: two, text: 'Sudah', completes: true, uploadId };
    expect((await refusal(reportAt(other, letterId, body))).code).toBe('upload-not-found');
    expect(nodeIn(await trailAt(head, letterId), two)).toMatchObject({ state: 'sent', followUps: [] });
    await report(kabid, letterId, one, false, { uploadId });
    expect((await refusal(reportAt(kabid, letterId, { ...body, nodeId: one }))).code).toBe(
      'upload-not-found',
    );
    expect(nodeIn(await trailAt(head, letterId), one)?.followUps).toHaveLength(1);
  });

  test('is refused for another desk’s duty, after its end, and when the letter is closed', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const body = (nodeId: string) => ({ nodeId, text: 'Sudah', completes: true });
    expect(await refusal(reportAt(kabid, letterId, body(two)))).toMatchObject({
      status: 404,
      code: 'disposition-not-found',
    });
    expect((await refusal(reportAt(head, letterId, body(one)))).code).toBe('disposition-not-found');
    await report(kabid, letterId, one, true);
    expect(await refusal(reportAt(kabid, letterId, body(one)))).toMatchObject({
      code: 'disposition-status-wrong',
      params: { status: 'selesai' },
    });
    await endAt(head, letterId, 'close', 'Cukup');
    const other = await made.as('kabidTwo');
    expect((await refusal(reportAt(other, letterId, body(two)))).code).toBe('letter-status-wrong');
  });

  test('is told once for one key', async () => {
    const { letterId, one } = await disposedLetter(made);
    const key = { 'idempotency-key': 'kunci-tindak-lanjut' };
    const body = { nodeId: one, text: 'Sudah', completes: true };
    const answers = [await reportAt(kabid, letterId, body, key), await reportAt(kabid, letterId, body, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [first, second] = (await Promise.all(answers.map((one) => one.json()))) as FollowUp[];
    expect(second).toEqual(first);
    expect(nodeIn(await trailAt(head, letterId), one)?.followUps).toHaveLength(1);
    const changed = await reportAt(kabid, letterId, { ...body, text: 'Lain' }, key);
    expect((await refusal(changed)).code).toBe('idempotency-key-reused');
  });
});

describe('the end of a letter', () => {
  test('needs a reason while dispositions are open, and none after', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    await report(kabid, letterId, one, true);
    for (const reason of [undefined, '  '])
      expect(await refusal(endAt(head, letterId, 'close', reason))).toEqual({
        status: 409,
        code: 'dispositions-open',
        params: { count: 1 },
      });
    expect((await view(head, letterId)).status).toBe('followed-up');
    await report(await made.as('kabidTwo'), letterId, two, true);
    const answer = await endAt(head, letterId, 'close');
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect((await view(head, letterId)).status).toBe('done');
    expect((await trailAt(kabid, letterId)).steps.at(-1)?.what).toBe('closed');
  });

  test('with a reason takes the duty from every desk', async () => {
    const { letterId } = await disposedLetter(made);
    expect((await endAt(head, letterId, 'close', 'Rapat dibatalkan')).status).toBe(200);
    for (const person of ['head', 'kabidOne', 'kabidTwo'] as const) {
      const row = await rowAt(await made.as(person), letterId);
      expect(row?.waitsFor, person).toBeUndefined();
      expect(row?.status, person).toBe('done');
    }
    const again = await askDispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] });
    expect(await refusal(again)).toMatchObject({
      code: 'letter-status-wrong',
      params: { status: 'selesai' },
    });
    expect((await refusal(endAt(head, letterId, 'close', 'Lagi'))).code).toBe('letter-status-wrong');
  });

  test('is for the desk to which it was routed, and for the version that stands', async () => {
    const { letterId, version } = await disposedLetter(made);
    expect((await refusal(endAt(kabid, letterId, 'close', 'Cukup'))).code).toBe('letter-status-wrong');
    const old = { version: version - 1, reason: 'Cukup' };
    const stale = await head.request('POST', `/v1/desks/:desk/letters/${letterId}/close`, old);
    expect((await refusal(stale)).code).toBe('letter-changed-meanwhile');
    expect((await view(head, letterId)).status).toBe('disposed');
  });

  test('is not reached from a letter that nobody disposed, nor from one whose disposition was recalled', async () => {
    const { letterId } = await routedLetter(made);
    const refused = await refusedTwice((headers) =>
      head.request(
        'POST',
        `/v1/desks/:desk/letters/${letterId}/close`,
        { version: 1, reason: 'Cukup' },
        headers,
      ),
    );
    expect(refused).toMatchObject({
      status: 409,
      code: 'letter-status-wrong',
      params: { status: 'diteruskan' },
    });
    expect(await view(head, letterId)).toMatchObject({ status: 'routed', version: 1 });
    expect((await view(head, letterId)).acts).not.toContain('close');
    const { nodeIds } = await dispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] });
    expect((await recallAt(head, nodeIds[0] ?? '')).status).toBe(200);
    expect((await refusal(endAt(head, letterId, 'close', 'Cukup'))).code).toBe('letter-status-wrong');
    expect((await endAt(head, letterId, 'no-disposition')).status).toBe(200);
  });

  test('without a disposition is an act of its own (skipDisposition)', async () => {
    const { letterId } = await routedLetter(made);
    await expectGone(kabid, letterId);
    const answer = await endAt(head, letterId, 'no-disposition');
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect((await view(head, letterId)).status).toBe('done');
    const whats = (await trailAt(head, letterId)).steps.map(({ what }) => what);
    expect(whats).toContain('no-disposition');
    expect(whats).not.toContain('closed');
    const { letterId: other } = await disposedLetter(made);
    expect((await refusal(endAt(head, other, 'no-disposition'))).code).toBe('letter-status-wrong');
  });
});

test('none of it is there off the line', async () => {
  const { letterId, one } = await disposedLetter(made);
  const body = { nodeId: one, text: 'Sudah', completes: true };
  const at = `/v1/desks/:desk/letters/${letterId}`;
  const asked: readonly (readonly [string, string, unknown])[] = [
    ['GET', '/trail', undefined],
    ['GET', '/disposition-choices', undefined],
    ['POST', '/read', {}],
    [
      'POST',
      '/dispositions',
      { version: 1, recipients: [{ positionId: made.desks.kabidTwo, instructions: ['x'] }] },
    ],
    ['POST', `/dispositions/${one}/return`, { reason: 'Bukan kami' }],
    ['POST', '/follow-ups', body],
    ['POST', '/close', { version: 1, reason: 'x' }],
    ['POST', '/no-disposition', { version: 1 }],
    ['POST', '/tickets', { what: 'sheet', disposition: 'inline' }],
  ];
  for (const person of ['sekda', 'outsider', 'monitor', 'stranger'] as const) {
    const seat = await made.as(person);
    for (const [method, path, sent] of asked)
      expect(await refusal(seat.request(method, `${at}${path}`, sent)), `${person} ${path}`).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
  }
  expect(nodeIn(await trailAt(head, letterId), one)?.state).toBe('sent');
});
