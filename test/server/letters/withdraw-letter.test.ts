import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxPage } from '../../../server/contract/letters.js';
import type { Verification } from '../../../server/contract/verification.js';
import type { LetterRow } from '../../../server/database/index.js';
import { readAll } from '../../../server/pdf/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { answer, enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { view } from '../../support/recorded-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

async function signedByHead(subject = 'Surat tugas pemasangan VSAT') {
  const letter = await outgoingLetter(made, ['head'], undefined, { subject });
  const { number, code } = await numbered(made, letter);
  expect((await signAs(made, 'head', letter.letterId, passphrase)).status).toBe(200);
  const { version } = await view(await made.as('head'), letter.letterId);
  return { letterId: letter.letterId, number, code, version };
}

interface Given {
  readonly reason?: string;
  readonly replacedBy?: string;
  readonly key?: string;
  readonly desk?: string;
}

async function withdraw(
  person: Person,
  { letterId, version }: { letterId: string; version: number },
  { reason = 'Salah alamat.', replacedBy, key, desk = ':desk' }: Given = {},
): Promise<Response> {
  const body = { reason, version, ...(replacedBy === undefined ? {} : { replacedBy }) };
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return (await made.as(person)).request(
    'POST',
    `/v1/desks/${desk}/letters/${letterId}/withdraw`,
    body,
    headers,
  );
}

const change = (letterId: string, values: Partial<LetterRow>) =>
  made.store.write((db) => db.updateTable('letters').set(values).where('id', '=', letterId).execute());
const setMode = (legal_mode: 'trial' | 'official') =>
  made.store.write((db) =>
    db.updateTable('tenants').set({ legal_mode }).where('tenant_id', '=', made.tenantId).execute(),
  );
const page = async (path: string) => (await (await made.app.request(path)).text()).replaceAll('<wbr>', '');
const heading = (html: string) => /<h1>([^<]*)<\/h1>/.exec(html)?.[1];

async function fileOf(letterId: string): Promise<Uint8Array<ArrayBuffer>> {
  const { document_sha256: sha256 } = await made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
  return new Uint8Array(await readAll(await made.office.documents.open(made.tenantId, sha256 ?? '')));
}

async function judged(bytes: Uint8Array<ArrayBuffer>, language = 'id'): Promise<Verification> {
  const headers = { 'accept-language': language };
  return answer<Verification>(
    await made.app.request('/v1/verifications', { method: 'POST', body: bytes, headers }),
  );
}

