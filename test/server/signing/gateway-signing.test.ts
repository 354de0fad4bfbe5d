import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAll } from '../../../server/pdf/index.js';
import { holdersOf } from '../../support/find-secret.js';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../../support/gateway-office.js';
import {
  numbered,
  outgoingLetter,
  preflightOf,
  pressSign,
  refusal,
  signAs,
  signIntent,
} from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';

describe.each(['v1', 'v2'] as const)('at a gateway of %s', (version) => {
  let made: GatewayOffice;
  beforeAll(async () => {
    made = await gatewayOffice(version);
  });
  afterAll(() => made.close());

  const { head, regent } = gatewaySigners;

  async function waiting(signers: readonly ('head' | 'regent')[] = ['head']): Promise<string> {
    const letter = await outgoingLetter(made, signers);
    await numbered(made, letter);
    return letter.letterId;
  }

  const statusOf = async (letterId: string) =>
    (
      await made.store.read((db) =>
        db.selectFrom('letters').select('status').where('id', '=', letterId).executeTakeFirstOrThrow(),
      )
    ).status;

  const factsOf = async (letterId: string) => {
    const rows = await made.store.read((db) =>
      db
        .selectFrom('ledger')
        .select(['kind', 'data'])
        .where('subject', '=', letterId)
        .where('kind', 'like', '%sign%')
        .orderBy('seq')
        .execute(),
    );
    return rows.map(({ kind, data }) => ({ kind, data: JSON.parse(data) as Record<string, unknown> }));
  };

  const newest = async (letterId: string) => {
    const row = await made.store.read((db) =>
      db.selectFrom('letters').selectAll().where('id', '=', letterId).executeTakeFirstOrThrow(),
    );
    return readAll(await made.office.documents.open(made.tenantId, row.document_sha256 ?? ''));
  };

  test('two officials sign, both valid by poppler, in a file that begins with ours', async () => {
    const letterId = await waiting(['head', 'regent']);
    const base = await newest(letterId);
    const { intentId } = await signIntent(made, 'head', letterId);
    const shown = await preflightOf(made, intentId);
    expect(shown).toMatchObject({ provider: 'bsre', signable: true, triesLeft: 5 });
    expect(shown.checks.find(({ check }) => check === 'certificate')).toMatchObject({
      ok: true,
      title: 'Sertifikat BSrE aktif',
    });
    const first = await pressSign(made, intentId, head.passphrase);
    expect(await first.json()).toMatchObject({
      state: 'signed',
      verdict: 'intact',
      level: 'B-T',
      signatures: 1,
    });
    const second = await signAs(made, 'regent', letterId, regent.passphrase);
    expect(await second.json()).toMatchObject({ state: 'signed', signatures: 2 });
    expect(await statusOf(letterId)).toBe('signed');
    const signed = await newest(letterId);
    expect(Buffer.compare(signed.subarray(0, base.length), base)).toBe(0);
    await withFile(signed, async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
      expect(await qpdfCheck(path)).toBe(0);
    });
    const facts = await factsOf(letterId);
    expect(facts.map(({ kind }) => kind)).toEqual([
      ...['signing.intended', 'signing.affirmed', 'signing.dispatched', 'signing.answered', 'letter.signed'],
      ...['signing.intended', 'signing.affirmed', 'signing.dispatched', 'signing.answered', 'letter.signed'],
    ]);
    const answered = facts.find(({ kind }) => kind === 'signing.answered');
    expect(answered?.data).toMatchObject({ outcome: 'signed', http: 200 });
    expect(String(answered?.data['raw'])).toContain('‹file');
  });

  test('a wrong passphrase counts, is told with what BSrE said, and the right one gives all tries back', async () => {
    const letterId = await waiting();
    const wrong = await refusal(signAs(made, 'head', letterId, 'bukan ini'));
    expect(wrong).toMatchObject({ status: 403, code: 'passphrase-wrong', params: { left: 4 } });
    expect(await statusOf(letterId)).toBe('awaiting-signature');
    const { intentId } = await signIntent(made, 'head', letterId);
    expect(await preflightOf(made, intentId)).toMatchObject({ triesLeft: 4 });
    expect((await pressSign(made, intentId, head.passphrase)).status).toBe(200);
    const next = await signIntent(made, 'head', await waiting());
    expect(await preflightOf(made, next.intentId)).toMatchObject({ triesLeft: 5 });
  });

  test('five wrong ones lock for a quarter of an hour, and the gateway is not asked meanwhile', async () => {
    const letterId = await waiting(['regent']);
    for (const left of [4, 3, 2, 1])
      expect(await refusal(signAs(made, 'regent', letterId, 'bukan ini'))).toMatchObject({
        params: { left },
      });
    expect(await refusal(signAs(made, 'regent', letterId, 'bukan ini'))).toMatchObject({
      status: 423,
      code: 'gateway-locked',
    });
    const before = await made.dispatches();
    expect(await refusal(signAs(made, 'regent', letterId, regent.passphrase))).toMatchObject({
      code: 'gateway-locked',
    });
    expect(await made.dispatches()).toBe(before);
    made.setClock(16 * 60_000);
    expect((await signAs(made, 'regent', letterId, regent.passphrase)).status).toBe(200);
  });

  test.each([
    ['before', 'cut-off'],
    ['after', 'cut-off'],
    ['mid-response', undefined],
  ] as const)('a line cut %s stays uncertain, and nothing is sent again', async (drop, reason) => {
    const letterId = await waiting();
    await made.simulator.arm({ drop, calls: 1 });
    const before = await made.dispatches();
    const { intentId } = await signIntent(made, 'head', letterId);
    const response = await pressSign(made, intentId, head.passphrase);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ state: 'uncertain' });
    expect(await statusOf(letterId)).toBe('uncertain');
    expect(await preflightOf(made, intentId)).toMatchObject({
      state: 'uncertain',
      outcome: { state: 'uncertain' },
    });
    const seat = await made.as('head');
    expect(
      await refusal(seat.request('POST', `/v1/desks/:desk/letters/${letterId}/sign-intents`, {})),
    ).toMatchObject({ status: 409, code: 'signing-uncertain' });
    expect(await made.dispatches()).toBe(before + 1);
    const told = (await factsOf(letterId)).at(-1);
    expect(told).toMatchObject({ kind: 'signing.uncertain', data: { intent: intentId } });
    if (reason) expect(told?.data).toMatchObject({ reason });
  });

  test('a file that was changed on its way is no signature of this letter', async () => {
    for (const fault of ['true', 'tail', 'base', 'cut'] as const) {
      const letterId = await waiting();
      await made.simulator.arm({ 'corrupt-pdf': fault, calls: 1 });
      const answer = await signAs(made, 'head', letterId, head.passphrase);
      expect(await answer.json()).toMatchObject({ state: 'uncertain' });
      expect(await statusOf(letterId)).toBe('uncertain');
    }
  });

  test('a file that was written anew is kept as a revision of its own and flagged', async () => {
    const letterId = await waiting();
    await made.simulator.arm({ 'rewritten-pdf': true, calls: 1 });
    const answer = await signAs(made, 'head', letterId, head.passphrase);
    expect(await answer.json()).toMatchObject({ state: 'signed' });
    expect((await factsOf(letterId)).at(-1)).toMatchObject({
      kind: 'letter.signed',
      data: { rewritten: true },
    });
    const rows = await made.store.read((db) =>
      db
        .selectFrom('letter_documents')
        .select('role')
        .where('letter_id', '=', letterId)
        .orderBy('at')
        .execute(),
    );
    expect(rows.map(({ role }) => role).sort()).toEqual(['original', 'signed', 'stamped']);
    const signature = await made.store.read((db) =>
      db.selectFrom('signatures').selectAll().where('letter_id', '=', letterId).executeTakeFirstOrThrow(),
    );
    expect(signature).toMatchObject({
      rewritten: 1,
      provider: 'bsre',
      certificate_name: 'NAMA UJI SATU (TEST)',
    });
  });

  test('but not over a signature that was there', async () => {
    const letterId = await waiting(['head', 'regent']);
    await signAs(made, 'head', letterId, head.passphrase);
    await made.simulator.arm({ 'rewritten-pdf': true, calls: 1 });
    const answer = await signAs(made, 'regent', letterId, regent.passphrase);
    expect(await answer.json()).toMatchObject({ state: 'uncertain' });
  });

  test('what a busy gateway did with a whole request, nobody knows', async () => {
    const letterId = await waiting();
    await made.simulator.arm({ 'status-503': true, calls: 1 });
    const answer = await signAs(made, 'head', letterId, head.passphrase);
    expect(await answer.json()).toMatchObject({ state: 'uncertain' });
  });

  test('neither passphrase nor NIK is found in database, documents or log', async () => {
    for (const secret of [head.passphrase, regent.passphrase, head.nik, regent.nik])
      expect(await holdersOf(secret, made.folder, { log: made.logged.join('\n') })).toEqual([]);
  });
});
