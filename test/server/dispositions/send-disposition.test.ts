import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Disposed, DispositionChoices } from '../../../server/contract/dispositions.js';
import {
  askDispose,
  dispose,
  disposeBody,
  disposedLetter,
  nodeIn,
  readAt,
  recallAt,
  report,
  routedLetter,
  rowAt,
  trailAt,
  type Wanted,
} from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice, type Seat } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { view } from '../../support/recorded-letter.js';
import { refusedTwice } from '../../support/refused-twice.js';

let made: MadeOffice;
let head: Seat;
beforeEach(async () => {
  made = await madeOffice();
  head = await made.as('head');
});
afterEach(() => made.close());

const both: Wanted = { kabidTwo: ['Untuk diketahui'], kabidOne: ['Tindak lanjuti'] };

describe('a disposition to two positions', () => {
  test('reaches both desks, each with its own instructions, in the order chosen', async () => {
    const { letterId } = await routedLetter(made);
    const more = { note: 'Siapkan bahan.', due: '2026-11-26' };
    const sent = await dispose(made, 'head', letterId, both, more);
    const trail = await trailAt(head, letterId);
    expect(trail.dispositions).toHaveLength(1);
    const [disposition] = trail.dispositions;
    expect(disposition).toMatchObject({ ...more, by: 'Markus Wambrauw (contoh)' });
    expect(disposition?.from.id).toBe(made.desks.head);
    expect(disposition?.nodes.map((node) => [node.nodeId, node.position.id, node.instructions])).toEqual([
      [sent.nodeIds[0], made.desks.kabidTwo, ['Untuk diketahui']],
      [sent.nodeIds[1], made.desks.kabidOne, ['Tindak lanjuti']],
    ]);
    expect(trail.progress).toEqual({ done: 0, of: 2, returned: 0 });
    for (const person of ['kabidOne', 'kabidTwo'] as const) {
      const row = await rowAt(await made.as(person), letterId);
      expect(row).toMatchObject({ reason: 'disposition', unread: true, waitsFor: 'follow-up' });
      expect(row?.due).toBe('2026-11-26');
    }
    const mine = await view(head, letterId);
    expect(mine).toMatchObject({ status: 'disposed', version: sent.version, unread: false });
    expect((await rowAt(head, letterId))?.progress).toEqual({ done: 0, of: 2 });
  });

  test('keeps the order of many receivers', async () => {
    const { letterId } = await routedLetter(made);
    const seats = ['kabidTwo', 'registrar', 'kabidOne'] as const;
    const wanted = Object.fromEntries(seats.map((one) => [one, ['Tindak lanjuti']])) as Wanted;
    for (let round = 0; round < 5; round++) {
      const { dispositionId } = await dispose(made, 'head', letterId, wanted);
      const { dispositions } = await trailAt(head, letterId);
      const nodes = dispositions.find((one) => one.dispositionId === dispositionId)?.nodes;
      expect(nodes?.map((node) => node.position.id)).toEqual(seats.map((one) => made.desks[one]));
    }
  });

  test('gives a copy a sight of the letter and no duty', async () => {
    const { letterId } = await routedLetter(made);
    await dispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'], outsider: 'copy' });
    const outsider = await made.as('outsider');
    const row = await rowAt(outsider, letterId);
    expect(row).toMatchObject({ reason: 'copy', unread: true });
    expect(row?.waitsFor).toBeUndefined();
    expect((await trailAt(head, letterId)).progress.of).toBe(1);
    const trail = await trailAt(outsider, letterId);
    const copy = trail.dispositions[0]?.nodes.find((node) => node.copy)?.nodeId ?? '';
    const asked = { monitor: 'copy', outsider: ['Tindak lanjuti'] } as const;
    expect(await refusal(askDispose(made, 'outsider', letterId, asked))).toMatchObject({
      code: 'letter-status-wrong',
    });
    const named = await askDispose(made, 'outsider', letterId, asked, { parentNodeId: copy });
    expect(await refusal(named)).toMatchObject({ status: 404, code: 'disposition-not-found' });
  });

  test('is remembered: the form offers first what this desk chose', async () => {
    const { letterId } = await routedLetter(made);
    const path = `/v1/desks/:desk/letters/${letterId}/disposition-choices`;
    const before = (await (await head.request('GET', path)).json()) as DispositionChoices;
    expect(before.positions.map(({ id }) => id)).not.toContain(made.desks.head);
    expect(before.positions.map(({ id }) => id)).not.toContain(made.desks.outsider);
    // Derajat segera: two working days after Tuesday.
    expect(before).toMatchObject({ today: '2026-11-24', due: { date: '2026-11-26', workingDays: 2 } });
    await dispose(made, 'head', letterId, { kabidTwo: ['Pelajari dan laporkan'] });
    const after = (await (await head.request('GET', path)).json()) as DispositionChoices;
    expect(after.favourites[0]?.id).toBe(made.desks.kabidTwo);
    expect(after.instructions[0]).toBe('Pelajari dan laporkan');
    expect(after.favourites.length).toBeLessThanOrEqual(4);
  });
});

