import { afterAll, beforeAll, expect, test } from 'vitest';
import { unlocks } from '../../../server/signing/unlock-queue.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';

const passphrase = 'ombak kecil di Skouw 77';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
}, 180_000);
afterAll(() => made.close());

test('fifty wrong passphrases at once are five looks, and then only an admin helps', async () => {
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  const { intentId } = await signIntent(made, 'head', letter.letterId);
  const { letter: shown } = await preflightOf(made, intentId);
  const press = (words: string) =>
    made.app.request('/v1/sign', {
      method: 'POST',
      headers: ownHeaders(made),
      body: JSON.stringify({ intentId, affirmed: true, passphrase: words, sha256: shown?.sha256 }),
    });

  const before = unlocks.finished;
  const pressed = Promise.all(Array.from({ length: 50 }, (_, i) => refusal(press(`salah ke-${String(i)}`))));
  // While they wait, the line tells how long it is and never lets in more than two.
  await expect.poll(() => unlocks.placeOf(intentId), { timeout: 20_000 }).toBeGreaterThan(0);
  const answers = await pressed;
  expect(unlocks.finished - before).toBe(5);
  expect(answers.filter(({ code }) => code === 'key-locked')).toHaveLength(46);
  const wrong = answers.filter(({ code }) => code === 'passphrase-wrong');
  expect(wrong.map(({ params }) => params['left']).sort()).toEqual([1, 2, 3, 4]);

  expect(await refusal(pressSign(made, intentId, passphrase))).toMatchObject({
    status: 423,
    code: 'key-locked',
    params: { who: 'admin Noken Kabupaten Keerom (uji)' },
  });
  expect(unlocks.finished - before).toBe(5);
  expect(await preflightOf(made, intentId)).toMatchObject({ signable: false, triesLeft: 0 });
  const locks = await made.store.read((db) =>
    db.selectFrom('ledger').select('subject').where('kind', '=', 'key.locked').execute(),
  );
  expect(locks).toEqual([{ subject: made.officials.head }]);

  // A new key is the only way back: the old one is never opened again.
  expect((await enrol(made, 'head', 'angin darat dari Waris 5')).status).toBe(201);
  expect((await pressSign(made, intentId, 'angin darat dari Waris 5')).status).toBe(200);
}, 180_000);
