import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOfficial } from '../../../server/signing/index.js';
import { demandFactors } from '../../../server/signing/demand-factors.js';
import { holdersOf } from '../../support/find-secret.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';
import { browserAt, enrolWithPhone, phoneWith, secretOn, type Phone } from '../../support/phone.js';

const mark = { words: 'kasuari biru', picture: 2 };
const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
let phone: Phone;
beforeAll(async () => {
  made = await madeOffice();
  phone = await enrolWithPhone(made, await linkFor('head'), passphrase);
  expect((await enrol(made, 'regent', passphrase)).status).toBe(201);
}, 120_000);
afterAll(() => made.close());

async function linkFor(person: Person): Promise<string> {
  return (await inviteOfficial(await made.commandScope(), made.officials[person], made.publicUrl)).url;
}

async function intentOf(person: Person): Promise<string> {
  const letter = await outgoingLetter(made, [person]);
  await numbered(made, letter);
  return (await signIntent(made, person, letter.letterId)).intentId;
}

const press = (intentId: string, code: string, words = passphrase) =>
  pressSign(made, intentId, words, { factor: { kind: 'totp', code } });

async function factorOf(person: Person) {
  return made.store.read((db) =>
    db
      .selectFrom('second_factors')
      .selectAll()
      .where('official_id', '=', made.officials[person])
      .where('retired_at', 'is', null)
      .executeTakeFirstOrThrow(),
  );
}

async function kindsAbout(person: Person): Promise<string[]> {
  const rows = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('kind')
      .where('subject', '=', made.officials[person])
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ kind }) => kind);
}

describe('who has enrolled a phone', () => {
  test('is asked for a code, and signs with passphrase and code', async () => {
    const intentId = await intentOf('head');
    const shown = await preflightOf(made, intentId);
    expect(shown).toMatchObject({ signable: true, factor: { kinds: ['totp'], triesLeft: 5 } });
    expect(shown.checks.map(({ check }) => check)).toContain('factor');
    const signed = await press(intentId, phone.code());
    expect(await signed.json()).toMatchObject({ state: 'signed', verdict: 'intact' });
    expect(await kindsAbout('head')).toEqual(expect.arrayContaining(['factor.enrolled', 'factor.proved']));
    made.setClock(30_000);
  });

  test('signs nothing without one, or with one that cannot be one, and no try is taken', async () => {
    const intentId = await intentOf('head');
    expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({
      status: 403,
      code: 'factor-needed',
    });
    expect(await refusal(press(intentId, '12 34'))).toMatchObject({ code: 'factor-needed' });
    expect((await factorOf('head')).tries).toBe(0);
    expect((await preflightOf(made, intentId)).state).toBe('open');
  });

  test('has a stolen passphrase of no use: it is not even looked at', async () => {
    const intentId = await intentOf('head');
    expect(await refusal(press(intentId, wrongCode(), 'salah sama sekali'))).toMatchObject({
      status: 403,
      code: 'factor-wrong',
      params: { left: 4 },
    });
    expect(await preflightOf(made, intentId)).toMatchObject({ triesLeft: 5, factor: { triesLeft: 4 } });
    // The right code gives the tries back, whatever the passphrase is.
    expect(await refusal(press(intentId, phone.code(), 'salah sama sekali'))).toMatchObject({
      code: 'passphrase-wrong',
    });
    expect((await preflightOf(made, intentId)).factor?.triesLeft).toBe(5);
    // A code is good for one act, and a wrong passphrase does not make the official wait for the next.
    expect((await press(intentId, phone.code())).status).toBe(200);
    const other = await intentOf('head');
    expect(await refusal(press(other, phone.code()))).toMatchObject({ code: 'factor-wrong' });
    made.setClock(30_000);
    expect((await press(other, phone.code())).status).toBe(200);
    made.setClock(30_000);
  });

  test('may have a clock that is half a minute off, and no more', async () => {
    const early = await intentOf('head');
    expect((await press(early, phone.code(1))).status).toBe(200);
    // What lies before the code that was taken is over, though the clock would still allow it.
    const late = await intentOf('head');
    expect(await refusal(press(late, phone.code(0)))).toMatchObject({ code: 'factor-wrong' });
    made.setClock(90_000);
    expect(await refusal(press(late, phone.code(2)))).toMatchObject({ code: 'factor-wrong' });
    expect((await press(late, phone.code(-1))).status).toBe(200);
    made.setClock(90_000);
  });

  test('takes one code once, though two intents give it at the same instant', async () => {
    const intents = [await intentOf('head'), await intentOf('head')];
    const answers = await Promise.all(intents.map((intentId) => press(intentId, phone.code())));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    made.setClock(60_000);
    expect((await press(await intentOf('head'), phone.code())).status).toBe(200);
    made.setClock(60_000);
  });
});

describe('wrong codes', () => {
  test('lock after five, all at once too, for longer each time; the right one is not looked at meanwhile', async () => {
    const intentId = await intentOf('head');
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => refusal(press(intentId, wrongCode()))),
    );
    const codes = answers.map(({ code }) => code).sort();
    expect(codes).toEqual([
      ...Array<string>(8).fill('factor-locked'),
      ...Array<string>(4).fill('factor-wrong'),
    ]);
    expect((await factorOf('head')).tries).toBe(5);
    const locked = await refusal(press(intentId, phone.code()));
    // The preflight says it first, so nothing was tried.
    expect(locked).toMatchObject({
      status: 423,
      code: 'factor-locked',
      params: { who: 'admin Noken Kabupaten Keerom (uji)' },
    });
    expect(locked.params['until']).toMatch(/^24 Nov 2026, \d\d\.\d\d WIT$/);
    expect(await preflightOf(made, intentId)).toMatchObject({ signable: false, factor: { triesLeft: 0 } });
    expect((await kindsAbout('head')).filter((kind) => kind === 'factor.locked')).toHaveLength(1);

    // Five minutes later one more try is there, and a wrong one costs a quarter of an hour.
    made.setClock(5 * 60_000 + 1000);
    const second = await intentOf('head');
    expect(await refusal(press(second, wrongCode()))).toMatchObject({ code: 'factor-locked' });
    made.setClock(14 * 60_000);
    expect(await refusal(press(await intentOf('head'), phone.code()))).toMatchObject({
      code: 'factor-locked',
    });
    made.setClock(60_000 + 1000);
    expect((await press(await intentOf('head'), phone.code())).status).toBe(200);
    expect(await factorOf('head')).toMatchObject({ tries: 0, locked_until: null });
    made.setClock(60_000);
  });
});

