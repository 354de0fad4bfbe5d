import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InboxPage, LetterView } from '../../../server/contract/letters.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  answer,
  enrol,
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';
import { view } from '../../support/recorded-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

async function waiting(signers: readonly Person[] = ['head'], more = {}) {
  const letter = await outgoingLetter(made, signers, undefined, more);
  const { number, version } = await numbered(made, letter);
  return { letterId: letter.letterId, number, version };
}

async function refuse(
  person: Person,
  letterId: string,
  version: number,
  { reason = 'Dasar hukumnya keliru.', key, desk }: { reason?: string; key?: string; desk?: string } = {},
): Promise<Response> {
  const path = `/v1/desks/${desk ?? ':desk'}/letters/${letterId}/refuse`;
  const headers = key === undefined ? {} : { 'idempotency-key': key };
  return (await made.as(person)).request('POST', path, { reason, version }, headers);
}

async function rowAt(person: Person, letterId: string, tab: string) {
  const seat = await made.as(person);
  const page = await answer<InboxPage>(await seat.request('GET', `/v1/desks/:desk/inbox?tab=${tab}`));
  return page.rows.find((row) => row.letterId === letterId);
}

const openAt = async (person: Person, letterId: string): Promise<LetterView> =>
  view(await made.as(person), letterId);

describe('the signer whose turn it is refuses', () => {
  test('the letter comes back to who made it, unread, with the reason, and is brought to its end there', async () => {
    const { letterId, number, version } = await waiting();
    expect((await openAt('head', letterId)).acts).toEqual(expect.arrayContaining(['sign', 'refuse']));
    expect(
      (await refuse('head', letterId, version, { reason: ' Dasar hukumnya keliru.\nGanti. ' })).status,
    ).toBe(200);

    expect(await rowAt('registrar', letterId, 'in')).toMatchObject({
      status: 'refused',
      unread: true,
      waitsFor: 'close',
    });
    const seen = await openAt('registrar', letterId);
    expect(seen).toMatchObject({ status: 'refused', number });
    expect(seen.signers).toMatchObject([
      { state: 'refused', by: 'Markus Wambrauw (contoh)', note: 'Dasar hukumnya keliru.\nGanti.' },
    ]);
    expect(seen.acts).toContain('close');
    const gone = await openAt('head', letterId);
    expect(gone.acts).toEqual([]);
    expect(await rowAt('head', letterId, 'sign')).toBeUndefined();
    expect(await rowAt('head', letterId, 'done')).toMatchObject({ status: 'refused' });

    const registrar = await made.as('registrar');
    const closed = await registrar.request('POST', `/v1/desks/:desk/letters/${letterId}/close`, {
      version: seen.version,
    });
    expect(closed.status).toBe(200);
    const ended = await openAt('registrar', letterId);
    expect(ended).toMatchObject({ status: 'cancelled', acts: [] });
    expect(ended.signers[0]?.note).toContain('Dasar hukumnya keliru.');
    expect(await rowAt('registrar', letterId, 'in')).toBeUndefined();
  });

  test('the trail and the ledger say who, and the ledger nothing of why', async () => {
    const { letterId, version } = await waiting();
    await refuse('head', letterId, version, { reason: 'Alasan yang tidak masuk jejak' });
    const seat = await made.as('registrar');
    const trail = await (await seat.request('GET', `/v1/desks/:desk/letters/${letterId}/trail`)).json();
    expect(trail).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ what: 'refused', by: 'Markus Wambrauw (contoh)' }),
      ]) as unknown,
    });
    const [fact] = await made.store.read((db) =>
      db
        .selectFrom('ledger')
        .selectAll()
        .where('subject', '=', letterId)
        .where('kind', '=', 'letter.refused')
        .execute(),
    );
    expect(JSON.parse(fact?.data ?? '{}')).toEqual({ signer: expect.any(String) as unknown });
    expect(fact?.desk).toBe(made.desks.head);
  });

  test('what an earlier signer signed stays in the file as it is', async () => {
    const { letterId } = await waiting(['head', 'regent']);
    expect((await signAs(made, 'head', letterId, passphrase)).status).toBe(200);
    const before = await openAt('registrar', letterId);
    expect((await refuse('regent', letterId, before.version)).status).toBe(200);
    const after = await openAt('registrar', letterId);
    expect(after.status).toBe('refused');
    expect(after.file).toEqual(before.file);
    expect(after.file?.signatures).toBe(1);
    expect(after.signers.map(({ state }) => state)).toEqual(['signed', 'refused']);
    const check = await (
      await made.as('registrar')
    ).request('GET', `/v1/desks/:desk/letters/${letterId}/verification`);
    expect(await check.json()).toMatchObject({ report: { verdict: 'intact' } });
    // Who signed reads the reason as well.
    expect((await openAt('head', letterId)).signers[1]?.note).toBe('Dasar hukumnya keliru.');
  });

  test('a frame that is still open signs nothing any more', async () => {
    const { letterId, version } = await waiting();
    const { intentId } = await signIntent(made, 'head', letterId);
    expect((await preflightOf(made, intentId)).signable).toBe(true);
    expect((await refuse('head', letterId, version)).status).toBe(200);
    expect(await preflightOf(made, intentId)).toMatchObject({ state: 'refused', signable: false });
    expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({ code: 'intent-used' });
    const again = (await made.as('head')).request(
      'POST',
      `/v1/desks/:desk/letters/${letterId}/sign-intents`,
      {},
    );
    expect((await refusal(again)).status).toBe(409);
    expect((await openAt('registrar', letterId)).file?.signatures).toBe(0);
  });

  test('the same press sent twice is one refusal', async () => {
    const { letterId, version } = await waiting();
    const key = 'tolak-sekali-saja-0001';
    const first = await answer(await refuse('head', letterId, version, { key }));
    expect(await answer(await refuse('head', letterId, version, { key }))).toEqual(first);
    expect(await refusal(refuse('head', letterId, version))).toMatchObject({
      status: 409,
      code: 'letter-status-wrong',
    });
  });
});

