import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignPreflight } from '../../../server/contract/signing.js';
import { forgetDevices, inviteOfficial } from '../../../server/signing/index.js';
import { pictureCount, pictureName, pictureOf } from '../../../server/signing/mark-picture.js';
import { work } from '../../../server/tenants/index.js';
import { holdersOf } from '../../support/find-secret.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  answer,
  numbered,
  outgoingLetter,
  ownHeaders,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';
import { browserAt, enrolWithPhone, type Phone } from '../../support/phone.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
const phones = {} as Record<'head' | 'regent', Phone>;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    phones[person] = await enrolWithPhone(made, await linkFor(person), passphrase);
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

async function shownTo(cookie: string, intentId: string): Promise<SignPreflight> {
  const headers = { ...ownHeaders(made), ...(cookie === '' ? {} : { cookie }) };
  return answer(await made.app.request(`/v1/sign-intents/${intentId}`, { headers }));
}

/** Signs as a browser with this cookie does. Gives what the answer sets. */
async function sign(person: 'head' | 'regent', intentId: string, cookie = '', words = passphrase) {
  const { letter } = await shownTo(cookie, intentId);
  const factor = { kind: 'totp', code: phones[person].code() };
  const answered = await made.app.request('/v1/sign', {
    method: 'POST',
    headers: { ...ownHeaders(made), cookie },
    body: JSON.stringify({ intentId, affirmed: true, passphrase: words, factor, sha256: letter?.sha256 }),
  });
  made.setClock(60_000);
  return { status: answered.status, header: answered.headers.get('set-cookie') };
}

const pair = (header: string | null) => header?.split(';')[0] ?? '';

describe('the personal mark', () => {
  test('shows on the browser that proved a second factor in that portal, and nowhere else', async () => {
    const first = await intentOf('head');
    expect(await shownTo('', first)).toMatchObject({ device: 'new' });
    const { status, header } = await sign('head', first);
    expect(status).toBe(200);
    expect(header).toMatch(
      /^__Host-noken-device=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/,
    );
    const cookie = pair(header);

    const next = await intentOf('head');
    const shown = await shownTo(cookie, next);
    expect(shown).toMatchObject({ device: 'known', mark: { words: 'kasuari biru', ...pictureOf(2) } });
    // Anybody may copy the frame's address: neither its page nor its facts hold the mark.
    const page = await made.app.request(`/v1/sign-frame?intent=${next}`);
    expect(await page.text()).not.toContain('kasuari');
    for (const stranger of ['', '__Host-noken-device=falsch', `__Host-noken-device=${'x'.repeat(43)}`]) {
      const facts = await shownTo(stranger, next);
      expect(facts.device).toBe('new');
      expect(facts.mark).toBeUndefined();
    }
    const others = await shownTo(cookie, await intentOf('regent'));
    expect([others.device, others.mark]).toEqual(['new', undefined]);
    // The same official through another portal: that site can be another's.
    await moveIntent(next, made.portals.B.id);
    expect((await shownTo(cookie, next)).mark).toBeUndefined();
    await moveIntent(next, null);
    expect((await shownTo(cookie, next)).mark).toBeUndefined();
  });

  test('of two officials at one machine shows to each their own', async () => {
    const cookie = pair((await sign('head', await intentOf('head'))).header);
    const second = pair((await sign('regent', await intentOf('regent'), cookie)).header);
    expect(second).toBe(cookie);
    expect((await shownTo(cookie, await intentOf('head'))).device).toBe('known');
    expect((await shownTo(cookie, await intentOf('regent'))).device).toBe('known');
  });

  test('is not given to who failed, nor by a cookie that somebody planted', async () => {
    const failed = await sign('head', await intentOf('head'), '', 'salah sama sekali');
    expect([failed.status, failed.header]).toEqual([403, null]);
    const planted = `__Host-noken-device=${'p'.repeat(43)}`;
    expect(pair((await sign('head', await intentOf('head'), planted)).header)).not.toBe(planted);
  });

  test('is gone when its half year is over, and when the official’s devices are forgotten', async () => {
    const cookie = pair((await sign('head', await intentOf('head'))).header);
    const before = made.now().toISOString();
    // The certificates of the trial live on; only the clock of the device matters here.
    await made.store.write((db) =>
      db
        .updateTable('known_devices')
        .set({ expires_at: before })
        .where('official_id', '=', made.officials.head)
        .execute(),
    );
    expect((await shownTo(cookie, await intentOf('head'))).device).toBe('new');
    const fresh = pair((await sign('head', await intentOf('head'), cookie)).header);
    expect(fresh).not.toBe(cookie);
    expect((await shownTo(fresh, await intentOf('head'))).device).toBe('known');
    const scope = await made.commandScope();
    expect(await work(scope, (work) => forgetDevices(work, scope, made.officials.head))).toBeGreaterThan(0);
    expect((await shownTo(fresh, await intentOf('head'))).mark).toBeUndefined();
    expect(await holdersOf(fresh.split('=')[1] ?? '', made.folder, { log: made.logged.join('\n') })).toEqual(
      [],
    );
    expect(await holdersOf('kasuari biru', made.folder)).toEqual([]);
  });
});

describe('choosing a mark', () => {
  test('takes words and a picture, again until the end, and refuses what is neither', async () => {
    const browser = browserAt(made, await linkFor('sekda'));
    const page = await (await browser.page()).text();
    expect(page).toContain('Langkah 1 dari 6');
    expect(page.match(/<svg class="mark"/g)).toHaveLength(6);
    const offered = [...page.matchAll(/type="radio"[^>]*value="(\d+)"/g)].map(([, value]) => value);
    expect(new Set(offered).size).toBe(6);
    for (const body of [
      { words: 'a', picture: 1 },
      { words: 'dua kata', picture: pictureCount },
      { words: 'dua kata', picture: 1.5 },
      { words: '<b>dua</b>', picture: 1 },
      { words: 'dua kata' },
    ])
      expect(await refusal(browser.post('/mark', body))).toMatchObject({
        status: 422,
        code: 'request-invalid',
      });
    expect((await browser.post('/mark', { words: 'dua kata', picture: '1' })).status).toBe(200);
    expect((await browser.post('/mark', { words: 'tiga kata', picture: 3 })).status).toBe(200);
    expect(await (await browser.page()).text()).toContain('Langkah 2 dari 6');
  });

  test('tells each picture from every other', () => {
    const all = Array.from({ length: pictureCount }, (_, at) => JSON.stringify(pictureOf(at)));
    expect(new Set(all).size).toBe(pictureCount);
    for (const language of ['id', 'en'] as const) {
      const names = all.map((_, at) => pictureName(at, language));
      expect(new Set(names).size).toBe(pictureCount);
      expect(names.join()).not.toContain('undefined');
    }
  });
});

async function moveIntent(id: string, portal_id: string | null): Promise<void> {
  await made.store.write((db) =>
    db.updateTable('sign_intents').set({ portal_id }).where('id', '=', id).execute(),
  );
}