describe('who has enrolled none', () => {
  test('signs by passphrase alone until the tenant demands more', async () => {
    const shown = await preflightOf(made, await intentOf('regent'));
    expect(shown.factor).toBeUndefined();
    expect(shown.signable).toBe(true);
  });

  test('signs nothing while the tenant demands a second factor', async () => {
    const scope = await made.commandScope();
    expect(await demandFactors(scope, true)).toBe(true);
    expect(await demandFactors(scope, true)).toBe(false);
    const intentId = await intentOf('regent');
    expect(await preflightOf(made, intentId)).toMatchObject({
      signable: false,
      factor: { kinds: [] },
      checks: expect.arrayContaining([expect.objectContaining({ check: 'factor', code: 'factor-missing' })]),
    });
    expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({
      status: 403,
      code: 'factor-missing',
      params: { who: 'admin Noken Kabupaten Keerom (uji)' },
    });
    expect(await demandFactors(scope, false)).toBe(true);
    expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
    const mine = await made.scopeOf('head');
    await expect(demandFactors(mine, true)).rejects.toMatchObject({ code: 'grant-missing' });
  });
});

describe('enrolling a phone', () => {
  test('shows QR code and key to the browser that began, and to no other', async () => {
    const url = await linkFor('sekda');
    const browser = browserAt(made, url);
    expect(secretOn(await (await browser.page()).text())).toBe('');
    expect((await browser.post('/mark', mark)).status).toBe(200);
    expect((await browser.post('', { passphrase })).status).toBe(201);
    expect(browser.cookie).toMatch(/^__Host-noken-enrolment=[\w-]{43}$/);
    const page = await (await browser.page()).text();
    expect(page).toContain('Langkah 3 dari 6');
    expect(page).toContain('<svg class="qr"');
    expect(page).toMatch(
      /href="otpauth:\/\/totp\/Noken%20Kabupaten%20Keerom%20\(uji\):[^"]*&amp;digits=6&amp;period=30"/,
    );
    expect(secretOn(page).replace(/ /g, '')).toMatch(/^[A-Z2-7]{32}$/);
    // The same secret when the page comes again: the phone may have it already.
    expect(secretOn(await (await browser.page()).text())).toBe(secretOn(page));
    const finder = browserAt(made, url);
    expect((await finder.page()).status).toBe(404);
    expect(await refusal(finder.post('/factor', { code: '123456' }))).toMatchObject({
      code: 'enrolment-not-found',
    });

    const phone = phoneWith(secretOn(page), () => made.now());
    expect(await refusal(browser.post('/factor', { code: wrongCode() }))).toMatchObject({
      code: 'factor-wrong',
      params: { left: 4 },
    });
    expect((await browser.post('/factor', { code: phone.code() })).status).toBe(200);
    expect(await (await browser.page()).text()).toContain('Langkah 4 dari 6');
    expect(await refusal(browser.post('/factor', { code: phone.code(1) }))).toMatchObject({
      code: 'enrolment-not-found',
    });
  });

  test('is not undone by a link: a new key is made only with a code of the phone that there is', async () => {
    const browser = browserAt(made, await linkFor('head'));
    expect((await browser.post('/mark', mark)).status).toBe(200);
    expect(await (await browser.page()).text()).toContain('Tautan saja tidak cukup');
    expect(await refusal(browser.post('', { passphrase }))).toMatchObject({ code: 'factor-needed' });
    expect(await refusal(browser.post('', { passphrase, code: wrongCode() }))).toMatchObject({
      code: 'factor-wrong',
    });
    made.setClock(60_000);
    expect((await browser.post('', { passphrase, code: phone.code() })).status).toBe(201);
    // It was proved, so no phone is enrolled anew.
    expect(await (await browser.page()).text()).toContain('Langkah 4 dari 6');
    made.setClock(60_000);
    expect((await press(await intentOf('head'), phone.code())).status).toBe(200);
  });
});

test('neither secret nor code is found in a file, page of the database, or log', async () => {
  const rows = await made.store.read((db) => db.selectFrom('second_factors').selectAll().execute());
  expect(rows.length).toBeGreaterThan(1);
  const browser = browserAt(made, await linkFor('outsider'));
  await browser.post('/mark', mark);
  await browser.post('', { passphrase: randomBytes(12).toString('hex') });
  const typed = secretOn(await (await browser.page()).text()).replace(/ /g, '');
  expect(typed).toHaveLength(32);
  expect(await holdersOf(typed, made.folder, { log: made.logged.join('\n') })).toEqual([]);
});

/** Six digits that are no code of any phone here: it is checked by the refusal. */
function wrongCode(): string {
  const right = [-1, 0, 1].map((later) => phone.code(later));
  return ['000001', '000002', '000003', '000004'].find((code) => !right.includes(code)) ?? '';
}