describe('a refusal is refused', () => {
  test('to who has no letter there, and to who has it but not the turn', async () => {
    const { letterId, version } = await waiting(['head', 'regent']);
    for (const person of ['regent', 'kabidOne', 'sekda', 'stranger'] as const)
      expect(await refusal(refuse(person, letterId, version))).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
    expect(await refusal(refuse('registrar', letterId, version))).toMatchObject({
      status: 409,
      code: 'not-your-turn',
      params: { who: 'Plh. Kepala Dinas Komunikasi dan Informatika' },
    });
    expect(await refusal(refuse('outsider', letterId, version, { desk: made.desks.head }))).toMatchObject({
      code: 'desk-not-yours',
    });
    expect((await openAt('registrar', letterId)).status).toBe('awaiting-signature');
  });

  test('without a reason, for an older version, and once the letter is signed', async () => {
    const { letterId, version } = await waiting();
    for (const reason of ['', '   \n '])
      expect(await refusal(refuse('head', letterId, version, { reason }))).toMatchObject({
        status: 422,
        code: 'request-invalid',
      });
    expect(await refusal(refuse('head', letterId, version - 1))).toMatchObject({
      status: 409,
      code: 'letter-changed-meanwhile',
    });
    expect((await signAs(made, 'head', letterId, passphrase)).status).toBe(200);
    expect(await refusal(refuse('head', letterId, version))).toMatchObject({ code: 'letter-status-wrong' });
    expect((await openAt('head', letterId)).acts).not.toContain('refuse');
  });

  test('to a helper at the desk', async () => {
    const { letterId, version } = await waiting();
    await made.store.write((db) =>
      db
        .insertInto('secretary_rights')
        .values({
          tenant_id: made.tenantId,
          id: '01900000-0000-7000-8000-00000000000b',
          position_id: made.desks.head,
          delegate_position_id: made.desks.kabidTwo,
          from_date: '2026-01-01',
          until_date: null,
        })
        .execute(),
    );
    expect(await refusal(refuse('kabidTwo', letterId, version, { desk: made.desks.head }))).toMatchObject({
      status: 403,
      code: 'signing-not-delegated',
    });
  });

  test('while it is not known whether the letter is signed', async () => {
    const { letterId, version } = await waiting();
    await made.store.write((db) =>
      db.updateTable('letters').set({ status: 'uncertain' }).where('id', '=', letterId).execute(),
    );
    expect(await refusal(refuse('head', letterId, version))).toMatchObject({
      status: 409,
      code: 'signing-uncertain',
    });
  });

  test('in a portal, of a letter that the portal may not show', async () => {
    const { letterId, version } = await waiting();
    await made.store.write((db) =>
      db.updateTable('letters').set({ sifat: 'rahasia' }).where('id', '=', letterId).execute(),
    );
    expect(await refusal(refuse('head', letterId, version))).toMatchObject({ code: 'restricted-in-portal' });
  });
});

test('only the desk that made a refused letter closes it', async () => {
  const { letterId, version } = await waiting();
  await refuse('head', letterId, version);
  const { version: now } = await openAt('head', letterId);
  const close = async (person: Person) =>
    (await made.as(person)).request('POST', `/v1/desks/:desk/letters/${letterId}/close`, { version: now });
  expect(await refusal(close('head'))).toMatchObject({ code: 'letter-status-wrong' });
  expect(await refusal(close('kabidOne'))).toMatchObject({ code: 'letter-not-found' });
  expect((await close('registrar')).status).toBe(200);
});