describe('a signed letter comes out of force', () => {
  test('by its signer, with a reason that every desk that has it reads, unread', async () => {
    const letter = await signedByHead();
    expect((await view(await made.as('head'), letter.letterId)).acts).toContain('withdraw');
    const before = await fileOf(letter.letterId);
    expect((await withdraw('head', letter)).status).toBe(200);
    const registrar = await made.as('registrar');
    const seen = await view(registrar, letter.letterId);
    expect(seen).toMatchObject({
      status: 'withdrawn',
      unread: true,
      acts: [],
      ended: { reason: 'Salah alamat.', by: 'Markus Wambrauw (contoh)', at: made.now().toISOString() },
    });
    expect(seen.ended).not.toHaveProperty('replacedBy');
    const rows = await answer<InboxPage>(
      await registrar.request('GET', '/v1/desks/:desk/inbox?filter=unread'),
    );
    expect(rows.rows.map(({ letterId }) => letterId)).toContain(letter.letterId);
    // Nothing about the file changes: what was signed stays signed.
    expect(Buffer.compare(await fileOf(letter.letterId), before)).toBe(0);
    const [fact] = await made.store.read((db) =>
      db
        .selectFrom('ledger')
        .selectAll()
        .where('subject', '=', letter.letterId)
        .orderBy('seq', 'desc')
        .execute(),
    );
    expect([fact?.kind, fact?.data, fact?.desk]).toEqual(['letter.withdrawn', '{}', made.desks.head]);
    const trail = await (
      await registrar.request('GET', `/v1/desks/:desk/letters/${letter.letterId}/trail`)
    ).json();
    expect((trail as { steps: { what: string }[] }).steps.at(-1)?.what).toBe('withdrawn');
  });

  test('by the registrar of its unit, for another letter, whose number everybody is told', async () => {
    const old = await signedByHead();
    const next = await signedByHead('Surat tugas pemasangan VSAT (perbaikan)');
    const { version } = await view(await made.as('registrar'), old.letterId);
    const given = { reason: 'Nama distrik keliru.', replacedBy: next.number, key: 'ganti-surat-ini-01' };
    const done = await answer(await withdraw('registrar', { ...old, version }, given));
    expect(await answer(await withdraw('registrar', { ...old, version }, given))).toEqual(done);
    expect(await view(await made.as('head'), old.letterId)).toMatchObject({
      status: 'replaced',
      ended: { replacedBy: next.number, reason: 'Nama distrik keliru.' },
    });
    expect((await view(await made.as('head'), next.letterId)).status).toBe('signed');

    await setMode('official');
    const html = await page(`/v/${old.code}`);
    expect(heading(html)).toBe('Asli, sudah dicabut');
    expect(html).toContain('tidak berlaku lagi sejak 24 November 2026');
    expect(html).toContain(`Penggantinya surat nomor <b>${next.number}</b>.`);
    expect(html).toContain('Alasan: Nama distrik keliru.');
    expect(await page(`/v/${old.code}?lang=en`)).toContain(
      `The letter numbered <b>${next.number}</b> takes its place.`,
    );
    expect(heading(await page(`/v/${next.code}`))).toBe('Asli');
    await setMode('trial');
    const practised = await page(`/v/${old.code}`);
    expect(heading(practised)).toBe('Uji coba, sudah dicabut');
    expect(practised).toContain(`Penggantinya surat nomor <b>${next.number}</b>.`);
  });
});

describe('whoever checks it hears of it at once', () => {
  test('by the file, by the code, and on the page without script', async () => {
    const old = await signedByHead();
    const next = await signedByHead('Penggantinya');
    const bytes = await fileOf(old.letterId);
    expect(await judged(bytes)).not.toHaveProperty('withdrawn');
    expect((await withdraw('head', old, { replacedBy: next.number })).status).toBe(200);

    const told = await judged(bytes);
    expect(told.report.verdict).toBe('intact');
    expect(told.withdrawn).toEqual({
      title: `Surat ini sudah diganti dengan surat nomor ${next.number}`,
      text: 'Tidak berlaku lagi sejak 24 November 2026, walaupun berkasnya asli. Alasan: Salah alamat.',
    });
    expect((await judged(bytes, 'en')).withdrawn?.title).toBe(
      `This letter was replaced by the one numbered ${next.number}`,
    );
    const byCode = await answer<Verification>(await made.app.request(`/v1/verifications/${old.code}`));
    expect(byCode.withdrawn).toEqual(told.withdrawn);
    expect(await judged(await fileOf(next.letterId))).not.toHaveProperty('withdrawn');

    const form = new FormData();
    form.set('file', new File([bytes], 'surat.pdf', { type: 'application/pdf' }));
    const html = await (await made.app.request('/verify', { method: 'POST', body: form })).text();
    expect(html).toContain(`Surat ini sudah diganti dengan surat nomor ${next.number}`);
    expect(html.indexOf('sudah diganti')).toBeLessThan(html.indexOf('class="verdict grey"'));
  });

  test('of a letter that is not shown openly only that', async () => {
    const letter = await signedByHead();
    await withdraw('head', letter, { reason: 'Rahasia bocor' });
    await change(letter.letterId, { sifat: 'terbatas' });
    const { withdrawn } = await answer<Verification>(
      await made.app.request(`/v1/verifications/${letter.code}`),
    );
    expect(withdrawn?.title).toBe('Surat ini sudah dicabut');
    const html = await page(`/v/${letter.code}`);
    expect(heading(html)).toBe('Uji coba, sudah dicabut');
    for (const text of [JSON.stringify(withdrawn), html])
      for (const fact of ['Rahasia bocor', 'November 2026', letter.number]) expect(text).not.toContain(fact);
  });

  test('of the letter in its place no number, where that one is not shown openly', async () => {
    const old = await signedByHead();
    const next = await signedByHead();
    await withdraw('head', old, { replacedBy: next.number });
    await change(next.letterId, { sifat: 'rahasia' });
    expect(await page(`/v/${old.code}`)).not.toContain(next.number);
    expect(JSON.stringify(await judged(await fileOf(old.letterId)))).not.toContain(next.number);
    // A portal may not show it either.
    expect((await view(await made.as('head'), old.letterId)).ended).not.toHaveProperty('replacedBy');
  });
});

