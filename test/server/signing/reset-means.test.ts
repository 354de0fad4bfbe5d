import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askReset, confirmReset, inviteOfficial } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import { enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { browserAt, enrolWithPhone, phoneWith, secretOn, type Phone } from '../../support/phone.js';

const passphrase = 'sagu bakar di tepi Tami 9';
const mark = { words: 'kasuari biru', picture: 2 };

let made: MadeOffice;
const phones = {} as Record<'registrar' | 'sekda' | 'head', Phone>;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['registrar', 'sekda', 'head'] as const)
    phones[person] = await enrolWithPhone(made, await linkFor(person), passphrase);
}, 120_000);
afterAll(() => made.close());

async function linkFor(person: Person, purpose?: 'factor'): Promise<string> {
  const scope = await made.commandScope();
  return (await inviteOfficial(scope, made.officials[person], made.publicUrl, purpose)).url;
}

/** Somebody proved by a fresh code of their phone. */
const by = (person: 'registrar' | 'sekda' | 'head') => {
  made.setClock(60_000);
  return { officialId: made.officials[person], code: phones[person].code() };
};

async function ask(what: 'factor' | 'passphrase' | 'lock', who: 'registrar' | 'head' = 'registrar') {
  const proved = by(who);
  const about = { officialId: made.officials.head, what, reason: 'ponsel jatuh ke laut' };
  return askReset(await made.commandScope(), made.office, about, proved);
}

async function confirm(id: string, who: 'registrar' | 'sekda' | 'head') {
  const proved = by(who);
  return confirmReset(await made.commandScope(), made.office, id, proved);
}

async function factsAbout(kind: string): Promise<unknown[]> {
  const rows = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('data')
      .where('kind', '=', kind as never)
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ data }) => JSON.parse(data) as unknown);
}

describe('a reset', () => {
  test('takes two people, neither the official, each with a code of their own phone', async () => {
    await expect(ask('factor', 'head')).rejects.toMatchObject({ code: 'reset-same-person' });
    const stolen = { officialId: made.officials.registrar, code: '000000' };
    const about = { officialId: made.officials.head, what: 'factor', reason: 'x' } as const;
    await expect(askReset(await made.commandScope(), made.office, about, stolen)).rejects.toMatchObject({
      code: 'factor-wrong',
    });
    const mine = await made.scopeOf('registrar');
    await expect(askReset(mine, made.office, about, by('registrar'))).rejects.toMatchObject({
      code: 'grant-missing',
    });
    const id = await ask('factor');
    await expect(confirm(id, 'registrar')).rejects.toMatchObject({ code: 'reset-same-person' });
    await expect(confirm(id, 'head')).rejects.toMatchObject({ code: 'reset-same-person' });
    const invitation = await confirm(id, 'sekda');
    await expect(confirm(id, 'sekda')).rejects.toMatchObject({ code: 'reset-not-found' });
    expect(await factsAbout('reset.asked')).toContainEqual({
      reset: id,
      what: 'factor',
      by: made.officials.registrar,
    });
    expect(await factsAbout('reset.confirmed')).toContainEqual({
      reset: id,
      what: 'factor',
      by: made.officials.sekda,
    });

    // The passphrase alone signs nothing between the old phone and the new one.
    const letter = await outgoingLetter(made, ['head']);
    await numbered(made, letter);
    expect(await refusal(signAs(made, 'head', letter.letterId, passphrase))).toMatchObject({
      code: 'factor-missing',
    });

    // The link enrols a phone, and makes no key.
    const browser = browserAt(made, invitation?.url ?? '');
    expect((await browser.post('/mark', mark)).status).toBe(200);
    expect((await browser.post('', { passphrase })).status).toBe(404);
    const page = await (await browser.page()).text();
    expect(page).toContain('Langkah 2 dari 4');
    const fresh = phoneWith(secretOn(page), () => made.now());
    expect((await browser.post('/factor', { code: fresh.code() })).status).toBe(200);
    phones.head = fresh;
    made.setClock(60_000);
  });

  test('of a passphrase leads to a new key, which still takes the phone', async () => {
    const invitation = await confirm(await ask('passphrase'), 'sekda');
    const browser = browserAt(made, invitation?.url ?? '');
    await browser.post('/mark', mark);
    expect(await (await browser.page()).text()).toContain('Langkah 2 dari 4');
    expect((await browser.post('', { passphrase })).status).toBe(403);
    made.setClock(60_000);
    expect((await browser.post('', { passphrase, code: phones.head.code() })).status).toBe(201);
    expect(await (await browser.page()).text()).toContain('Langkah 3 dari 4');
  }, 60_000);

  test('of a lock gives the tries back and leaves key and phone as they are', async () => {
    const locked = { tries: 5, locked_at: made.now().toISOString() };
    await made.store.write((db) =>
      db.updateTable('signing_keys').set(locked).where('official_id', '=', made.officials.head).execute(),
    );
    expect(await confirm(await ask('lock'), 'sekda')).toBeUndefined();
    const keys = await made.store.read((db) =>
      db
        .selectFrom('signing_keys')
        .selectAll()
        .where('official_id', '=', made.officials.head)
        .where('retired_at', 'is', null)
        .execute(),
    );
    expect(keys.map(({ tries, locked_at }) => [tries, locked_at])).toEqual([[0, null]]);
  });

  test('is over after a day', async () => {
    const id = await ask('lock');
    made.setClock(24 * 60 * 60_000);
    await expect(confirm(id, 'sekda')).rejects.toMatchObject({ code: 'reset-not-found' });
  });
});

test('one person’s link takes no phone away, and gives a first one to who has none', async () => {
  const browser = browserAt(made, await linkFor('head', 'factor'));
  await browser.post('/mark', mark);
  const refused = await browser.page();
  expect(refused.status).toBe(404);
  expect(await refused.text()).toContain('dua orang menyetujuinya');
  expect((await enrol(made, 'regent', passphrase)).status).toBe(201);
  const first = browserAt(made, await linkFor('regent', 'factor'));
  await first.post('/mark', mark);
  expect(secretOn(await (await first.page()).text())).not.toBe('');
});

test.each(['lost-phone', 'lost-passphrase', 'locked', 'certificate-expired'])(
  'the page about %s names who helps and prints a request, in both languages',
  async (about) => {
    for (const lang of ['id', 'en']) {
      const answer = await made.app.request(`/help/keerom-uji/${about}?lang=${lang}`);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('admin Noken Kabupaten Keerom (uji)');
      expect(page).toContain('PERMINTAAN KEPADA VERIFIKATOR');
      expect(page).not.toMatch(/\{who\}|undefined| on\w+=|style="|https?:\/\//);
    }
    expect((await made.app.request(`/help/tidak-ada/${about}`)).status).toBe(404);
    expect((await made.app.request('/help/keerom-uji/apa')).status).toBe(404);
  },
);
