import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll } from '../../../server/pdf/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';

const passphrases = { head: 'sagu bakar di tepi Tami 9', regent: 'burung mambruk pagi hari 3' } as const;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const) {
    const enrolled = await enrol(made, person, passphrases[person]);
    expect(enrolled.status).toBe(201);
  }
}, 180_000);
afterAll(() => made.close());

/** Every file of a letter, oldest first: each is longer than the one that it was appended to. */
async function filesOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('letter_documents').selectAll().where('letter_id', '=', letterId).orderBy('size').execute(),
  );
}

async function letterOf(letterId: string) {
  return made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );
}

async function factsOf(subject: string): Promise<string[]> {
  const rows = await made.store.read((db) =>
    db.selectFrom('ledger').select('kind').where('subject', '=', subject).orderBy('seq').execute(),
  );
  return rows.map(({ kind }) => kind);
}

async function waiting(signers: readonly Person[] = ['head']): Promise<string> {
  const letter = await outgoingLetter(made, signers);
  await numbered(made, letter);
  return letter.letterId;
}

describe('two officials sign one letter', () => {
  test('both stay valid by poppler and qpdf, and each file begins with the one before', async () => {
    const letter = await outgoingLetter(made, ['head', 'regent']);
    const { number, code } = await numbered(made, letter);
    const first = await signAs(made, 'head', letter.letterId, passphrases.head);
    expect(await first.json()).toMatchObject({
      state: 'signed',
      letterId: letter.letterId,
      number,
      code,
      verdict: 'intact',
      signatures: 1,
    });
    expect((await letterOf(letter.letterId)).status).toBe('awaiting-signature');
    const second = await signAs(made, 'regent', letter.letterId, passphrases.regent);
    expect(await second.json()).toMatchObject({ state: 'signed', signatures: 2 });
    expect((await letterOf(letter.letterId)).status).toBe('signed');

    const files = await filesOf(letter.letterId);
    expect(files.map(({ role, signatures }) => [role, signatures])).toEqual([
      ['original', 0],
      ['stamped', 0],
      ['signed', 1],
      ['signed', 2],
    ]);
    const bytes = await Promise.all(
      files.map(async ({ sha256 }) => readAll(await made.office.documents.open(made.tenantId, sha256))),
    );
    bytes.slice(1).forEach((later, index) => {
      const before = bytes[index] ?? new Uint8Array(0);
      expect(Buffer.compare(later.subarray(0, before.length), before)).toBe(0);
    });
    await withFile(bytes[3] ?? new Uint8Array(0), async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
      expect(await qpdfCheck(path)).toBe(0);
    });
    expect((await factsOf(letter.letterId)).filter((kind) => !kind.startsWith('letter.file'))).toEqual([
      'letter.created',
      'letter.numbered',
      'letter.stamped',
      ...['signing.intended', 'signing.affirmed', 'signing.dispatched', 'letter.signed'],
      ...['signing.intended', 'signing.affirmed', 'signing.dispatched', 'letter.signed'],
    ]);
    const rows = await made.store.read((db) =>
      db.selectFrom('signatures').selectAll().where('letter_id', '=', letter.letterId).execute(),
    );
    expect(rows.map(({ capacity, level }) => [capacity, level])).toEqual([
      ['Plh. Kepala Dinas Komunikasi dan Informatika', 'B-LT'],
      ['Bupati Keerom', 'B-LT'],
    ]);
  });
});

describe('the frame is told', () => {
  test('who signs what as whom, and all that is met', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    const shown = await preflightOf(made, intentId);
    expect(shown).toMatchObject({
      state: 'open',
      trial: true,
      origin: made.portals.A.origin,
      official: 'Markus Wambrauw (contoh)',
      capacity: 'Plh. Kepala Dinas Komunikasi dan Informatika',
      signable: true,
      triesLeft: 5,
      zone: 'Asia/Jayapura',
      whoHelps: 'admin Noken Kabupaten Keerom (uji)',
    });
    expect(shown.checks.filter((check) => check.code !== undefined)).toEqual([]);
    expect(shown.checks.filter((check) => !check.ok).map((check) => check.check)).toEqual(['opened']);
    const picture = await made.app.request(`/v1/sign-intents/${intentId}/page.webp`, {
      headers: ownHeaders(made),
    });
    expect(picture.headers.get('content-type')).toBe('image/webp');
    expect(Buffer.from(await picture.arrayBuffer()).toString('latin1', 8, 12)).toBe('WEBP');
  });

  test('what became of it, after a cut', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    await pressSign(made, intentId, passphrases.head);
    expect(await preflightOf(made, intentId)).toMatchObject({
      state: 'signed',
      signable: false,
      checks: [],
      outcome: { state: 'signed', signatures: 1 },
    });
  });
});