describe('a disposition further down', () => {
  /** From the Sekda's desk down two floors. */
  async function downTheLine() {
    const { letterId } = await routedLetter(made, { routeTo: made.desks.sekda });
    const first = await dispose(made, 'sekda', letterId, { head: ['Tindak lanjuti'] }, { due: '2026-11-26' });
    const parentNodeId = first.nodeIds[0] ?? '';
    const second = await dispose(made, 'head', letterId, both, { parentNodeId });
    return { letterId, parentNodeId, second };
  }

  test('hangs under the node of its desk, with the due date of the whole', async () => {
    const { letterId, parentNodeId, second } = await downTheLine();
    const trail = await trailAt(await made.as('sekda'), letterId);
    expect(trail.dispositions).toHaveLength(1);
    const parent = nodeIn(trail, parentNodeId);
    expect(parent?.children.map(({ dispositionId }) => dispositionId)).toEqual([second.dispositionId]);
    expect(parent?.children[0]?.nodes.map(({ due }) => due)).toEqual(['2026-11-26', '2026-11-26']);
    // The same tree at the leaf, where only its own node is its own.
    const leaf = await trailAt(await made.as('kabidOne'), letterId);
    expect(nodeIn(leaf, second.nodeIds[1] ?? '')?.mine).toBe(true);
    expect(nodeIn(leaf, second.nodeIds[0] ?? '')?.mine).toBe(false);
  });

  test('takes the duty up, so that it can no longer be recalled from under the others', async () => {
    const { letterId, parentNodeId } = await downTheLine();
    const sekda = await made.as('sekda');
    const parent = nodeIn(await trailAt(sekda, letterId), parentNodeId);
    expect(parent).toMatchObject({ state: 'in-progress', recallable: false });
    expect(parent?.read?.by).toBe('Markus Wambrauw (contoh)');
    expect(await refusal(recallAt(sekda, parentNodeId))).toMatchObject({ code: 'disposition-read' });
    expect((await view(head, letterId)).unread).toBe(false);
  });

  test('counts each desk’s own receivers', async () => {
    const { letterId, parentNodeId, second } = await downTheLine();
    await report(await made.as('kabidOne'), letterId, second.nodeIds[1] ?? '', true);
    expect((await rowAt(head, letterId))?.progress).toEqual({ done: 1, of: 2 });
    expect((await rowAt(await made.as('sekda'), letterId))?.progress).toEqual({ done: 0, of: 1 });
    await report(head, letterId, parentNodeId, true);
    const row = await rowAt(await made.as('sekda'), letterId);
    expect(row).toMatchObject({ progress: { done: 1, of: 1 }, waitsFor: 'close' });
  });

  test('is refused where the duty is over, or is another desk’s', async () => {
    const { letterId, one, two } = await disposedLetter(made);
    const registrarBelow = { registrar: 'copy' } as const;
    const foreign = await askDispose(made, 'kabidOne', letterId, registrarBelow, { parentNodeId: two });
    expect(await refusal(foreign)).toMatchObject({ status: 404, code: 'disposition-not-found' });
    await report(await made.as('kabidOne'), letterId, one, true);
    const over = await askDispose(made, 'kabidOne', letterId, registrarBelow, { parentNodeId: one });
    expect(await refusal(over)).toMatchObject({ code: 'disposition-status-wrong' });
  });
});

describe('the due date', () => {
  test('is not in the past, by the day of the office, and the disposition stays unsent', async () => {
    const { letterId } = await routedLetter(made);
    const ask = (due: string) => (headers: Record<string, string>) =>
      askDispose(made, 'head', letterId, both, { due }, headers);
    const past = await refusedTwice(ask('2026-11-23'));
    expect(past).toMatchObject({
      status: 422,
      code: 'disposition-due-past',
      params: { date: '23 November 2026' },
    });
    expect(past.id).toContain('sudah lewat');
    expect((await trailAt(head, letterId)).dispositions).toEqual([]);
    expect((await view(head, letterId)).status).toBe('routed');
    // 15.30 UTC is half past midnight in Keerom: what was today is now past.
    made.setClock('2026-11-24T15:30:00.000Z');
    head = await made.as('head');
    expect((await refusedTwice(ask('2026-11-24'))).code).toBe('disposition-due-past');
    expect((await ask('2026-11-25')({})).status).toBe(201);
  });

  test('of a part is not after that of the whole, until that has passed itself', async () => {
    const { letterId } = await routedLetter(made, { routeTo: made.desks.sekda });
    const first = await dispose(made, 'sekda', letterId, { head: ['Tindak lanjuti'] }, { due: '2026-11-26' });
    const parentNodeId = first.nodeIds[0] ?? '';
    const ask = (due: string) => (headers: Record<string, string>) =>
      askDispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] }, { parentNodeId, due }, headers);
    const after = await refusedTwice(ask('2026-11-27'));
    expect(after).toMatchObject({
      status: 422,
      code: 'disposition-due-after-parent',
      params: { date: '26 November 2026' },
    });
    expect(nodeIn(await trailAt(head, letterId), parentNodeId)).toMatchObject({
      state: 'sent',
      children: [],
    });
    const choices = `/v1/desks/:desk/letters/${letterId}/disposition-choices`;
    const offered = (await (await head.request('GET', choices)).json()) as DispositionChoices;
    expect(offered.due.latest).toBe('2026-11-26');
    expect(offered.due.date <= '2026-11-26').toBe(true);
    expect((await ask('2026-11-26')({})).status).toBe(201);
    made.setClock('2026-11-30T00:00:00.000Z');
    head = await made.as('head');
    const late = (await (await head.request('GET', choices)).json()) as DispositionChoices;
    expect(late.due.latest).toBeUndefined();
    expect((await ask('2026-12-04')({})).status).toBe(201);
  });
});

