import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PasskeyAssertion, PasskeyOffer, PasskeyRequest } from '../../../server/contract/passkeys.js';
import { askReset, confirmReset, inviteOfficial } from '../../../server/signing/index.js';
import { relyingParty } from '../../../server/signing/relying-party.js';
import { BatchDesk, waitingLetters } from '../../support/letter-batch.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  answer,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';
import { browserAt, enrolWithPhone, phoneWith, secretOn, type Phone } from '../../support/phone.js';
import { softwareAuthenticator, type Odd } from '../../support/software-authenticator.js';

const passphrase = 'sagu bakar di tepi Tami 9';
const portal = 'http://127.0.0.1:8788';

let made: MadeOffice;
const phones = {} as Record<'head' | 'sekda' | 'registrar', Phone>;
const device = softwareAuthenticator('http://localhost:8787');
/** Somebody else's. */
const sekdas = softwareAuthenticator('http://localhost:8787');
/** One that is copied between a person's devices, and so never counts. */
const synced = softwareAuthenticator('http://localhost:8787', false);
beforeAll(async () => {
  made = await madeOffice();
  const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
  phones.head = await enrolWithPhone(made, url, passphrase);
  for (const person of ['sekda', 'registrar'] as const) {
    const scope = await made.commandScope();
    const phone = await inviteOfficial(scope, made.officials[person], made.publicUrl, 'factor');
    phones[person] = await phoneAt(phone.url);
  }
}, 120_000);
afterAll(() => made.close());

/** A phone enrolled without a key, which costs nothing. */
async function phoneAt(url: string): Promise<Phone> {
  const browser = browserAt(made, url);
  await browser.post('/mark', { words: 'kasuari biru', picture: 2 });
  const phone = phoneWith(secretOn(await (await browser.page()).text()), () => made.now());
  const confirmed = await browser.post('/factor', { code: phone.code() });
  if (!confirmed.ok) throw new Error(await confirmed.text());
  made.setClock(60_000);
  return phone;
}

/** A browser at a link that only adds a passkey. */
async function adding(person: keyof typeof phones) {
  const scope = await made.commandScope();
  const { url } = await inviteOfficial(scope, made.officials[person], made.publicUrl, 'passkey');
  made.setClock(30_000);
  const browser = browserAt(made, url);
  return {
    ...browser,
    offer: async () => {
      made.setClock(30_000);
      return answer<PasskeyOffer>(await browser.post('/offer', { code: phones[person].code() }));
    },
  };
}

async function addPasskey(person: keyof typeof phones, authenticator = device): Promise<void> {
  const browser = await adding(person);
  const kept = await browser.post('/passkey', authenticator.make(await browser.offer()));
  if (!kept.ok) throw new Error(await kept.text());
}

async function intentOf(person: 'head'): Promise<string> {
  const letter = await outgoingLetter(made, [person]);
  await numbered(made, letter);
  return (await signIntent(made, person, letter.letterId)).intentId;
}

const askFor = (intentId: string) =>
  made.app.request(`/v1/sign-intents/${intentId}/passkey`, { method: 'POST', headers: ownHeaders(made) });

const requestOf = async (intentId: string) => answer<PasskeyRequest>(await askFor(intentId));

const press = (intentId: string, assertion: PasskeyAssertion) =>
  pressSign(made, intentId, passphrase, { factor: { kind: 'webauthn', assertion } });

const passkeysOf = (person: keyof typeof phones) =>
  made.store.read((db) =>
    db
      .selectFrom('passkeys')
      .selectAll()
      .where('official_id', '=', made.officials[person])
      .where('retired_at', 'is', null)
      .execute(),
  );