describe('signing is refused', () => {
  test('with a wrong passphrase, and the right one gives the tries back', async () => {
    const letterId = await waiting();
    const { intentId } = await signIntent(made, 'head', letterId);
    expect(await refusal(pressSign(made, intentId, 'salah sama sekali'))).toMatchObject({
      status: 403,
      code: 'passphrase-wrong',
      params: { left: 4 },
    });
    expect((await preflightOf(made, intentId)).triesLeft).toBe(4);
    expect((await letterOf(letterId)).status).toBe('awaiting-signature');
    expect((await pressSign(made, intentId, passphrases.head)).status).toBe(200);
    const next = await signIntent(made, 'head', await waiting());
    expect((await preflightOf(made, next.intentId)).triesLeft).toBe(5);
  });

  test('for an intent that was used, is over, or never was', async () => {
    const used = await signIntent(made, 'head', await waiting());
    expect((await pressSign(made, used.intentId, passphrases.head)).status).toBe(200);
    expect(await refusal(pressSign(made, used.intentId, passphrases.head))).toMatchObject({
      code: 'intent-used',
    });
    const old = await signIntent(made, 'head', await waiting());
    made.setClock(5 * 60_000 + 1);
    expect(await refusal(pressSign(made, old.intentId, passphrases.head))).toMatchObject({
      status: 410,
      code: 'intent-expired',
    });
    expect((await preflightOf(made, old.intentId)).state).toBe('expired');
    const never = '01900000-0000-7000-8000-000000000000';
    const headers = ownHeaders(made);
    expect(await refusal(made.app.request(`/v1/sign-intents/${never}`, { headers }))).toMatchObject({
      status: 404,
      code: 'intent-not-found',
    });
  });

  test('from any page but our own', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    const body = JSON.stringify({ intentId, affirmed: true, passphrase: passphrases.head, sha256: '' });
    const own = ownHeaders(made);
    for (const headers of [
      { ...own, origin: made.portals.A.origin },
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      { 'content-type': 'application/json', origin: made.publicUrl },
    ]) {
      const refused = made.app.request('/v1/sign', { method: 'POST', headers, body });
      expect(await refusal(refused)).toMatchObject({ status: 403, code: 'sign-origin-wrong' });
    }
    const asked = made.app.request(`/v1/sign-intents/${intentId}`, {
      headers: { origin: made.portals.A.origin, 'sec-fetch-site': 'cross-site' },
    });
    expect(await refusal(asked)).toMatchObject({ code: 'sign-origin-wrong' });
  });

  test('without the affirmation, for another document than was shown, and for a body that is none', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    expect(await refusal(pressSign(made, intentId, passphrases.head, { affirmed: false }))).toMatchObject({
      code: 'affirmation-missing',
    });
    const other = { sha256: '0'.repeat(64) };
    expect(await refusal(pressSign(made, intentId, passphrases.head, other))).toMatchObject({
      code: 'letter-changed-meanwhile',
    });
    const headers = ownHeaders(made);
    const broken = made.app.request('/v1/sign', {
      method: 'POST',
      headers,
      body: `{"passphrase":"${passphrases.head}`,
    });
    const answer = await (await broken).text();
    expect(answer).toContain('request-invalid');
    expect(answer).not.toContain(passphrases.head);
  });

  test('out of turn, for desks off the line, and without the grant', async () => {
    const letterId = await waiting(['head', 'regent']);
    const path = `/v1/desks/:desk/letters/${letterId}/sign-intents`;
    for (const person of ['regent', 'kabidOne', 'stranger'] as const) {
      const seat = await made.as(person);
      expect(await refusal(seat.request('POST', path, {}))).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
    }
    const registrar = await made.as('registrar');
    expect(await refusal(registrar.request('POST', path, {}))).toMatchObject({
      status: 409,
      code: 'not-your-turn',
      params: { who: 'Plh. Kepala Dinas Komunikasi dan Informatika' },
    });
  });

  test('by a secretary: signing is never delegated', async () => {
    const letterId = await waiting();
    await made.store.write((db) =>
      db
        .insertInto('secretary_rights')
        .values({
          tenant_id: made.tenantId,
          id: '01900000-0000-7000-8000-00000000000a',
          position_id: made.desks.head,
          delegate_position_id: made.desks.kabidTwo,
          from_date: '2026-01-01',
          until_date: null,
        })
        .execute(),
    );
    const helper = await made.as('kabidTwo');
    const path = `/v1/desks/${made.desks.head}/letters/${letterId}/sign-intents`;
    expect(await refusal(helper.request('POST', path, {}))).toMatchObject({
      status: 403,
      code: 'signing-not-delegated',
    });
  });

  test('by who has no key', async () => {
    const { intentId } = await signIntent(made, 'sekda', await waiting(['sekda']));
    const shown = await preflightOf(made, intentId);
    expect(shown.signable).toBe(false);
    expect(shown.checks.find((check) => check.check === 'certificate')?.title).toContain(
      'admin Noken Kabupaten Keerom (uji)',
    );
    expect(await refusal(pressSign(made, intentId, 'apa saja boleh'))).toMatchObject({ code: 'key-missing' });
  });

  test('in official mode, which takes no key from a server', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    const setMode = (legal_mode: 'trial' | 'official') =>
      made.store.write((db) =>
        db.updateTable('tenants').set({ legal_mode }).where('tenant_id', '=', made.tenantId).execute(),
      );
    await setMode('official');
    expect(await refusal(pressSign(made, intentId, passphrases.head))).toMatchObject({
      code: 'official-mode-local-key',
    });
    await setMode('trial');
  });
});

