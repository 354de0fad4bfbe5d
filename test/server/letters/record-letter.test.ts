import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Duplicate, InboxPage, LetterChoices, Recorded } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { letterPdf } from '../../support/letter-pdf.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { codeOf, letterInput, record, upload, view } from '../../support/recorded-letter.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(async () => {
  await made.close();
});

const letters = '/v1/desks/:desk/letters';

async function inbox(person: Parameters<MadeOffice['as']>[0], query = ''): Promise<InboxPage> {
  const answer = await (await made.as(person)).request('GET', `/v1/desks/:desk/inbox${query}`);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as InboxPage;
}

describe('a letter comes in', () => {
  test('has its agenda number before its file, and both desks see the same letter', async () => {
    const recorded = await record(made, { routeTo: made.desks.head });
    expect(recorded.agenda).toEqual({ number: 1, year: 2026, unit: 'Dinas Komunikasi dan Informatika' });

    const registrar = await made.as('registrar');
    const before = await view(registrar, recorded.letterId);
    expect(before).toMatchObject({ status: 'routed', files: [], acts: ['upload', 'route', 'reply'] });
    expect(before.file).toBeUndefined();

    const pdf = letterPdf({ pages: 3 });
    const answer = await upload(registrar, recorded.letterId, pdf);
    expect(answer.status, await answer.clone().text()).toBe(200);

    const head = await made.as('head');
    const seen = await view(head, recorded.letterId);
    expect(seen.file).toMatchObject({
      name: 'surat.pdf',
      size: pdf.length,
      pages: 3,
      signatures: 0,
      role: 'original',
    });
    expect(seen.acts).toEqual(['dispose', 'no-disposition', 'reply']);
    expect(seen.unread).toBe(true);
    expect(seen.agenda?.number).toBe(1);

    const read = await head.request(
      'GET',
      `${letters}/${recorded.letterId}/documents/${seen.file?.documentId}`,
    );
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(new Uint8Array(pdf));
  });

  test('stands on the head’s list as unread, and among what the registrar has passed on', async () => {
    const { letterId } = await record(made, { routeTo: made.desks.head });
    await upload(await made.as('registrar'), letterId);
    const head = await inbox('head');
    expect(head.counters).toEqual({ unread: 1, sign: 0, dueToday: 0, late: 0, open: 1 });
    expect(head.rows).toHaveLength(1);
    expect(head.rows[0]).toMatchObject({
      letterId,
      reason: 'route',
      waitsFor: 'disposition',
      unread: true,
      hasFile: true,
      agenda: '1',
    });
    const registrar = await inbox('registrar', '?tab=sent');
    expect(registrar.rows.map((row) => row.letterId)).toEqual([letterId]);
    expect((await inbox('registrar')).rows).toEqual([]);
  });

  test('is recorded first and routed later', async () => {
    const { letterId, version } = await record(made);
    const registrar = await made.as('registrar');
    expect((await inbox('head')).rows).toEqual([]);
    const to = { to: made.desks.head, version };
    const answer = await registrar.request('POST', `${letters}/${letterId}/route`, to);
    expect(answer.status, await answer.clone().text()).toBe(200);
    expect(await answer.json()).toEqual({ version: version + 1 });
    expect((await inbox('head')).rows).toHaveLength(1);
    const scope = await made.scopeOf('registrar');
    const facts = await factsAbout(scope, letterId);
    expect(facts.map((fact) => fact.kind)).toEqual(['letter.recorded', 'letter.routed']);
    expect(facts.map((fact) => fact.desk)).toEqual([made.desks.registrar, made.desks.registrar]);
  });

  test('put before the wrong head is put before another, and leaves the first desk', async () => {
    const { letterId, version } = await record(made, { routeTo: made.desks.head });
    const registrar = await made.as('registrar');
    const again = { to: made.desks.head, version };
    const same = await registrar.request('POST', `${letters}/${letterId}/route`, again);
    expect(await codeOf(same)).toBe('letter-status-wrong');
    const other = { to: made.desks.sekda, version };
    expect((await registrar.request('POST', `${letters}/${letterId}/route`, other)).status).toBe(200);
    const gone = await (await made.as('head')).request('GET', `${letters}/${letterId}`);
    expect(await codeOf(gone)).toBe('letter-not-found');
    expect((await inbox('head')).counters.unread).toBe(0);
    expect((await view(await made.as('sekda'), letterId)).id).toBe(letterId);
  });
});