async function factsOf(kind: string): Promise<unknown[]> {
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

describe('making a passkey', () => {
  test('takes a code of the phone, a question answered once, and a person whom the device recognised', async () => {
    const browser = await adding('head');
    expect(await (await browser.page()).text()).toContain('data-passkey');
    expect(await refusal(browser.post('/offer', { code: '000000' }))).toMatchObject({ code: 'factor-wrong' });
    expect(await refusal(browser.post('/passkey', device.make(strangeOffer)))).toMatchObject({
      code: 'enrolment-not-found',
    });
    const offer = await browser.offer();
    expect(offer).toMatchObject({
      rp: { id: 'localhost', name: 'Noken Kabupaten Keerom (uji)' },
      exclude: [],
      algorithms: [-7, -257],
    });
    const odd: readonly (readonly [Odd, string])[] = [
      [{ origin: 'http://localhost:9999' }, 'passkey-wrong'],
      [{ rpId: 'noken.example' }, 'passkey-wrong'],
      [{ unverified: true }, 'passkey-wrong'],
      [{ topOrigin: portal }, 'passkey-wrong'],
      [{ type: 'webauthn.get' }, 'passkey-wrong'],
      [{ format: 'packed' }, 'passkey-wrong'],
      [{ challenge: strangeOffer.challenge }, 'passkey-over'],
    ];
    for (const [how, code] of odd)
      expect(await refusal(browser.post('/passkey', device.make(await browser.offer(), how)))).toMatchObject({
        status: 403,
        code,
      });
    expect(await passkeysOf('head')).toEqual([]);
    const right = device.make(await browser.offer());
    expect(await (await browser.post('/passkey', right)).json()).toMatchObject({
      passkeys: { count: 1, most: 5 },
    });
    expect(await refusal(browser.post('/passkey', right))).toMatchObject({ code: 'passkey-over' });
    const [row] = await passkeysOf('head');
    expect(row).toMatchObject({ rp_id: 'localhost', credential_id: right.id, transports: '["internal"]' });
    expect(await factsOf('passkey.enrolled')).toEqual([{ passkey: row?.id }]);
    expect((await browser.offer()).exclude).toEqual([right.id]);
  });

  test('ends at five devices of one official', async () => {
    const browser = await adding('sekda');
    for (let count = 1; count <= 5; count++) {
      const kept = await browser.post('/passkey', sekdas.make(await browser.offer()));
      expect(await kept.json()).toMatchObject({ passkeys: { count } });
    }
    made.setClock(30_000);
    expect(await refusal(browser.post('/offer', { code: phones.sekda.code() }))).toMatchObject({
      status: 409,
      code: 'passkey-too-many',
      params: { most: 5, who: 'admin Noken Kabupaten Keerom (uji)' },
    });
  });

  test('is all that its link can do, and a link for more offers it at the end alone', async () => {
    const browser = await adding('head');
    for (const [step, body] of [
      ['/mark', { words: 'kasuari biru', picture: 2 }],
      ['', { passphrase: 'kata sandi yang lain', code: phones.head.code() }],
      ['/factor', { code: phones.head.code() }],
      ['/account', {}],
      ['/trial', { passphrase, code: phones.head.code() }],
    ] as const)
      expect(await refusal(browser.post(step, body))).toMatchObject({ code: 'enrolment-not-found' });
    const { url } = await inviteOfficial(await made.commandScope(), made.officials.head, made.publicUrl);
    made.setClock(60_000);
    expect(await refusal(browserAt(made, url).post('/offer', { code: phones.head.code() }))).toMatchObject({
      code: 'enrolment-not-found',
    });
  });

  test('is not possible where the address of the server is an IP address or has no TLS', () => {
    expect(relyingParty('https://noken.example:8443/')).toEqual({
      id: 'noken.example',
      origin: 'https://noken.example:8443',
    });
    for (const address of ['https://10.0.0.1', 'https://[::1]:8787', 'http://noken.example'])
      expect(relyingParty(address)).toBeUndefined();
  });
});

describe('signing with a passkey', () => {
  test('takes it for the code of the phone, in the frame of that portal, and knows the device afterwards', async () => {
    const intentId = await intentOf('head');
    expect(await preflightOf(made, intentId)).toMatchObject({
      signable: true,
      factor: { kinds: ['totp', 'webauthn'] },
      checks: expect.arrayContaining([
        expect.objectContaining({ check: 'factor', title: expect.stringContaining('sidik jari') }),
      ]),
    });
    const request = await requestOf(intentId);
    expect(request).toMatchObject({ rpId: 'localhost', credentials: [{ transports: ['internal'] }] });
    const signed = await press(intentId, device.answer(request, { topOrigin: portal }));
    expect(await signed.json()).toMatchObject({ state: 'signed', verdict: 'intact' });
    expect(signed.headers.getSetCookie().join()).toContain('__Host-noken-device=');
    const [passkey] = await passkeysOf('head');
    expect(passkey).toMatchObject({ last_act: intentId });
    expect(await factsOf('factor.proved')).toContainEqual({ act: intentId, passkey: passkey?.id });
    // The same request again, as whoever overheard it would send it.
    expect(await refusal(askFor(intentId))).toMatchObject({ status: 409, code: 'intent-used' });
  });

  test('refuses another origin, name, frame or kind, nobody recognised, and a signature of something else', async () => {
    const intentId = await intentOf('head');
    const odd: readonly Odd[] = [
      { origin: portal },
      { rpId: '127.0.0.1' },
      { topOrigin: 'https://palsu.example' },
      { unverified: true },
      { type: 'webauthn.create' },
    ];
    for (const how of odd) {
      const assertion = device.answer(await requestOf(intentId), how);
      expect(await refusal(press(intentId, assertion))).toMatchObject({ status: 403, code: 'passkey-wrong' });
    }
    const one = device.answer(await requestOf(intentId));
    const { signature } = device.answer(await requestOf(intentId));
    expect(await refusal(press(intentId, { ...one, signature }))).toMatchObject({ code: 'passkey-wrong' });
    // A wrong answer has used its question up.
    expect(await refusal(press(intentId, one))).toMatchObject({ code: 'passkey-over' });
    expect(await preflightOf(made, intentId)).toMatchObject({ state: 'open', triesLeft: 5 });
    expect((await press(intentId, device.answer(await requestOf(intentId)))).status).toBe(200);
  });

  test('takes an answer once, for its own intent, in time', async () => {
    const intents = [await intentOf('head'), await intentOf('head')] as const;
    const assertion = device.answer(await requestOf(intents[0]));
    expect(await refusal(press(intents[1], assertion))).toMatchObject({ code: 'passkey-over' });
    const wrong = pressSign(made, intents[0], 'salah', { factor: { kind: 'webauthn', assertion } });
    expect(await refusal(wrong)).toMatchObject({ code: 'passphrase-wrong' });
    expect(await refusal(press(intents[0], assertion))).toMatchObject({ status: 403, code: 'passkey-over' });
    const late = device.answer(await requestOf(intents[0]));
    await made.store.write((db) =>
      db.updateTable('passkey_challenges').set({ expires_at: made.now().toISOString() }).execute(),
    );
    expect(await refusal(press(intents[0], late))).toMatchObject({ code: 'passkey-over' });
    // Two presses at once are one.
    const fresh = device.answer(await requestOf(intents[0]));
    const both = await Promise.all([press(intents[0], fresh), press(intents[0], fresh)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  test('refuses a passkey of somebody else, and asks nobody who has none', async () => {
    const mine = await intentOf('head');
    const request = await requestOf(mine);
    expect(await refusal(press(mine, sekdas.answer(request)))).toMatchObject({ code: 'passkey-wrong' });
    const none = await refusal(
      made.app.request(`/v1/sign-intents/${mine}/passkey`, { method: 'POST', headers: { origin: portal } }),
    );
    expect(none.code).toBe('sign-origin-wrong');
    expect(await refusal(askFor('01999999-9999-7999-8999-999999999999'))).toMatchObject({
      code: 'intent-not-found',
    });
  });

  test('answers once for a batch, whose letters are signed after it', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    await desk.seeAll();
    const { act } = await desk.show();
    const assertion = device.answer(await requestOf(act?.intentId ?? ''), { topOrigin: portal });
    const factor = { kind: 'webauthn', assertion };
    expect((await desk.sign(passphrase, { factor })).status).toBe(202);
    expect(await desk.standing()).toMatchObject({
      state: 'done',
      items: [{ state: 'signed' }, { state: 'signed' }],
    });
  });

  test('goes on while wrong codes have shut the other door', async () => {
    const intentId = await intentOf('head');
    const code = () => pressSign(made, intentId, passphrase, { factor: { kind: 'totp', code: '000000' } });
    for (let tries = 0; tries < 5; tries++) await code();
    expect(await refusal(code())).toMatchObject({ code: 'factor-locked' });
    expect(await preflightOf(made, intentId)).toMatchObject({ signable: true, factor: { triesLeft: 0 } });
    expect((await press(intentId, device.answer(await requestOf(intentId)))).status).toBe(200);
    made.setClock(20 * 60_000);
  });

  test('puts a device out of force whose counter went back, and lets one that never counts be', async () => {
    const [before] = await passkeysOf('head');
    const intentId = await intentOf('head');
    const back = device.answer(await requestOf(intentId), { counter: before?.counter ?? 0 });
    expect(await refusal(press(intentId, back))).toMatchObject({
      status: 403,
      code: 'passkey-copied',
      params: { who: 'admin Noken Kabupaten Keerom (uji)' },
    });
    expect(await passkeysOf('head')).toEqual([]);
    expect(await factsOf('passkey.doubted')).toEqual([{ act: intentId, passkey: before?.id }]);
    expect(await preflightOf(made, intentId)).toMatchObject({ factor: { kinds: ['totp'] } });
    expect(await refusal(askFor(intentId))).toMatchObject({ status: 409, code: 'passkey-needed' });
    expect(await refusal(press(intentId, back))).toMatchObject({ code: 'factor-needed' });
    await addPasskey('head', synced);
    for (let time = 0; time < 2; time++) {
      const next = await intentOf('head');
      expect((await press(next, synced.answer(await requestOf(next)))).status).toBe(200);
    }
  });
});

test('a reset of the phone takes the passkeys with it, also one that was asked already', async () => {
  const intentId = await intentOf('head');
  const assertion = synced.answer(await requestOf(intentId));
  const by = (person: 'sekda' | 'registrar') => {
    made.setClock(60_000);
    return { officialId: made.officials[person], code: phones[person].code() };
  };
  const about = { officialId: made.officials.head, what: 'factor', reason: 'ponsel dicuri' } as const;
  const registrar = by('registrar');
  const asked = await askReset(await made.commandScope(), made.office, about, registrar);
  const sekda = by('sekda');
  const anew = await confirmReset(await made.commandScope(), made.office, asked, sekda);
  expect(await passkeysOf('head')).toEqual([]);
  expect(await factsOf('factor.retired')).toEqual([{ count: 1, passkeys: 1 }]);
  await phoneAt(anew?.url ?? '');
  expect(await preflightOf(made, intentId)).toMatchObject({ signable: true, factor: { kinds: ['totp'] } });
  expect(await refusal(press(intentId, assertion))).toMatchObject({ status: 403, code: 'factor-needed' });
  expect(await preflightOf(made, intentId)).toMatchObject({ state: 'open' });
});

const strangeOffer: PasskeyOffer = {
  challenge: Buffer.alloc(32, 7).toString('base64url'),
  rp: { id: 'localhost', name: 'Noken' },
  user: { id: 'AA', name: 'Siapa' },
  algorithms: [-7],
  timeout: 1000,
  exclude: [],
};
