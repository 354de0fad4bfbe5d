import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboxPage } from '../../../server/contract/letters.js';
import { changeDeskItems, putOnDesk } from '../../../server/letters/index.js';
import { writeDown } from '../../../server/ledger/index.js';
import { work } from '../../../server/tenants/index.js';
import { dispose, disposedLetter, endAt, readAt, recallAt, report } from '../../support/disposed-letter.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { record, upload, view } from '../../support/recorded-letter.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(() => made.close());

async function inbox(person: Person, query: Record<string, string> = {}): Promise<InboxPage> {
  const search = new URLSearchParams(query).toString();
  const answer = await (await made.as(person)).request('GET', `/v1/desks/:desk/inbox?${search}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as InboxPage;
}
const lies = (page: InboxPage) => page.rows.map(({ letterId, tab }) => [letterId, tab]);
const routed = (more: Record<string, unknown> = {}) => record(made, { routeTo: made.desks.head, ...more });
const close = async (letterId: string) => {
  const answer = await endAt(await made.as('head'), letterId, 'no-disposition');
  expect(answer.status, await answer.clone().text()).toBe(200);
};

describe('a search looks over the whole desk', () => {
  test('whatever the tab, and says where the letter lies', async () => {
    const { letterId } = await routed({ subject: 'Banjir di Yaffawa' });
    await routed({ subject: 'Hal lain' });
    expect(lies(await inbox('registrar', { q: 'yaffawa' }))).toEqual([[letterId, 'in']]);
    await upload(await made.as('registrar'), letterId);
    expect(lies(await inbox('registrar', { q: 'yaffawa' }))).toEqual([[letterId, 'sent']]);
    await close(letterId);
    for (const tab of ['in', 'disposition', 'sign', 'copy', 'sent', 'done']) {
      const page = await inbox('registrar', { tab, q: 'yaffawa' });
      expect(lies(page)).toEqual([[letterId, 'done']]);
      expect(page.total).toBe(1);
    }
    // Without words a tab shows what lies there, as before.
    for (const q of ['', '   ']) {
      const page = await inbox('registrar', { tab: 'in', q });
      expect(page.total).toBe(1);
      expect(page.rows.map(({ subject }) => subject)).toEqual(['Hal lain']);
    }
  });

  test('and a filter with it narrows it', async () => {
    const { letterId } = await routed({ subject: 'Banjir di Yaffawa' });
    const closed = await routed({ subject: 'Banjir di Towe' });
    await close(closed.letterId);
    expect((await inbox('head', { q: 'banjir' })).total).toBe(2);
    expect(lies(await inbox('head', { q: 'banjir', filter: 'unread' }))).toEqual([[letterId, 'in']]);
    expect(await inbox('head', { q: 'towe', filter: 'unread' })).toMatchObject({ rows: [], total: 0 });
  });

  test('in pages that neither lose nor repeat a letter', async () => {
    const known = new Set<string>();
    for (let at = 0; at < 33; at++) {
      const { letterId } = await routed({ subject: `Banjir ${at}` });
      known.add(letterId);
      if (at % 3 === 0) await close(letterId);
      made.setClock(1);
    }
    const first = await inbox('head', { q: 'banjir' });
    expect(first).toMatchObject({ total: 33 });
    expect(first.rows).toHaveLength(30);
    const second = await inbox('head', { q: 'banjir', cursor: first.cursor ?? '' });
    expect(second.cursor).toBeUndefined();
    const all = [...first.rows, ...second.rows];
    expect(all.map(({ arrivedAt }) => arrivedAt)).toEqual(
      all.map(({ arrivedAt }) => arrivedAt).sort((a, b) => (a < b ? 1 : -1)),
    );
    expect(all).toHaveLength(33);
    expect(new Set(all.map(({ letterId }) => letterId))).toEqual(known);
  });
});

describe('a letter with several rows on a desk', () => {
  test('is found once, by the row that still asks for something', async () => {
    const { letterId } = await routed({ subject: 'Banjir di Yaffawa' });
    const scope = await made.scopeOf('head');
    const positionId = made.desks.kabidOne;
    await work(scope, async (work) => {
      const item = { positionId, letterId, unread: false };
      await putOnDesk(work, scope, { ...item, reason: 'disposition', state: 'open', waitsFor: 'follow-up' });
      writeDown(work, scope, { kind: 'disposition.sent', subject: letterId });
    });
    made.setClock(1000);
    const later = await made.scopeOf('head');
    await work(later, async (work) => {
      await putOnDesk(work, later, { positionId, letterId, unread: false, reason: 'copy', state: 'idle' });
      writeDown(work, later, { kind: 'disposition.sent', subject: letterId });
    });
    const found = await inbox('kabidOne', { q: 'yaffawa' });
    expect(lies(found)).toEqual([[letterId, 'disposition']]);
    expect(found).toMatchObject({ total: 1, tabs: { disposition: 1, copy: 1 } });

    // Its work done, the copy is what is kept in sight; the delta moves the one row and takes none away.
    await work(later, async (work) => {
      await changeDeskItems(work, later, { letterId, positionId }, ({ reason }) => reason === 'disposition', {
        state: 'done',
        waits_for: null,
      });
      writeDown(work, later, { kind: 'disposition.followed-up', subject: letterId });
    });
    const delta = await inbox('kabidOne', { q: 'yaffawa', since: String(found.seq) });
    expect(lies(delta)).toEqual([[letterId, 'copy']]);
    expect(delta.rows[0]?.gone).toBe(false);
    expect(delta.total).toBe(1);
  });
});

describe('a delta of a search', () => {
  test('keeps a letter that went to another tab, and says where it lies now', async () => {
    const { letterId, one } = await disposedLetter(made);
    const kabid = await made.as('kabidOne');
    const q = (await view(kabid, letterId)).subject;
    const before = await inbox('kabidOne', { q });
    expect(lies(before)).toEqual([[letterId, 'disposition']]);
    await readAt(kabid, letterId);
    await report(kabid, letterId, one, true);
    const since = String(before.seq);
    const delta = await inbox('kabidOne', { q, since });
    expect(lies(delta)).toEqual([[letterId, 'done']]);
    expect(delta.rows[0]?.gone).toBe(false);
    // Its old tab was left all the same.
    expect((await inbox('kabidOne', { tab: 'disposition', since })).rows).toMatchObject([{ gone: true }]);
  });

  test('says that a recalled letter left, and it is not found again', async () => {
    const { letterId, one } = await disposedLetter(made);
    const q = (await view(await made.as('head'), letterId)).subject;
    const before = await inbox('kabidOne', { q });
    expect(before.total).toBe(1);
    expect((await recallAt(await made.as('head'), one)).status).toBe(200);
    const delta = await inbox('kabidOne', { q, since: String(before.seq) });
    expect(delta.rows).toMatchObject([{ letterId, gone: true }]);
    expect(delta.rows[0]?.tab).toBeUndefined();
    expect(JSON.stringify(delta.rows)).not.toContain(q);
    expect(delta.total).toBe(0);
    for (const words of [q, '1'])
      expect(await inbox('kabidOne', { q: words })).toMatchObject({ rows: [], total: 0 });
    // Sent once more it is there once, not with the row that was taken back.
    await dispose(made, 'head', letterId, { kabidOne: ['Tindak lanjuti'] });
    const again = await inbox('kabidOne', { q });
    expect(lies(again)).toEqual([[letterId, 'disposition']]);
    expect(again.total).toBe(1);
  });

  test('does not bring what does not match', async () => {
    const { seq } = await inbox('head', { q: 'yaffawa' });
    await routed({ subject: 'Hal lain' });
    const delta = await inbox('head', { q: 'yaffawa', since: String(seq) });
    expect(delta.rows.filter(({ gone }) => !gone)).toEqual([]);
    expect(delta.total).toBe(0);
  });
});

test('a desk that a letter has not reached does not find it', async () => {
  await routed({ subject: 'Banjir di Yaffawa' });
  for (const person of ['kabidTwo', 'sekda'] as const)
    for (const q of ['yaffawa', '1'])
      expect(await inbox(person, { q })).toMatchObject({ rows: [], total: 0 });
});

test('a restricted letter is found in a portal by its agenda number alone, also where it is finished', async () => {
  const { letterId } = await routed({
    subject: 'Pemeriksaan khusus',
    sender: 'Inspektorat',
    number: '700/1/INSP',
    sifat: 'rahasia',
  });
  const scope = await made.scopeOf('head');
  // It was closed at Noken's own place, since no portal may.
  await work(scope, async (work) => {
    await changeDeskItems(work, scope, { letterId }, () => true, { state: 'done', waits_for: null });
    writeDown(work, scope, { kind: 'letter.closed', subject: letterId });
  });
  for (const q of ['Pemeriksaan', 'Inspektorat', '700/1'])
    expect(await inbox('head', { q })).toMatchObject({ rows: [], total: 0 });
  const found = await inbox('head', { q: '1' });
  expect(found.rows).toMatchObject([{ letterId, tab: 'done', restricted: true, agenda: '1' }]);
  expect(JSON.stringify(found)).not.toContain('Pemeriksaan');
});