describe('recording refuses', () => {
  const refused = async (person: Parameters<MadeOffice['as']>[0], more: Record<string, unknown>) =>
    codeOf(await (await made.as(person)).request('POST', letters, letterInput(made, more)));

  test('a desk that keeps no register', async () => {
    expect(await refused('head', {})).toBe('not-registrar');
  });

  test('kinds, codes, heads and dates that cannot be', async () => {
    const unknown = made.desks.registrar;
    expect(await refused('registrar', { kindId: unknown })).toBe('kind-unknown');
    expect(await refused('registrar', { classification: '999.9' })).toBe('classification-unknown');
    expect(await refused('registrar', { routeTo: unknown })).toBe('position-unknown');
    expect(await refused('registrar', { routeTo: made.desks.kabidOne })).toBe('position-unknown');
    expect(await refused('registrar', { receivedDate: '2026-11-25' })).toBe('request-invalid');
    expect(await refused('registrar', { letterDate: '2026-11-24', receivedDate: '2026-11-23' })).toBe(
      'request-invalid',
    );
    expect(await refused('registrar', { subject: ' ' })).toBe('request-invalid');
    expect((await inbox('registrar')).rows).toEqual([]);
    expect((await record(made)).agenda.number).toBe(1);
  });

  test('the same paper twice, however it is typed, and takes it when told that it is another', async () => {
    await record(made, { number: '500.12/19/MNM/2026', sender: 'Distrik Mannem (contoh)' });
    const typed = { number: ' 500.12 / 19 / mnm / 2026', sender: 'DISTRIK  MANNEM, contoh' };
    const registrar = await made.as('registrar');
    const answer = await registrar.request('POST', letters, letterInput(made, typed));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'letter-duplicate', params: { agenda: 1 } });

    const query = new URLSearchParams(typed).toString();
    const found = await registrar.request('GET', `/v1/desks/:desk/duplicates?${query}`);
    expect((await found.json()) as Duplicate[]).toMatchObject([{ agenda: 1, match: 'number-and-sender' }]);

    expect((await record(made, { ...typed, evenIfDuplicate: true })).agenda.number).toBe(2);
    expect((await record(made, { ...typed, sender: 'Distrik Waris (contoh)' })).agenda.number).toBe(3);
  });

  test('a duplicate search by a desk that keeps no register, or without a question', async () => {
    const head = await made.as('head');
    expect(await codeOf(await head.request('GET', '/v1/desks/:desk/duplicates?number=1&sender=a'))).toBe(
      'not-registrar',
    );
    const registrar = await made.as('registrar');
    expect(await codeOf(await registrar.request('GET', '/v1/desks/:desk/duplicates?number=1'))).toBe(
      'request-invalid',
    );
  });

  test('routing by whoever did not record it, an old version, and what is no head of this register', async () => {
    const { letterId, version } = await record(made, { routeTo: made.desks.head });
    const path = `${letters}/${letterId}/route`;
    const head = await made.as('head');
    expect(await codeOf(await head.request('POST', path, { to: made.desks.sekda, version }))).toBe(
      'not-registrar',
    );
    const registrar = await made.as('registrar');
    const late = await registrar.request('POST', path, { to: made.desks.sekda, version: 7 });
    expect(await late.json()).toMatchObject({
      code: 'letter-changed-meanwhile',
      params: { by: 'Yuliana Sroyer (contoh)' },
    });
    const nobody = await registrar.request('POST', path, { to: made.desks.outsider, version });
    expect(await codeOf(nobody)).toBe('position-unknown');
  });
});

describe('sent twice or by two', () => {
  test('the same key gives one letter, with another body it is refused', async () => {
    const body = letterInput(made);
    const registrar = await made.as('registrar');
    const key = { 'idempotency-key': 'kunci-yang-sama-1' };
    const first = (await (await registrar.request('POST', letters, body, key)).json()) as Recorded;
    const second = (await (await registrar.request('POST', letters, body, key)).json()) as Recorded;
    expect(second).toEqual(first);
    expect((await inbox('registrar')).total).toBe(1);
    const other = await registrar.request('POST', letters, { ...body, subject: 'Lain' }, key);
    expect(await codeOf(other)).toBe('idempotency-key-reused');
    const odd = await registrar.request('POST', letters, body, { 'idempotency-key': 'pendek' });
    expect(await codeOf(odd)).toBe('request-invalid');
  });

  test('two registrars at once: one letter, one told of the other', async () => {
    const registrar = await made.as('registrar');
    const body = letterInput(made);
    const answers = await Promise.all([1, 2].map(() => registrar.request('POST', letters, body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  test('twenty at once have twenty agenda numbers', async () => {
    const recorded = await Promise.all(Array.from({ length: 20 }, () => record(made)));
    expect(recorded.map(({ agenda }) => agenda.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  test('two route at once: one does, the other is told who', async () => {
    const { letterId, version } = await record(made);
    const registrar = await made.as('registrar');
    const answers = await Promise.all(
      [made.desks.head, made.desks.sekda].map((to) =>
        registrar.request('POST', `${letters}/${letterId}/route`, { to, version }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

test('the form of a register offers kinds, heads nearest first, and who wrote before', async () => {
  await record(made, { routeTo: made.desks.sekda, sender: 'Distrik Waris (contoh)' });
  await record(made, { sifat: 'rahasia', sender: 'Pengirim rahasia (contoh)' });
  const registrar = await made.as('registrar');
  const answer = await registrar.request('GET', '/v1/desks/:desk/letter-choices');
  const choices = (await answer.json()) as LetterChoices;
  expect(choices.kinds.map(({ direction }) => direction)).toEqual(['incoming', 'both']);
  // Routed to before comes first; then the unit's own head.
  expect(choices.routes.map(({ id }) => id)).toEqual([made.desks.sekda, made.desks.head, made.desks.regent]);
  expect(choices.signers.map(({ id }) => id)).toEqual([made.desks.head, made.desks.sekda, made.desks.regent]);
  expect(choices.senders).toEqual(['Distrik Waris (contoh)']);
  expect(choices.maxFileSize).toBe(50 * 1024 * 1024);
  expect(choices.classifications).toHaveLength(1);
});
