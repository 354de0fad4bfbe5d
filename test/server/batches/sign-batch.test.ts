import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyLedger } from '../../../server/ledger/index.js';
import { releaseBatches } from '../../../server/batches/index.js';
import { readAll } from '../../../server/pdf/index.js';
import { BatchDesk, waitingLetters } from '../../support/letter-batch.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { answer, enrol, numbered, outgoingLetter, refusal, signAs } from '../../support/outgoing-letter.js';
import { pdfsigVerdicts, qpdfCheck, withFile } from '../../support/pdf-oracles.js';

const passphrase = 'papeda panas di Skouw 42';

describe('many letters by a key of ours', () => {
  let made: MadeOffice;
  beforeAll(async () => {
    made = await madeOffice();
    expect((await enrol(made, 'head', passphrase)).status).toBe(201);
  });
  afterAll(() => made.close());

  const statusOf = async (letterId: string) =>
    (
      await made.store.read((db) =>
        db.selectFrom('letters').select('status').where('id', '=', letterId).executeTakeFirstOrThrow(),
      )
    ).status;
  const kindsOf = async (subject: string) =>
    (
      await made.store.read((db) =>
        db
          .selectFrom('ledger')
          .select(['kind', 'data'])
          .where('subject', '=', subject)
          .orderBy('seq')
          .execute(),
      )
    ).map(({ kind, data }) => ({ kind, ...(JSON.parse(data) as Record<string, unknown>) }));

  test('one passphrase signs each, and every step is in the ledger', async () => {
    const ids = await waitingLetters(made, 3);
    const desk = await BatchDesk.begin(made, ids);
    const shown = await desk.show();
    expect(shown).toMatchObject({ state: 'open', capacity: 'Plh. Kepala Dinas Komunikasi dan Informatika' });
    expect(shown.items.map(({ letterId, state, seen }) => ({ letterId, state, seen }))).toEqual(
      ids.map((letterId) => ({ letterId, state: 'ready', seen: [] })),
    );
    expect(shown.act?.checks.map(({ check }) => check)).not.toContain('turn');

    expect(await refusal(desk.sign(passphrase))).toMatchObject({
      code: 'batch-unopened',
      params: { count: 3 },
    });
    await desk.seeAll();
    const pressed = await desk.sign(passphrase);
    expect(pressed.status).toBe(202);
    expect(await desk.standing()).toMatchObject({
      state: 'done',
      items: [{ state: 'signed' }, { state: 'signed' }, { state: 'signed' }],
    });
    for (const id of ids) {
      expect(await statusOf(id)).toBe('signed');
      const facts = await kindsOf(id);
      expect(facts.find(({ kind }) => kind === 'signing.affirmed')).toMatchObject({
        batch: desk.batchId,
        pagesSeen: 1,
      });
      expect(facts.filter(({ kind }) => kind === 'letter.signed')).toHaveLength(1);
    }
    expect(await kindsOf(desk.batchId)).toMatchObject([
      { kind: 'batch.begun', letters: 3 },
      { kind: 'batch.affirmed', letters: 3 },
      { kind: 'batch.ended', state: 'done', signed: 3 },
    ]);
    const { document_sha256: sha256 } = await made.store.read((db) =>
      db
        .selectFrom('letters')
        .selectAll()
        .where('id', '=', ids[1] ?? '')
        .executeTakeFirstOrThrow(),
    );
    await withFile(
      await readAll(await made.office.documents.open(made.tenantId, sha256 ?? '')),
      async (path) => {
        expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.']);
        await qpdfCheck(path);
      },
    );
  });

  test('a wrong passphrase signs nothing and leaves the batch as it was', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    await desk.seeAll();
    expect(await refusal(desk.sign('salah sekali ini'))).toMatchObject({
      code: 'passphrase-wrong',
      params: { left: 4 },
    });
    expect((await desk.show()).state).toBe('open');
    expect((await desk.cancel()).status).toBe(200);
    expect((await desk.show()).state).toBe('cancelled');
    expect(await refusal(desk.sign(passphrase))).toMatchObject({ code: 'batch-over' });
  });

  test('what somebody else has dealt with is passed over and told, the others are signed', async () => {
    const ids = await waitingLetters(made, 3);
    const desk = await BatchDesk.begin(made, ids);
    await desk.seeAll();
    expect((await signAs(made, 'head', ids[1] ?? '', passphrase)).status).toBe(200);
    expect((await desk.leave(ids[2] ?? '')).status).toBe(200);
    expect((await desk.sign(passphrase)).status).toBe(202);
    const { state, items } = await desk.standing();
    expect(state).toBe('done');
    expect(items.map((item) => item.state)).toEqual(['signed', 'refused', 'left']);
    expect(items[1]?.problem?.code).toBe('letter-changed-meanwhile');
    expect(await statusOf(ids[2] ?? '')).toBe('awaiting-signature');
  });

  test('a document that was not shown is not signed', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    await desk.seeAll();
    const documents = (await desk.show()).items.map(({ sha256 }) => sha256).reverse();
    expect(await refusal(desk.sign(passphrase, { documents }))).toMatchObject({
      code: 'batch-changed-meanwhile',
    });
    await desk.cancel();
  });

  test('a letter can be taken out and back in, and pages that are not there are refused', async () => {
    const [first = '', second = ''] = await waitingLetters(made, 2);
    const desk = await BatchDesk.begin(made, [first, second]);
    await desk.leave(first);
    expect((await desk.progress()).items[0]).toEqual({ state: 'left' });
    await desk.leave(first, false);
    expect((await desk.progress()).items[0]).toEqual({ state: 'ready' });
    expect(await refusal(desk.see(first, [99]))).toMatchObject({ code: 'request-invalid' });
    await desk.see(first, [1]);
    await desk.see(first, [1]);
    expect((await desk.show()).items[0]?.seen).toEqual([1]);
    expect(await refusal(desk.see(made.tenantId))).toMatchObject({ code: 'letter-not-found' });
    await desk.cancel();
    expect(await refusal(desk.see(second))).toMatchObject({ code: 'batch-over' });
  });

  test('who may not sign them begins none', async () => {
    const [mine = ''] = await waitingLetters(made, 1);
    const registrar = await made.as('registrar');
    const theirs = (letterIds: unknown) =>
      registrar.request('POST', '/v1/desks/:desk/sign-batches', { letterIds });
    expect((await refusal(theirs([mine]))).code).toMatch(
      /^(grant-missing|batch-unsignable|letter-not-found)$/,
    );
    const head = await made.as('head');
    const ask = (letterIds: unknown) => head.request('POST', '/v1/desks/:desk/sign-batches', { letterIds });
    expect(await refusal(ask([mine, mine]))).toMatchObject({ code: 'request-invalid' });
    expect(await refusal(ask([]))).toMatchObject({ code: 'request-invalid' });
    expect(await refusal(ask([made.tenantId]))).toMatchObject({ code: 'letter-not-found' });
    const draft = await outgoingLetter(made, ['head']);
    expect(await refusal(ask([draft.letterId]))).toMatchObject({ code: /batch-unsignable|letter-not-found/ });
    await numbered(made, draft);
  });

  test('only a page of Noken’s own may ask, and only for what there is', async () => {
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 1));
    const foreign = { origin: 'https://portal.example', 'sec-fetch-site': 'cross-site' };
    const path = `/v1/sign-batches/${desk.batchId}`;
    expect((await made.app.request(path, { headers: foreign })).status).toBe(403);
    expect(await refusal(new BatchDesk(made, made.tenantId).ask('GET', ''))).toMatchObject({
      code: 'batch-not-found',
    });
    const frame = await made.app.request(`/v1/batch-frame?batch=${desk.batchId}`);
    expect(frame.headers.get('content-security-policy')).toContain('frame-ancestors');
    expect(await frame.text()).toContain('/frame/batch-page.js');
    const [item] = (await desk.show()).items;
    expect((await kindsOf(item?.letterId ?? '')).map(({ kind }) => kind)).not.toContain('frame.noticed');
    await made.app.request(`/v1/batch-frame?batch=${desk.batchId}`);
    expect((await kindsOf(item?.letterId ?? '')).at(-1)).toMatchObject({
      kind: 'frame.noticed',
      what: 'second-load',
    });
    await desk.cancel();
  });

  test('it is found again at the desk until it has ended', async () => {
    const head = await made.as('head');
    const list = async () =>
      (
        await answer<{ batches: { batchId: string; letters: number; state: string }[] }>(
          await head.request('GET', '/v1/desks/:desk/sign-batches'),
        )
      ).batches;
    const desk = await BatchDesk.begin(made, await waitingLetters(made, 2));
    expect(await list()).toEqual([]);
    await desk.seeAll();
    expect(await list()).toMatchObject([{ batchId: desk.batchId, letters: 2, state: 'open' }]);
    await desk.cancel();
    expect(await list()).toEqual([]);
  });

  test('a server that goes down ends the letter that is under way, and the rest waits for the passphrase', async () => {
    const ids = await waitingLetters(made, 4);
    const desk = await BatchDesk.begin(made, ids);
    await desk.seeAll();
    expect((await desk.sign(passphrase)).status).toBe(202);
    await releaseBatches(made.office);
    const { state, items } = await desk.progress();
    expect(state).toBe('paused');
    const signed = items.filter((item) => item.state === 'signed').length;
    expect(signed).toBeLessThan(4);
    expect(await refusal(desk.resume())).toMatchObject({ code: 'batch-passphrase-needed' });
    expect((await desk.sign(passphrase)).status).toBe(202);
    expect((await desk.standing()).items.every((item) => item.state === 'signed')).toBe(true);
  });

  test('two windows begin it once, and a cancel between letters leaves the rest', async () => {
    const ids = await waitingLetters(made, 6);
    const desk = await BatchDesk.begin(made, ids);
    await desk.seeAll();
    const [one, two] = await Promise.all([desk.sign(passphrase), desk.sign(passphrase)]);
    expect([one.status, two.status].sort()).toEqual([202, 409]);
    await desk.cancel();
    const { state, items } = await desk.standing();
    const signed = items.filter((item) => item.state === 'signed').length;
    if (signed < ids.length) expect(state).toBe('cancelled');
    for (const [i, id] of ids.entries())
      expect(await statusOf(id)).toBe(items[i]?.state === 'signed' ? 'signed' : 'awaiting-signature');
  });

  test('the ledger is whole', async () => {
    const scope = { tenantId: made.tenantId, store: made.store };
    expect((await verifyLedger(scope, { outside: [], anchors: [] })).problems).toEqual([]);
  });
});
