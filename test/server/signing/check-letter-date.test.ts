import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PreflightCheck } from '../../../server/contract/signing.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import {
  answer,
  enrol,
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  pressSign,
  signIntent,
} from '../../support/outgoing-letter.js';

const passphrase = 'sagu bakar di tepi Tami 9';

let made: MadeOffice;
let letterId = '';
beforeAll(async () => {
  made = await madeOffice();
  expect((await enrol(made, 'head', passphrase)).status).toBe(201);
  // Thursday 24 December 2026, 10.00 WIT; Friday is Christmas, and a holiday of this office.
  made.setClock('2026-12-24T01:00:00.000Z');
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  letterId = letter.letterId;
}, 180_000);
afterAll(() => made.close());

async function dateAt(instant: string, language = 'id'): Promise<PreflightCheck | undefined> {
  made.setClock(instant);
  const { intentId } = await signIntent(made, 'head', letterId);
  const headers = { ...ownHeaders(made), 'accept-language': language };
  const { checks } = await answer<{ checks: PreflightCheck[] }>(
    await made.app.request(`/v1/sign-intents/${intentId}`, { headers }),
  );
  return checks.find(({ check }) => check === 'date');
}

describe('the date of a letter beside the day of its signature', () => {
  test('is in order on its day and on the working day after, weekend and holiday left out', async () => {
    for (const instant of [
      '2026-12-24T02:00:00.000Z',
      '2026-12-27T02:00:00.000Z',
      '2026-12-28T02:00:00.000Z',
    ])
      expect(await dateAt(instant), instant).toEqual({
        check: 'date',
        ok: true,
        title: 'Naskah bertanggal 24 Desember 2026',
      });
  });

  test('is told from the second working day on, which begins at 00.00 WIT', async () => {
    expect((await dateAt('2026-12-28T14:59:59.000Z'))?.ok).toBe(true);
    expect(await dateAt('2026-12-28T15:00:00.000Z')).toEqual({
      check: 'date',
      ok: false,
      title: 'Naskah bertanggal 24 Desember 2026, padahal hari ini 29 Desember 2026',
      detail:
        'Tanggal itu sudah 2 hari kerja yang lalu dan tetap tercetak begitu. Tolak naskah jika tanggalnya harus baru.',
    });
    expect((await dateAt('2026-12-28T15:00:00.000Z', 'en'))?.title).toBe(
      'The letter is dated 24 December 2026, but today is 29 December 2026',
    );
  });

  test('keeps nobody from signing', async () => {
    made.setClock('2026-12-31T02:00:00.000Z');
    const { intentId } = await signIntent(made, 'head', letterId);
    expect((await preflightOf(made, intentId)).signable).toBe(true);
    expect((await pressSign(made, intentId, passphrase)).status).toBe(200);
  });
});
