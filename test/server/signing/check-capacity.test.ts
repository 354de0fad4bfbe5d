import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capacityRulesOf, setCapacityRules, type CapacityRule } from '../../../server/signing/index.js';
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

const passphrases = { head: 'sagu bakar di tepi Tami 9', regent: 'burung mambruk pagi hari 3' } as const;

/** The head holds the office as Plh. from 2 November to 31 December 2026, both days inclusive. */
let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  // Before the first day, so that certificates are older than everything that is signed.
  made.setClock('2026-11-01T12:00:00.000Z');
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
}, 180_000);
afterAll(() => made.close());
beforeEach(() => made.setClock('2026-11-24T00:30:00.000Z'));

const settle = async (rule: CapacityRule['rule'], capacity: CapacityRule['capacity'] = 'plh') =>
  setCapacityRules(await made.commandScope(), [{ code: 'surat-dinas', capacity, rule }]);

async function waiting(signer: Person = 'head'): Promise<string> {
  const letter = await outgoingLetter(made, [signer]);
  await numbered(made, letter);
  return letter.letterId;
}

async function capacityOf(intentId: string) {
  const { checks, signable } = await preflightOf(made, intentId);
  return { signable, check: checks.find(({ check }) => check === 'capacity') };
}

const kindsAbout = (letterId: string) =>
  made.store.read(async (db) =>
    (await db.selectFrom('ledger').select('kind').where('subject', '=', letterId).execute()).map(
      ({ kind }) => kind,
    ),
  );

describe('a kind of letter that is closed to Plh.', () => {
  test('is refused before the passphrase, and with it', async () => {
    await settle('refuse');
    const letterId = await waiting();
    const { intentId } = await signIntent(made, 'head', letterId);
    expect(await capacityOf(intentId)).toEqual({
      signable: false,
      check: {
        check: 'capacity',
        ok: false,
        code: 'capacity-closed',
        title:
          'Surat dinas tidak boleh ditandatangani oleh Plh., jadi mintalah pejabat definitif atau atasannya. Naskah belum ditandatangani.',
      },
    });
    expect(await refusal(pressSign(made, intentId, passphrases.head))).toMatchObject({
      status: 403,
      code: 'capacity-closed',
      params: { kind: 'Surat dinas', capacity: 'Plh.' },
    });
    expect(await kindsAbout(letterId)).not.toContain('signing.affirmed');
  });

  test('is refused again within the dispatch, where that was settled while the key was opened', async () => {
    await settle('allow');
    const letterId = await waiting();
    const { intentId } = await signIntent(made, 'head', letterId);
    const pressed = pressSign(made, intentId, passphrases.head);
    while (!(await kindsAbout(letterId)).includes('signing.affirmed'))
      await new Promise((resolve) => setTimeout(resolve, 5));
    await settle('refuse');
    expect(await refusal(pressed)).toMatchObject({ code: 'capacity-closed' });
    expect(await kindsAbout(letterId)).not.toContain('signing.dispatched');
    expect((await preflightOf(made, intentId)).state).toBe('open');
  });

  test('only warns where that is settled, and is signed all the same', async () => {
    await settle('warn');
    const letterId = await waiting();
    const { intentId } = await signIntent(made, 'head', letterId);
    const { signable, check } = await capacityOf(intentId);
    expect(signable).toBe(true);
    expect(check).toMatchObject({ ok: false, title: 'Surat dinas biasanya tidak ditandatangani oleh Plh.' });
    expect(check).not.toHaveProperty('code');
    expect((await pressSign(made, intentId, passphrases.head)).status).toBe(200);
  });

  test('is open to a definitive holder, to other capacities, and where nothing or «allow» is settled', async () => {
    await settle('refuse');
    const { intentId } = await signIntent(made, 'regent', await waiting('regent'));
    expect((await capacityOf(intentId)).check).toBeUndefined();
    expect((await pressSign(made, intentId, passphrases.regent)).status).toBe(200);
    await settle('allow');
    await settle('refuse', 'plt');
    const own = await signIntent(made, 'head', await waiting());
    expect(await capacityOf(own.intentId)).toEqual({ signable: true });
    expect(
      (await capacityRulesOf(await made.commandScope())).map(({ capacity, rule }) => [capacity, rule]),
    ).toEqual([
      ['plh', 'allow'],
      ['plt', 'refuse'],
    ]);
    expect(await capacityRulesOf(await made.commandScope(made.otherTenantId))).toEqual([]);
  });
});

describe('an appointment is in force on both of its days, from 00.00 to 24.00 WIT', () => {
  test('from its first second', async () => {
    await settle('allow');
    made.setClock('2026-11-01T14:59:59.000Z');
    const letterId = await waiting();
    const early = (await made.as('head')).request(
      'POST',
      `/v1/desks/:desk/letters/${letterId}/sign-intents`,
      {},
    );
    expect((await refusal(early)).code).toBe('desk-not-yours');
    made.setClock('2026-11-01T15:00:00.000Z');
    const { intentId } = await signIntent(made, 'head', letterId);
    expect((await pressSign(made, intentId, passphrases.head)).status).toBe(200);
  });

  test('to its last, and not for one that waits over midnight', async () => {
    await settle('allow');
    made.setClock('2026-12-31T14:58:00.000Z');
    const [one, two] = [await waiting(), await waiting()];
    const intents = [await signIntent(made, 'head', one), await signIntent(made, 'head', two)];
    made.setClock('2026-12-31T14:59:59.999Z');
    expect((await pressSign(made, intents[0]?.intentId ?? '', passphrases.head)).status).toBe(200);
    made.setClock('2026-12-31T15:00:00.000Z');
    expect(await refusal(pressSign(made, intents[1]?.intentId ?? '', passphrases.head))).toMatchObject({
      status: 403,
      code: 'appointment-not-in-force',
      params: {
        position: 'Plh. Kepala Dinas Komunikasi dan Informatika',
        from: '2 November 2026',
        until: '31 Desember 2026',
      },
    });
    const shown = await preflightOf(made, intents[1]?.intentId ?? '');
    expect(shown.checks.find(({ check }) => check === 'appointment')?.title).toContain('31 Desember 2026');
  });
});
