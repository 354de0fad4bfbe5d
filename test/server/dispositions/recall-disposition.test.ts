import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factsAbout } from '../../../server/ledger/index.js';
import {
  dispose,
  disposedLetter,
  endAt,
  expectGone,
  inboxAt,
  nodeIn,
  readAt,
  recallAt,
  report,
  reportAt,
  returnAt,
  rowAt,
  trailAt,
} from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { view } from '../../support/recorded-letter.js';

let made: MadeOffice;
let head: Seat;
let kabid: Seat;
beforeEach(async () => {
  made = await madeOffice();
  [head, kabid] = [await made.as('head'), await made.as('kabidOne')];
});
afterEach(() => made.close());

describe('a recall', () => {
  test('of what nobody has read leaves nothing at the receiver', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const { seq, counters } = await inboxAt(kabid, '?tab=disposition');
    expect(counters).toMatchObject({ unread: 1, open: 1 });
    const answer = await recallAt(head, one);
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await answer.json()).toMatchObject({ nodeId: one, version: (await view(head, letterId)).version });

    await expectGone(kabid, letterId);
    const delta = await inboxAt(kabid, `?tab=disposition&since=${seq}`);
    expect(delta.rows.map((row) => [row.letterId, row.gone])).toEqual([[letterId, true]]);
    expect(delta.rows[0]?.subject).toBeUndefined();
    expect(delta.counters).toMatchObject({ unread: 0, open: 0 });
    const trail = await trailAt(head, letterId);
    expect(nodeIn(trail, one)).toMatchObject({ state: 'recalled', recallable: false });
    expect(trail.progress).toEqual({ done: 0, of: 1, returned: 0 });
    expect((await rowAt(head, letterId))?.progress).toEqual({ done: 0, of: 1 });
    expect((await view(await made.as('kabidTwo'), letterId)).status).toBe('disposed');
    // Nothing can be done about it any more.
    const late = { nodeId: one, text: 'Sudah', completes: true };
    expect((await refusal(reportAt(kabid, letterId, late))).status).toBe(404);
    expect((await readAt(kabid, letterId)).status).toBe(404);
    expect(nodeIn(await trailAt(head, letterId), two)?.state).toBe('sent');
  });

  test('twice is one recall', async () => {
    const { letterId, one } = await disposedLetter(made);
    expect((await recallAt(head, one)).status).toBe(200);
    expect((await recallAt(head, one)).status).toBe(200);
    const facts = await factsAbout(await made.scopeOf('head'), letterId);
    expect(facts.filter(({ kind }) => kind === 'disposition.recalled')).toHaveLength(1);
  });

  test('of the last puts the letter back before the head', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    await recallAt(head, one);
    await recallAt(head, two);
    expect((await view(head, letterId)).status).toBe('routed');
    const row = await rowAt(head, letterId);
    expect(row?.waitsFor).toBe('disposition');
    expect(row?.progress).toBeUndefined();
    await dispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] });
    expect((await view(kabid, letterId)).unread).toBe(true);
  });

  test('is refused once it was read, and says when in the office’s time', async () => {
    const { letterId, one } = await disposedLetter(made);
    made.setClock('2026-11-24T00:31:00.000Z');
    await readAt(kabid, letterId);
    made.setClock('2026-11-24T00:35:00.000Z');
    const refused = await refusal(recallAt(head, one));
    expect(refused).toEqual({
      status: 409,
      code: 'disposition-read',
      params: { time: '09.31 WIT' },
    });
    expect((await view(kabid, letterId)).status).toBe('disposed');
    expect(nodeIn(await trailAt(head, letterId), one)?.state).toBe('read');
  });

  test('and a first reading at once: exactly one of them wins', async () => {
    for (let round = 0; round < 6; round++) {
      const { letterId, one } = await disposedLetter(made);
      const asked = [() => recallAt(head, one), () => readAt(kabid, letterId)];
      if (round % 2 === 1) asked.reverse();
      const answers = await Promise.all(asked.map((ask) => ask()));
      expect(answers.map(({ status }) => status === 200).sort()).toEqual([false, true]);
      const [recalled, read] = round % 2 === 1 ? [answers[1], answers[0]] : answers;
      const node = nodeIn(await trailAt(head, letterId), one);
      if (recalled?.status === 200) {
        expect(read?.status).toBe(404);
        expect(node).toMatchObject({ state: 'recalled' });
        expect(node?.read).toBeUndefined();
        await expectGone(kabid, letterId);
      } else {
        expect(recalled?.status).toBe(409);
        expect(node).toMatchObject({ state: 'read' });
        expect(node?.recalledAt).toBeUndefined();
        expect((await view(kabid, letterId)).unread).toBe(false);
      }
    }
  });

  test('is the sender’s alone', async () => {
    const { letterId, one } = await disposedLetter(made);
    for (const person of ['kabidOne', 'kabidTwo', 'registrar', 'sekda', 'stranger'] as const)
      expect(await refusal(recallAt(await made.as(person), one))).toMatchObject({
        status: 404,
        code: 'disposition-not-found',
      });
    expect(await refusal(recallAt(head, letterId))).toMatchObject({ code: 'disposition-not-found' });
    expect(nodeIn(await trailAt(head, letterId), one)?.state).toBe('sent');
  });

  test('is over when the letter is closed', async () => {
    const { letterId, one } = await disposedLetter(made);
    expect((await endAt(head, letterId, 'close', 'Rapat dibatalkan')).status).toBe(200);
    expect(nodeIn(await trailAt(head, letterId), one)?.recallable).toBe(false);
    expect((await refusal(recallAt(head, one))).code).toBe('letter-status-wrong');
    expect((await view(kabid, letterId)).status).toBe('done');
  });
});

describe('a return', () => {
  test('goes back with its reason, and asks the sender anew', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const answer = await returnAt(kabid, letterId, one, 'Bukan bidang kami');
    expect(answer.status, await answer.clone().text()).toBe(200);
    const trail = await trailAt(head, letterId);
    expect(nodeIn(trail, one)).toMatchObject({
      state: 'returned',
      returned: { reason: 'Bukan bidang kami', at: made.now().toISOString() },
      // Who answers has read.
      read: { by: 'Dominggus Tafor (contoh)' },
    });
    expect(trail.progress).toEqual({ done: 0, of: 2, returned: 1 });
    expect(trail.open).toBe(1);
    expect(await rowAt(head, letterId)).toMatchObject({ unread: true, progress: { done: 0, of: 2 } });
    expect((await rowAt(kabid, letterId))?.waitsFor).toBeUndefined();
    await report(await made.as('kabidTwo'), letterId, two, true);
    expect((await rowAt(head, letterId))?.waitsFor).toBe('close');
  });

  test('is refused without a reason, a second time, of another desk’s, and when all is closed', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    expect((await refusal(returnAt(kabid, letterId, one, '  '))).code).toBe('request-invalid');
    expect(await refusal(returnAt(kabid, letterId, two, 'Bukan kami'))).toMatchObject({
      status: 404,
      code: 'disposition-not-found',
    });
    expect((await returnAt(kabid, letterId, one, 'Bukan kami')).status).toBe(200);
    expect(await refusal(returnAt(kabid, letterId, one, 'Bukan kami'))).toMatchObject({
      code: 'disposition-status-wrong',
      params: { status: 'dikembalikan' },
    });
    expect((await refusal(recallAt(head, one))).code).toBe('disposition-read');
    await endAt(head, letterId, 'close', 'Cukup');
    const other = await made.as('kabidTwo');
    expect((await refusal(returnAt(other, letterId, two, 'Bukan kami'))).code).toBe('letter-status-wrong');
  });
});
