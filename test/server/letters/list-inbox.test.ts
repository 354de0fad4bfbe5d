import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { InboxPage } from '../../../server/contract/letters.js';
import { changeDeskItems, putOnDesk, touchLetter } from '../../../server/letters/index.js';
import { writeDown } from '../../../server/ledger/index.js';
import { work } from '../../../server/tenants/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { codeOf, record, upload } from '../../support/recorded-letter.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(async () => {
  await made.close();
});

async function inbox(person: Person, query: Record<string, string> = {}): Promise<InboxPage> {
  const search = new URLSearchParams(query).toString();
  const answer = await (await made.as(person)).request('GET', `/v1/desks/:desk/inbox?${search}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as InboxPage;
}
const subjects = (page: InboxPage) => page.rows.map(({ subject }) => subject);
const routed = (more: Record<string, unknown>) => record(made, { routeTo: made.desks.head, ...more });

describe('the search box', () => {
  beforeEach(async () => {
    await routed({
      subject: 'Laporan realisasi 100% belanja',
      number: '900.1/87/BPKAD/2026',
      sender: 'BPKAD',
    });
    await routed({
      subject: 'Laporan realisasi 1000 belanja',
      number: '900.1/88/BPKAD/2026',
      sender: 'BPKAD',
    });
    await routed({ subject: 'Rapat data_desa', number: 'X_1', sender: 'Distrik Arso' });
    await routed({ subject: 'Rapat dataXdesa', number: 'XY1', sender: 'Distrik Waris' });
  });

  test('takes % and _ for the signs that they are', async () => {
    expect(subjects(await inbox('head', { q: '100%' }))).toEqual(['Laporan realisasi 100% belanja']);
    expect(subjects(await inbox('head', { q: 'data_desa' }))).toEqual(['Rapat data_desa']);
    expect(subjects(await inbox('head', { q: '\\' }))).toEqual([]);
    expect(subjects(await inbox('head', { q: "' or 1=1 --" }))).toEqual([]);
  });

  test('finds all words over subject, number, sender and agenda, in any case', async () => {
    expect(subjects(await inbox('head', { q: 'RAPAT waris' }))).toEqual(['Rapat dataXdesa']);
    expect(subjects(await inbox('head', { q: 'bpkad/2026 900.1/88' }))).toEqual([
      'Laporan realisasi 1000 belanja',
    ]);
    expect(subjects(await inbox('head', { q: '3' }))).toContain('Rapat data_desa');
    const none = await inbox('head', { q: 'rapat bpkad' });
    expect(none).toMatchObject({ rows: [], total: 0 });
    expect(none.tabs.in).toBe(4);
  });

  test('refuses a hundred and one letters of question', async () => {
    const answer = await (await made.as('head')).request('GET', `/v1/desks/:desk/inbox?q=${'a'.repeat(101)}`);
    expect(await codeOf(answer)).toBe('request-invalid');
  });
});

test('comes in pages that neither lose nor repeat a letter, also while new ones arrive', async () => {
  for (let i = 0; i < 65; i++) {
    await routed({ subject: `Surat ${i}` });
    // Several in one millisecond, as a real clock has them.
    if (i % 3 === 0) made.setClock(1);
  }
  const first = await inbox('head');
  expect(first.rows).toHaveLength(30);
  expect(first.total).toBe(65);
  await routed({ subject: 'Baru datang' });
  const second = await inbox('head', { cursor: first.cursor ?? '' });
  const third = await inbox('head', { cursor: second.cursor ?? '' });
  expect(third.cursor).toBeUndefined();
  const all = [first, second, third].flatMap(({ rows }) => rows.map(({ letterId }) => letterId));
  expect(all).toHaveLength(65);
  expect(new Set(all).size).toBe(65);
  const answer = await (await made.as('head')).request('GET', '/v1/desks/:desk/inbox?cursor=bukan');
  expect(await codeOf(answer)).toBe('request-invalid');
});

describe('a delta', () => {
  test('brings what changed and nothing else', async () => {
    const one = await routed({ subject: 'Pertama' });
    await routed({ subject: 'Kedua' });
    const before = await inbox('head');
    expect((await inbox('head', { since: String(before.seq) })).rows).toEqual([]);
    await upload(await made.as('registrar'), one.letterId);
    const delta = await inbox('head', { since: String(before.seq) });
    expect(delta.rows).toMatchObject([{ letterId: one.letterId, hasFile: true, gone: false }]);
    expect(delta.seq).toBeGreaterThan(before.seq);
    expect((await inbox('head', { since: String(delta.seq) })).rows).toEqual([]);
  });

  test('says that a letter left the desk, and no more of it', async () => {
    const { letterId, version } = await routed({ subject: 'Salah alamat' });
    const before = await inbox('head');
    const to = { to: made.desks.sekda, version };
    await (await made.as('registrar')).request('POST', `/v1/desks/:desk/letters/${letterId}/route`, to);
    const delta = await inbox('head', { since: String(before.seq) });
    expect(delta.rows).toMatchObject([{ letterId, gone: true }]);
    expect(JSON.stringify(delta.rows)).not.toContain('Salah alamat');
    expect(delta.counters).toMatchObject({ unread: 0, open: 0 });
    expect(delta.tabs.in).toBe(0);
  });

  test('says in one tab that a letter went to another', async () => {
    const { letterId } = await routed({});
    const before = await inbox('registrar');
    expect(before.rows.map((row) => row.letterId)).toEqual([letterId]);
    await upload(await made.as('registrar'), letterId);
    const since = String(before.seq);
    expect((await inbox('registrar', { since })).rows).toMatchObject([{ letterId, gone: true }]);
    expect((await inbox('registrar', { since, tab: 'sent' })).rows).toMatchObject([
      { letterId, gone: false },
    ]);
  });

  test('too long for one answer is complete in the next', async () => {
    for (let i = 0; i < 130; i++) await routed({ subject: `Surat ${i}` });
    const found = new Set<string>();
    let since = 0;
    for (let asked = 0; asked < 3; asked++) {
      const delta = await inbox('head', { since: String(since) });
      delta.rows.forEach(({ letterId }) => found.add(letterId));
      since = delta.seq;
    }
    expect(found.size).toBe(130);
  });
});

test('shows a letter once, however many rows a desk has for it', async () => {
  const { letterId } = await routed({});
  const scope = await made.scopeOf('head');
  await work(scope, async (work) => {
    const item = { positionId: made.desks.kabidOne, letterId, unread: true };
    await putOnDesk(work, scope, { ...item, reason: 'disposition', state: 'open', waitsFor: 'follow-up' });
    await putOnDesk(work, scope, {
      ...item,
      reason: 'disposition',
      state: 'open',
      waitsFor: 'follow-up',
      unread: false,
    });
    await putOnDesk(work, scope, { ...item, reason: 'copy', state: 'idle' });
    writeDown(work, scope, { kind: 'disposition.sent', subject: letterId });
  });
  const page = await inbox('kabidOne', { tab: 'disposition' });
  expect(page.rows).toHaveLength(1);
  expect(page.total).toBe(1);
  expect(page.tabs).toMatchObject({ disposition: 1, copy: 1, in: 0 });
  expect(page.counters).toMatchObject({ unread: 2, open: 2 });
  const unread = await inbox('kabidOne', { tab: 'disposition', filter: 'unread' });
  expect(unread.rows).toMatchObject([{ letterId, unread: true }]);
});

test('counts what is due and late in working days of the office, and filters by it', async () => {
  const due = async (date: string, subject: string) => {
    const { letterId } = await routed({ subject });
    const scope = await made.scopeOf('head');
    await work(scope, async (work) => {
      await changeDeskItems(work, scope, { letterId }, ({ reason }) => reason === 'route', { due: date });
      await touchLetter(work, scope, letterId);
      writeDown(work, scope, { kind: 'letter.read', subject: letterId });
    });
  };
  await due('2026-11-20', 'Jumat lalu');
  await due('2026-11-24', 'Hari ini');
  await due('2026-11-27', 'Jumat ini');
  // Tuesday 24 November.
  expect((await inbox('head')).counters).toMatchObject({ dueToday: 1, late: 1 });
  const late = await inbox('head', { filter: 'late' });
  expect(late.rows).toMatchObject([{ subject: 'Jumat lalu', due: '2026-11-20', lateDays: 2 }]);
  expect(subjects(await inbox('head', { filter: 'due-today' }))).toEqual(['Hari ini']);
  // Saturday: what was due on Friday is past, and not late before Monday.
  made.setClock('2026-11-28T03:00:00.000Z');
  expect((await inbox('head')).counters).toMatchObject({ dueToday: 0, late: 2 });
  expect(subjects(await inbox('head', { filter: 'late' })).sort()).toEqual(['Hari ini', 'Jumat lalu']);
  // Christmas is a holiday here.
  made.setClock('2026-12-25T03:00:00.000Z');
  await due('2026-12-24', 'Sebelum Natal');
  expect((await inbox('head')).counters.late).toBe(3);
});

test('a restricted letter shows its agenda number in a portal and nothing else, and is found by nothing else', async () => {
  await routed({
    subject: 'Pemeriksaan khusus',
    sender: 'Inspektorat',
    number: '700/1/INSP',
    sifat: 'rahasia',
  });
  const page = await inbox('head');
  const [row] = page.rows;
  expect(row).toMatchObject({ restricted: true, agenda: '1', sifat: 'rahasia', unread: true });
  const text = JSON.stringify(page);
  for (const secret of ['Pemeriksaan', 'Inspektorat', '700/1']) expect(text).not.toContain(secret);
  for (const q of ['Pemeriksaan', 'Inspektorat', '700/1']) expect((await inbox('head', { q })).total).toBe(0);
  expect((await inbox('head', { q: '1' })).total).toBe(1);
  const head = await made.as('head');
  const opened = await head.request('GET', `/v1/desks/:desk/letters/${row?.letterId}`);
  expect(await codeOf(opened)).toBe('restricted-in-portal');
});

test('an answer that says the same costs a reader nothing', async () => {
  await routed({});
  const head = await made.as('head');
  const first = await head.request('GET', '/v1/desks/:desk/inbox');
  made.setClock(1_000);
  const etag = first.headers.get('etag') ?? '';
  const again = await head.request('GET', '/v1/desks/:desk/inbox', undefined, { 'if-none-match': etag });
  expect(again.status).toBe(304);
  await routed({});
  const changed = await head.request('GET', '/v1/desks/:desk/inbox', undefined, { 'if-none-match': etag });
  expect(changed.status).toBe(200);
});