describe('a disposition is refused', () => {
  test.each<[string, Wanted, string]>([
    ['to the own desk', { head: ['Tindak lanjuti'] }, 'disposition-to-self'],
    ['to a desk off the line', { outsider: ['Tindak lanjuti'] }, 'position-unknown'],
    ['to the desk above', { sekda: ['Tindak lanjuti'] }, 'position-unknown'],
    ['to another government', { stranger: 'copy', kabidOne: ['Tindak lanjuti'] }, 'position-unknown'],
    ['without instructions', { kabidOne: [] }, 'disposition-incomplete'],
    ['with copies alone', { kabidOne: 'copy' }, 'disposition-incomplete'],
    ['to nobody', {}, 'request-invalid'],
  ])('%s', async (_, wanted, code) => {
    const { letterId } = await routedLetter(made);
    expect((await refusal(askDispose(made, 'head', letterId, wanted))).code).toBe(code);
    const trail = await trailAt(head, letterId);
    expect(trail.dispositions).toEqual([]);
    expect((await view(head, letterId)).status).toBe('routed');
  });

  test('to a position named twice', async () => {
    const { letterId, version } = await routedLetter(made);
    const body = disposeBody(made, version, { kabidOne: ['Tindak lanjuti'] });
    const twice = { ...body, recipients: [...body.recipients, ...body.recipients] };
    const path = `/v1/desks/:desk/letters/${letterId}/dispositions`;
    expect(await refusal(head.request('POST', path, twice))).toMatchObject({ code: 'position-unknown' });
  });

  test('on an old version, naming who came first', async () => {
    const { letterId } = await routedLetter(made);
    const { version } = await view(head, letterId);
    await dispose(made, 'head', letterId, both);
    expect(await refusal(askDispose(made, 'head', letterId, both, { version }))).toMatchObject({
      status: 409,
      code: 'letter-changed-meanwhile',
      params: { by: 'Markus Wambrauw (contoh)' },
    });
    expect((await trailAt(head, letterId)).dispositions).toHaveLength(1);
  });

  test('to all but one of those who send at once', async () => {
    const { letterId } = await routedLetter(made);
    const answers = await Promise.all([1, 2, 3].map(() => askDispose(made, 'head', letterId, both)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await trailAt(head, letterId)).dispositions).toHaveLength(1);
  });
});

describe('a key', () => {
  const key = { 'idempotency-key': 'kunci-disposisi-1' };

  test('sends once, however often it comes', async () => {
    const { letterId } = await routedLetter(made);
    const { version } = await view(head, letterId);
    const ask = () => askDispose(made, 'head', letterId, both, { version }, key);
    const answers = [await ask(), await ask()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const [first, second] = (await Promise.all(answers.map((one) => one.json()))) as Disposed[];
    expect(second).toEqual(first);
    expect((await trailAt(head, letterId)).dispositions).toHaveLength(1);
  });

  test('is refused for another request, and where it is no key', async () => {
    const { letterId } = await routedLetter(made);
    const { version } = await view(head, letterId);
    await askDispose(made, 'head', letterId, both, { version }, key);
    const other = { kabidOne: ['Untuk diketahui'] };
    expect(await refusal(askDispose(made, 'head', letterId, other, { version }, key))).toMatchObject({
      code: 'idempotency-key-reused',
    });
    const long = { 'idempotency-key': 'k'.repeat(201) };
    expect(await refusal(askDispose(made, 'head', letterId, both, {}, long))).toMatchObject({
      code: 'request-invalid',
    });
    expect((await trailAt(head, letterId)).dispositions).toHaveLength(1);
  });
});

test('readLetter marks the desk and its node once, and nobody else’s', async () => {
  const { letterId, one, two } = await disposedLetter(made);
  const kabid = await made.as('kabidOne');
  expect((await view(kabid, letterId)).unread).toBe(true);
  expect((await readAt(kabid, letterId)).status).toBe(200);
  made.setClock(60_000);
  expect((await readAt(kabid, letterId)).status).toBe(200);
  expect((await view(kabid, letterId)).unread).toBe(false);
  const trail = await trailAt(head, letterId);
  expect(nodeIn(trail, one)).toMatchObject({
    state: 'read',
    recallable: false,
    read: { by: 'Dominggus Tafor (contoh)', at: '2026-11-24T00:30:01.000Z' },
  });
  expect(nodeIn(trail, two)).toMatchObject({ state: 'sent', recallable: true });
  expect(trail.steps.filter(({ what }) => what === 'read')).toHaveLength(1);
});