describe('it stays in force', () => {
  test('where another desk asks: off the line, on it, a registrar of elsewhere, a helper', async () => {
    const letter = await signedByHead();
    for (const person of ['kabidOne', 'sekda', 'outsider', 'stranger'] as const)
      expect(await refusal(withdraw(person, letter))).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
    // A desk that has the letter is not enough, and neither is another unit's register.
    const onDesk = (position_id: string, id: string) =>
      made.store.write(async (db) => {
        const item = await db
          .selectFrom('desk_items')
          .selectAll()
          .where('letter_id', '=', letter.letterId)
          .executeTakeFirstOrThrow();
        await db
          .insertInto('desk_items')
          .values({ ...item, id, position_id, reason: 'copy', state: 'idle' })
          .execute();
      });
    await onDesk(made.desks.kabidOne, '01900000-0000-7000-8000-0000000000c1');
    await onDesk(made.desks.outsider, '01900000-0000-7000-8000-0000000000c2');
    await made.store.write((db) =>
      db.updateTable('positions').set({ is_registrar: 1 }).where('id', '=', made.desks.outsider).execute(),
    );
    for (const person of ['kabidOne', 'outsider'] as const) {
      expect((await view(await made.as(person), letter.letterId)).acts).not.toContain('withdraw');
      expect(await refusal(withdraw(person, letter))).toMatchObject({
        status: 403,
        code: 'withdraw-not-yours',
      });
    }
    await made.store.write((db) =>
      db
        .insertInto('secretary_rights')
        .values({
          tenant_id: made.tenantId,
          id: '01900000-0000-7000-8000-0000000000c3',
          position_id: made.desks.head,
          delegate_position_id: made.desks.kabidTwo,
          from_date: '2026-01-01',
          until_date: null,
        })
        .execute(),
    );
    expect(await refusal(withdraw('kabidTwo', letter, { desk: made.desks.head }))).toMatchObject({
      code: 'withdraw-not-yours',
    });
    expect((await view(await made.as('head'), letter.letterId)).status).toBe('signed');
  });

  test('without a reason, for an older version, and where the number is no signed letter of this desk', async () => {
    const letter = await signedByHead();
    expect(await refusal(withdraw('head', letter, { reason: '  ' }))).toMatchObject({
      code: 'request-invalid',
    });
    expect(await refusal(withdraw('head', { ...letter, version: letter.version - 1 }))).toMatchObject({
      code: 'letter-changed-meanwhile',
    });
    const unsigned = await numbered(made, await outgoingLetter(made, ['head']));
    const gone = await signedByHead();
    await withdraw('head', gone);
    const elsewhere = await signedByHead();
    await made.store.write((db) =>
      db.deleteFrom('desk_items').where('letter_id', '=', elsewhere.letterId).execute(),
    );
    for (const number of ['9/tidak/ada', letter.number, unsigned.number, gone.number, elsewhere.number])
      expect(await refusal(withdraw('head', letter, { replacedBy: number }))).toMatchObject({
        status: 422,
        code: 'replacement-unknown',
        params: { number },
      });
    expect((await view(await made.as('head'), letter.letterId)).status).toBe('signed');
  });

  test('before it is signed, and a second time', async () => {
    const waiting = await outgoingLetter(made, ['head']);
    const { version } = await numbered(made, waiting);
    expect(await refusal(withdraw('registrar', { letterId: waiting.letterId, version }))).toMatchObject({
      status: 409,
      code: 'letter-status-wrong',
    });
    const letter = await signedByHead();
    await withdraw('head', letter);
    const again = { ...letter, version: letter.version + 1 };
    expect(await refusal(withdraw('head', again))).toMatchObject({ code: 'letter-status-wrong' });
  });
});
