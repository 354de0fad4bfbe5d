import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';
import {
  numbered,
  outgoingLetter,
  ownHeaders,
  preflightOf,
  refusal,
  signIntent,
} from '../../support/outgoing-letter.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

async function intentOf(person: Person = 'head') {
  const letter = await outgoingLetter(made, [person]);
  await numbered(made, letter);
  return { letterId: letter.letterId, ...(await signIntent(made, person, letter.letterId)) };
}

const tell = (intentId: string, body: unknown, headers = ownHeaders(made)) =>
  made.app.request(`/v1/sign-intents/${intentId}/notices`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });

async function noticesOf(letterId: string): Promise<unknown[]> {
  const rows = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('data')
      .where('subject', '=', letterId)
      .where('kind', '=', 'frame.noticed')
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ data }) => JSON.parse(data) as unknown);
}

test('what the frame notices is written down once for each intent, without content', async () => {
  const { letterId, intentId } = await intentOf();
  for (const what of ['covered', 'covered', 'wrong-message'])
    expect((await tell(intentId, { what })).status).toBe(204);
  expect(await noticesOf(letterId)).toEqual([
    { intent: intentId, what: 'covered' },
    { intent: intentId, what: 'wrong-message' },
  ]);
});

test('a second load of the same frame is noticed, a window beside the frame is not', async () => {
  const { letterId, frameUrl, windowUrl, intentId } = await intentOf();
  const open = (url: string) => made.app.request(url.slice(made.publicUrl.length));
  await open(frameUrl);
  await open(windowUrl);
  expect(await noticesOf(letterId)).toEqual([]);
  await open(frameUrl);
  await open(frameUrl);
  expect(await noticesOf(letterId)).toEqual([{ intent: intentId, what: 'second-load' }]);
});

test('nobody but the frame tells, and nothing but its two words', async () => {
  const { letterId, intentId } = await intentOf();
  expect(await refusal(tell(intentId, { what: 'second-load' }))).toMatchObject({ code: 'request-invalid' });
  expect(await refusal(tell(intentId, { what: 'apa saja' }))).toMatchObject({ code: 'request-invalid' });
  const portal = { ...ownHeaders(made), origin: made.portals.A.origin };
  expect(await refusal(tell(intentId, { what: 'covered' }, portal))).toMatchObject({
    code: 'sign-origin-wrong',
  });
  const never = '01900000-0000-7000-8000-000000000000';
  expect(await refusal(tell(never, { what: 'covered' }))).toMatchObject({
    status: 404,
    code: 'intent-not-found',
  });
  expect(await noticesOf(letterId)).toEqual([]);
});

test('is limited by caller', async () => {
  const few = await madeOffice({ publicPerMinute: 2 });
  const statuses: number[] = [];
  for (let at = 0; at < 3; at++) {
    const path = '/v1/sign-intents/01900000-0000-7000-8000-000000000000/notices';
    const body = JSON.stringify({ what: 'covered' });
    statuses.push((await few.app.request(path, { method: 'POST', headers: ownHeaders(few), body })).status);
  }
  await few.close();
  expect(statuses).toEqual([404, 404, 429]);
});

test('the highest officials are advised to sign in a window, others are not', async () => {
  expect((await preflightOf(made, (await intentOf('regent')).intentId)).windowAdvised).toBe(true);
  expect((await preflightOf(made, (await intentOf('head')).intentId)).windowAdvised).toBeUndefined();
});