describe('two act at once', () => {
  test('two intents for one signature: one signs, the other hears who was faster', async () => {
    const letterId = await waiting();
    const [one, two] = [await signIntent(made, 'head', letterId), await signIntent(made, 'head', letterId)];
    const answers = await Promise.all(
      [one, two].map(({ intentId }) => pressSign(made, intentId, passphrases.head)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(await refusal(lost ?? Response.error())).toMatchObject({
      code: 'letter-changed-meanwhile',
      params: { by: 'Markus Wambrauw (contoh)' },
    });
    const signatures = await made.store.read((db) =>
      db.selectFrom('signatures').select('id').where('letter_id', '=', letterId).execute(),
    );
    expect(signatures).toHaveLength(1);
    expect((await letterOf(letterId)).status).toBe('signed');
  });
});

describe('time passes', () => {
  test('an appointment that ended since the frame was opened', async () => {
    const { intentId } = await signIntent(made, 'head', await waiting());
    const setUntil = (until_date: string) =>
      made.store.write((db) =>
        db
          .updateTable('appointments')
          .set({ until_date })
          .where('position_id', '=', made.desks.head)
          .where('official_id', '=', made.officials.head)
          .execute(),
      );
    await setUntil('2026-11-23');
    expect(await refusal(pressSign(made, intentId, passphrases.head))).toMatchObject({
      status: 403,
      code: 'appointment-not-in-force',
      params: { until: '23 November 2026' },
    });
    await setUntil('2026-12-31');
  });

  test('a certificate that is over after two years', async () => {
    made.setClock('2028-11-24T01:00:00.000Z');
    const { intentId } = await signIntent(made, 'regent', await waiting(['regent']));
    const shown = await preflightOf(made, intentId);
    expect(shown.checks.find((check) => check.check === 'certificate')).toMatchObject({ ok: false });
    expect(await refusal(pressSign(made, intentId, passphrases.regent))).toMatchObject({
      code: 'certificate-expired',
      params: { date: '24 November 2028' },
    });
  });
});
