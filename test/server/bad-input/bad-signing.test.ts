import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SignPreflight } from '../../../server/contract/signing.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  signIntent,
} from '../../support/outgoing-letter.js';
import { refusedTwice } from '../../support/refused-twice.js';

const passphrases = { head: 'pinang muda dari Senggi 2', regent: 'kabut pagi di Web 55' } as const;

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  for (const person of ['head', 'regent'] as const)
    expect((await enrol(made, person, passphrases[person])).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

/** A letter that waits for one signer, with the request to sign and what its frame was shown. */
async function awaiting(person: Person) {
  const letter = await outgoingLetter(made, [person]);
  await numbered(made, letter);
  const { intentId } = await signIntent(made, person, letter.letterId);
  const shown = await preflightOf(made, intentId);
  return { letterId: letter.letterId, intentId, sha256: shown.letter?.sha256 ?? '' };
}
type Awaiting = Awaited<ReturnType<typeof awaiting>>;

const press =
  ({ intentId, sha256 }: Awaiting, passphrase: string, more: Record<string, unknown> = {}) =>
  (headers: Record<string, string>) =>
    made.app.request('/v1/sign', {
      method: 'POST',
      headers: { ...ownHeaders(made), ...headers },
      body: JSON.stringify({ intentId, affirmed: true, passphrase, sha256, ...more }),
    });

/** The letter waits for its signature with the bytes that it had, and nothing was signed. */
async function expectUnsigned({ letterId, sha256 }: Awaiting): Promise<void> {
  const found = await made.store.read(async (db) => ({
    letter: await db
      .selectFrom('letters')
      .select(['status', 'document_sha256'])
      .where('id', '=', letterId)
      .executeTakeFirst(),
    signatures: await db.selectFrom('signatures').select('id').where('letter_id', '=', letterId).execute(),
  }));
  expect(found).toEqual({
    letter: { status: 'awaiting-signature', document_sha256: sha256 },
    signatures: [],
  });
}

const appointment = (change: { from_date?: string; until_date?: string | null }) =>
  made.store.write((db) =>
    db
      .updateTable('appointments')
      .set(change)
      .where('position_id', '=', made.desks.head)
      .where('official_id', '=', made.officials.head)
      .execute(),
  );
const setSha256 = (letterId: string, document_sha256: string) =>
  made.store.write((db) =>
    db.updateTable('letters').set({ document_sha256 }).where('id', '=', letterId).execute(),
  );

it.each<
  [string, { from_date?: string; until_date?: string }, { from_date: string; until_date: string }, string]
>([
  [
    'ended yesterday',
    { until_date: '2026-11-23' },
    { from_date: '2026-11-02', until_date: '2026-12-31' },
    '2 November 2026–23 November 2026',
  ],
  [
    'begins tomorrow',
    { from_date: '2026-11-25' },
    { from_date: '2026-11-02', until_date: '2026-12-31' },
    '25 November 2026–31 Desember 2026',
  ],
])('an appointment that %s signs nothing', async (_, change, back, said) => {
  const letter = await awaiting('head');
  await appointment(change);
  const refused = await refusedTwice(press(letter, passphrases.head));
  expect(refused).toMatchObject({ status: 403, code: 'appointment-not-in-force' });
  for (const sentence of [refused.id, refused.en]) expect(sentence).toContain(said);
  await expectUnsigned(letter);
  // Neither try was taken: nobody looked at the passphrase.
  await appointment(back);
  expect((await preflightOf(made, letter.intentId)).triesLeft).toBe(5);
  const signed = await pressSign(made, letter.intentId, passphrases.head);
  expect(signed.status, made.logged.join('\n')).toBe(200);
});

it('a letter that changed since it was shown is not signed, neither as shown nor as changed', async () => {
  const letter = await awaiting('head');
  const other = 'f'.repeat(64);
  await setSha256(letter.letterId, other);
  const refused = await refusedTwice(press(letter, passphrases.head));
  expect(refused).toMatchObject({ status: 409, code: 'letter-changed-meanwhile' });
  await expectUnsigned({ ...letter, sha256: other });
  await setSha256(letter.letterId, letter.sha256);
});

it('five wrong passphrases lock, each telling what is left, and the lock tells who can help', async () => {
  const letter = await awaiting('head');
  const answers = [];
  // Twice each, in both languages: four tries, then the fifth, which locks.
  for (let i = 0; i < 2; i++) answers.push(await wrongTwice(letter));
  expect(answers.map(({ left }) => left)).toEqual([
    [4, 3],
    [2, 1],
  ]);
  await expectUnsigned(letter);
  expect((await press(letter, 'salah kelima')({})).status).toBe(423);
  const locked = await refusedTwice(press(letter, passphrases.head));
  expect(locked).toMatchObject({
    status: 423,
    code: 'key-locked',
    params: { who: 'admin Noken Kabupaten Keerom (uji)' },
  });
  for (const sentence of [locked.id, locked.en])
    expect(sentence).toContain('admin Noken Kabupaten Keerom (uji)');
  await expectUnsigned(letter);
  const shown = (await (
    await made.app.request(`/v1/sign-intents/${letter.intentId}`, { headers: ownHeaders(made) })
  ).json()) as SignPreflight;
  expect(shown).toMatchObject({ signable: false, triesLeft: 0 });
}, 120_000);

/** One wrong passphrase in each language; what each says is left. */
async function wrongTwice(letter: Awaiting): Promise<{ left: number[] }> {
  const left: number[] = [];
  for (const language of ['id', 'en'] as const) {
    const answer = await press(letter, 'salah sama sekali')({ 'accept-language': language });
    expect(answer.status).toBe(403);
    const { code, title, params } = (await answer.json()) as {
      code: string;
      title: string;
      params: { left: number };
    };
    expect(code).toBe('passphrase-wrong');
    expect(title).toBe(
      language === 'id'
        ? `Passphrase salah. Sisa ${String(params.left)} dari 5 percobaan. Naskah belum ditandatangani.`
        : `Wrong passphrase. ${String(params.left)} of 5 tries left. Nothing was signed.`,
    );
    left.push(params.left);
  }
  return { left };
}

it('an expired certificate signs nothing and says who renews it', async () => {
  made.setClock('2028-11-24T01:00:00.000Z');
  const letter = await awaiting('regent');
  const refused = await refusedTwice(press(letter, passphrases.regent));
  expect(refused).toMatchObject({
    status: 403,
    code: 'certificate-expired',
    params: { date: '24 November 2028', who: 'admin Noken Kabupaten Keerom (uji)' },
  });
  await expectUnsigned(letter);
});
