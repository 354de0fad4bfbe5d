import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Uncertainty } from '../../../server/contract/signing.js';
import { readAll } from '../../../server/pdf/index.js';
import { askProviders, reconcileSigning } from '../../../server/signing/index.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import { letterPdf } from '../../support/letter-pdf.js';
import {
  answer,
  numbered,
  outgoingLetter,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';

const { head } = gatewaySigners;
const reason = 'Admin gateway memeriksa catatan: tidak ada permintaan.';

let made: GatewayOffice;

async function waiting(signers: readonly ('head' | 'regent')[] = ['head']): Promise<string> {
  const letter = await outgoingLetter(made, signers);
  await numbered(made, letter);
  return letter.letterId;
}

/** A letter whose signing was cut. */
async function uncertain(drop: 'before' | 'after' | 'mid-response'): Promise<string> {
  const letterId = await waiting();
  await made.simulator.arm({ drop, calls: 1 });
  const signed = await signAs(made, 'head', letterId, head.passphrase);
  expect(await signed.json()).toMatchObject({ state: 'uncertain' });
  return letterId;
}

const rowOf = (letterId: string) =>
  made.store.read((db) =>
    db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
  );

const lastFact = async (letterId: string) => {
  const row = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select(['kind', 'data'])
      .where('subject', '=', letterId)
      .where('kind', 'like', 'signing.%')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return { kind: row.kind, data: JSON.parse(row.data) as Record<string, unknown> };
};

async function ask(
  letterId: string,
  method = 'GET',
  body?: unknown,
  path = '',
  person: 'head' | 'registrar' | 'outsider' = 'head',
): Promise<Response> {
  const seat = await made.as(person);
  return seat.request(method, `/v1/desks/:desk/letters/${letterId}/uncertainty${path}`, body);
}

// Through the routes: `showUncertainty`, `decideUnsigned` and `decideSigned`.
describe('at a gateway that keeps what it signed', () => {
  beforeAll(async () => {
    made = await gatewayOffice('v1');
  });
  afterAll(() => made.close());

  test('a file of which half had come is fetched by its id, judged and kept, without another dispatch', async () => {
    const letterId = await uncertain('mid-response');
    const before = await made.dispatches();
    expect(await answer<Uncertainty>(await ask(letterId))).toMatchObject({
      provider: 'bsre',
      providerDocument: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      mayDecide: true,
      answers: [{ outcome: 'unknown' }],
    });
    expect(await askProviders(made.office)).toBe(1);
    expect((await rowOf(letterId)).status).toBe('signed');
    expect(await made.dispatches()).toBe(before);
    expect(await lastFact(letterId)).toMatchObject({
      kind: 'signing.resolved',
      data: { outcome: 'signed', from: 'provider' },
    });
    expect(await refusal(ask(letterId))).toMatchObject({ status: 409, code: 'signing-certain' });
  });

  test('a file that somebody fetched before stays unknown, and is asked for once', async () => {
    const letterId = await uncertain('mid-response');
    const { providerDocument = '' } = await answer<Uncertainty>(await ask(letterId));
    expect((await made.simulator.call(`/api/sign/download/${providerDocument}`)).status).toBe(200);
    expect(await askProviders(made.office)).toBe(0);
    expect((await rowOf(letterId)).status).toBe('uncertain');
    const shown = await answer<Uncertainty>(await ask(letterId));
    expect(shown.answers.map(({ code }) => code).at(-1)).toBe('document-gone');
    await askProviders(made.office);
    expect((await answer<Uncertainty>(await ask(letterId))).answers).toHaveLength(shown.answers.length);
  });

  test('without an id nothing can be asked', async () => {
    const letterId = await uncertain('after');
    expect((await answer<Uncertainty>(await ask(letterId))).providerDocument).toBeUndefined();
    expect(await askProviders(made.office)).toBe(0);
    expect((await rowOf(letterId)).status).toBe('uncertain');
  });
});

describe('at a gateway that forgets', () => {
  beforeAll(async () => {
    made = await gatewayOffice('v2');
  });
  afterAll(() => made.close());

  test('a person decides, with a reason, and only then is it sent again', async () => {
    const letterId = await uncertain('before');
    const before = await made.dispatches();
    const { intentId } = await answer<Uncertainty>(await ask(letterId));
    const decision = { intentId, decision: 'not-signed', reason };
    expect((await ask(letterId, 'POST', { ...decision, reason: 'ya' })).status).toBe(422);
    expect((await rowOf(letterId)).status).toBe('uncertain');
    expect(await answer(await ask(letterId, 'POST', decision))).toEqual({ state: 'awaiting-signature' });
    expect(await refusal(ask(letterId, 'POST', decision))).toMatchObject({ code: 'signing-certain' });
    const decided = await made.store.read((db) =>
      db
        .selectFrom('ledger')
        .select(['data', 'actor'])
        .where('subject', '=', letterId)
        .where('kind', '=', 'signing.decided')
        .execute(),
    );
    expect(decided).toHaveLength(1);
    expect(JSON.parse(decided[0]?.data ?? '{}')).toMatchObject({ decision: 'not-signed', reason });
    expect(decided[0]?.actor).toContain(made.officials.head);
    expect(await made.dispatches()).toBe(before);
    const again = await signAs(made, 'head', letterId, head.passphrase);
    expect(await again.json()).toMatchObject({ state: 'signed', signatures: 1 });
    expect(await made.dispatches()).toBe(before + 1);
  });

  test('a file that a person brings counts as far as it proves itself', async () => {
    const letterId = await waiting();
    // The same act at another time: what the gateway gave is found, and the office forgets that it got it.
    const { intentId } = await signIntent(made, 'head', letterId);
    const base = (await rowOf(letterId)).document_sha256 ?? '';
    const unsigned = await readAll(await made.office.documents.open(made.tenantId, base));
    const given = await signedElsewhere(unsigned);
    await made.simulator.arm({ drop: 'after', calls: 1 });
    await pressSign(made, intentId, head.passphrase);
    expect((await rowOf(letterId)).status).toBe('uncertain');

    const changed = Buffer.from(given);
    changed[Math.floor(unsigned.length / 2)] = (changed[Math.floor(unsigned.length / 2)] ?? 0) ^ 1;
    for (const wrong of [unsigned, changed, await signedElsewhere(letterPdf()), Buffer.from('bukan PDF')])
      expect(await refusal(ask(letterId, 'POST', wrong, '/file'))).toMatchObject({
        status: 422,
        code: 'signed-copy-wrong',
      });
    expect((await rowOf(letterId)).status).toBe('uncertain');
    expect(await answer(await ask(letterId, 'POST', given, '/file'))).toEqual({ state: 'signed' });
    expect((await rowOf(letterId)).status).toBe('signed');
    expect(await lastFact(letterId)).toMatchObject({
      kind: 'signing.resolved',
      data: { outcome: 'signed', from: 'person' },
    });
  });

  test('nobody decides but the signer’s own desk', async () => {
    const letterId = await uncertain('after');
    const { intentId } = await answer<Uncertainty>(await ask(letterId));
    const decision = { intentId, decision: 'not-signed', reason };
    expect(await answer<Uncertainty>(await ask(letterId, 'GET', undefined, '', 'registrar'))).toMatchObject({
      mayDecide: false,
    });
    expect(await refusal(ask(letterId, 'POST', decision, '', 'registrar'))).toMatchObject({
      code: 'signing-not-delegated',
    });
    expect(await refusal(ask(letterId, 'POST', letterPdf(), '/file', 'registrar'))).toMatchObject({
      code: 'signing-not-delegated',
    });
    for (const [method, body, path] of [
      ['GET', undefined, ''],
      ['POST', decision, ''],
      ['POST', letterPdf(), '/file'],
    ] as const)
      expect(await refusal(ask(letterId, method, body, path, 'outsider'))).toMatchObject({
        status: 404,
        code: 'letter-not-found',
      });
    expect((await rowOf(letterId)).status).toBe('uncertain');
  });

  test('what was answered before the process died is kept, what was not is uncertain', async () => {
    const answered = await waiting();
    await signAs(made, 'head', answered, head.passphrase);
    const silent = await uncertain('after');
    // As a process leaves them that dies between an answer and its keeping, and before an answer.
    await made.store.write(async (db) => {
      await db.deleteFrom('signatures').where('letter_id', '=', answered).execute();
      await db
        .deleteFrom('signing_answers')
        .where('intent_id', 'in', (intents) =>
          intents.selectFrom('sign_intents').select('id').where('letter_id', '=', silent),
        )
        .execute();
      await db
        .updateTable('sign_intents')
        .set({ state: 'dispatched' })
        .where('letter_id', 'in', [answered, silent])
        .execute();
      await db
        .updateTable('signers')
        .set({ state: 'current', official_id: null, at: null })
        .where('letter_id', 'in', [answered, silent])
        .execute();
      await db
        .updateTable('letters')
        .set({ status: 'signing' })
        .where('id', 'in', [answered, silent])
        .execute();
    });
    const before = await made.dispatches();
    expect(await reconcileSigning(made.office)).toBe(2);
    expect((await rowOf(answered)).status).toBe('signed');
    expect((await rowOf(silent)).status).toBe('uncertain');
    expect(await lastFact(silent)).toMatchObject({ kind: 'signing.uncertain', data: { reason: 'cut-off' } });
    expect(await made.dispatches()).toBe(before);
  });
});

/** What the gateway would have given for a file, asked for past the office. */
async function signedElsewhere(pdf: Uint8Array): Promise<Buffer> {
  const signed = await made.simulator.json('/api/v2/sign/pdf', {
    nik: head.nik,
    passphrase: head.passphrase,
    signatureProperties: [{ tampilan: 'INVISIBLE', location: null, reason: '' }],
    file: [Buffer.from(pdf).toString('base64')],
  });
  const { file } = (await signed.json()) as { file: string[] };
  return Buffer.from(file[0] ?? '', 'base64');
}
