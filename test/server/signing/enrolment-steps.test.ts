import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOfficial } from '../../../server/signing/index.js';
import { accountName } from '../../../server/signing/enrol-account.js';
import { accountsOf, refuseAccount } from '../../../server/portals/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { refusal } from '../../support/outgoing-letter.js';
import { browserAt, phoneWith, secretOn } from '../../support/phone.js';

const passphrase = 'sagu bakar di tepi Tami 9';
const mark = { words: 'kasuari biru', picture: 2 };

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

async function browserOf(person: Person) {
  const { url } = await inviteOfficial(await made.commandScope(), made.officials[person], made.publicUrl);
  return browserAt(made, url);
}

const stepOn = (page: string) => /Langkah \d dari \d/.exec(page)?.[0];

async function kindsAbout(subject: string): Promise<string[]> {
  const rows = await made.store.read((db) =>
    db.selectFrom('ledger').select('kind').where('subject', '=', subject).orderBy('seq').execute(),
  );
  return rows.map(({ kind }) => kind);
}

describe('an enrolment', () => {
  test('goes through six steps, each once, and is found where it was left', async () => {
    const browser = await browserOf('head');
    const page = async () => (await browser.page()).text();
    expect(stepOn(await page())).toBe('Langkah 1 dari 6');
    expect((await browser.post('/mark', mark)).status).toBe(200);
    expect(stepOn(await page())).toBe('Langkah 2 dari 6');
    expect((await browser.post('', { passphrase })).status).toBe(201);
    const third = await page();
    expect(stepOn(third)).toBe('Langkah 3 dari 6');
    const phone = phoneWith(secretOn(third), () => made.now());
    expect((await browser.post('/factor', { code: phone.code() })).status).toBe(200);

    const fourth = await page();
    expect(stepOn(fourth)).toBe('Langkah 4 dari 6');
    const scope = await made.commandScope();
    const accounts = await accountsOf(scope, made.officials.head);
    expect(accounts.map(({ sub }) => sub).sort()).toEqual(['5', 'head']);
    for (const { sub, portal } of accounts) {
      expect(fourth).toContain(`<b>${sub}</b>`);
      expect(fourth).toContain(portal);
    }
    // One of them is not theirs: it is cut off at once, and its sessions with it.
    const seat = await made.as('head');
    expect((await seat.request('GET', '/v1/me')).status).toBe(200);
    const strange = accounts.find(({ sub }) => sub === '5');
    expect(await refusal(browser.post('/account', { refused: 'x y' }))).toMatchObject({
      code: 'request-invalid',
    });
    expect((await browser.post('/account', { refused: strange && accountName(strange) })).status).toBe(200);
    expect((await accountsOf(scope, made.officials.head)).map(({ sub }) => sub)).toEqual(['head']);
    expect(strange && (await refuseAccount(scope, made.officials.head, strange))).toBe(false);
    expect((await seat.request('GET', '/v1/me')).status).toBe(401);
    expect(stepOn(await page())).toBe('Langkah 4 dari 6');
    expect((await browser.post('/account', {})).headers.get('set-cookie')).toContain('__Host-noken-device=');
    expect(await refusal(browser.post('/account', {}))).toMatchObject({ code: 'enrolment-not-found' });

    expect(stepOn(await page())).toBe('Langkah 5 dari 6');
    expect(await refusal(browser.post('/trial', { passphrase }))).toMatchObject({ code: 'factor-needed' });
    const wrong = { passphrase: 'salah sama sekali', code: phone.code() };
    expect(await refusal(browser.post('/trial', wrong))).toMatchObject({ code: 'passphrase-wrong' });
    // The code of the third step is good for the same enrolment.
    const tried = await browser.post('/trial', { passphrase, code: phone.code() });
    const { verdict, picture } = (await tried.json()) as { verdict: string; picture: string };
    expect(verdict).toBe('intact');
    expect(Buffer.from(picture, 'base64').toString('latin1', 8, 12)).toBe('WEBP');
    expect(await refusal(browser.post('/trial', { passphrase }))).toMatchObject({
      code: 'enrolment-not-found',
    });
    const last = await page();
    expect(stepOn(last)).toBe('Langkah 6 dari 6');
    expect(last).toContain('Selanjutnya');
    const kinds = await kindsAbout(made.officials.head);
    expect(kinds.filter((kind) => !kind.startsWith('portal.'))).toEqual([
      ...['key.invited', 'mark.chosen', 'key.enrolled', 'factor.proved', 'factor.enrolled'],
      ...['device.known', 'factor.proved', 'factor.proved', 'enrolment.done'],
    ]);
    expect(await kindsAbout(made.portals.A.id)).toEqual(
      expect.arrayContaining(['account.refused', 'account.confirmed']),
    );
  }, 60_000);

  test('asks nothing of who has no account yet, and lets no stranger take a step', async () => {
    const browser = await browserOf('kabidTwo');
    await made.store.write((db) =>
      db.deleteFrom('portal_accounts').where('official_id', '=', made.officials.kabidTwo).execute(),
    );
    // Steps that show or confirm something want the browser that began.
    for (const step of ['/factor', '/account', '/trial'])
      expect(await refusal(browser.post(step, { code: '123456', passphrase }))).toMatchObject({
        code: 'enrolment-not-found',
      });
    expect((await browser.post('/mark', mark)).status).toBe(200);
    expect(await refusal(browser.post('/trial', { passphrase }))).toMatchObject({ code: 'key-missing' });
    expect((await browser.post('', { passphrase })).status).toBe(201);
    const phone = phoneWith(secretOn(await (await browser.page()).text()), () => made.now());
    await browser.post('/factor', { code: phone.code() });
    expect(await (await browser.page()).text()).toContain('Belum ada akun portal');
    const confirmed = await browser.post('/account', {});
    expect([confirmed.status, confirmed.headers.get('set-cookie')]).toEqual([200, null]);
  }, 60_000);

  test('speaks English as well, and is framed by nobody', async () => {
    const { url } = await inviteOfficial(await made.commandScope(), made.officials.sekda, made.publicUrl);
    const answer = await made.app.request(`${url.slice(made.publicUrl.length)}?lang=en`);
    expect(await answer.text()).toContain('Step 1 of 6');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  });
});
