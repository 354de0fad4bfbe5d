import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ProblemReport } from '../../../server/contract/problems.js';
import type { Schema } from '../../../server/database/index.js';
import { disablePortalKey } from '../../../server/portals/index.js';
import { madeOffice, type MadeOffice, type Person } from '../../support/made-office.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());
beforeEach(() => made.setClock(601_000));

const codeOf = async (answer: Response) => ((await answer.json()) as ProblemReport).code;

async function me(token: string, origin: string, path = '/v1/me'): Promise<Response> {
  return made.app.request(path, { headers: { authorization: `Bearer ${token}`, origin } });
}

test('no token, half a token, a token of nobody', async () => {
  const { origin } = made.portals.A;
  expect(await codeOf(await made.app.request('/v1/me', { headers: { origin } }))).toBe('token-missing');
  expect(await codeOf(await me('x', origin))).toBe('token-missing');
  expect(await codeOf(await me('x'.repeat(43), origin))).toBe('token-expired');
});

test('a token used from another listed origin, or from none', async () => {
  const { token } = await made.as('head');
  for (const origin of [made.portals.B.origin, made.publicUrl, '']) {
    const answer = await me(token, origin);
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('token-origin-wrong');
  }
});

test('a token that ends in the middle of the work, and the next one goes on', async () => {
  const head = await made.as('head');
  made.setClock(599_000);
  expect((await head.request('GET', '/v1/me')).status).toBe(200);
  made.setClock(1_000);
  const answer = await head.request('GET', '/v1/me');
  expect(answer.status).toBe(401);
  expect(await codeOf(answer)).toBe('token-expired');
  expect(answer.headers.get('access-control-allow-origin')).toBe(made.portals.A.origin);
  expect((await (await made.as('head')).request('GET', '/v1/me')).status).toBe(200);
});

const switches: [string, Person, (made: MadeOffice) => Promise<unknown>][] = [
  ['the tenant voided all sessions', 'head', (made) => set('tenants', { not_before: after(made) }, made)],
  ['the official’s sessions were voided', 'sekda', (made) => set('officials', { session_version: 2 }, made)],
  ['the official left', 'regent', (made) => set('officials', { active: 0 }, made)],
  ['the portal was switched off', 'stranger', (made) => set('portals', { active: 0 }, made)],
  [
    'the key was turned off',
    'kabidOne',
    async (made) => disablePortalKey(await made.commandScope(), made.portals.A.keyId),
  ],
];
const after = (made: MadeOffice) => new Date(made.now().getTime() + 1).toISOString();
async function set(
  table: 'tenants' | 'officials' | 'portals',
  values: Partial<Schema[typeof table]>,
  of: MadeOffice,
) {
  await of.store.write((db) => db.updateTable(table).set(values).execute());
}

test.each(switches)('a session ends when %s', async (_, person, act) => {
  const own = await madeOffice();
  try {
    const seat = await own.as(person);
    expect((await seat.request('GET', '/v1/me')).status).toBe(200);
    await act(own);
    const answer = await seat.request('GET', '/v1/me');
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('token-expired');
  } finally {
    await own.close();
  }
});

test('a token of a portal without a grant does not open what needs it', async () => {
  const { Hono } = await import('hono');
  const { needs, signedIn } = await import('../../../server/portals/index.js');
  const app = new Hono().use(signedIn(made.office)).get('/x', needs('admin'), (c) => c.text('open'));
  app.onError((error, c) => c.json({ code: error.message }, 403));
  const { token } = await made.as('head');
  const answer = await app.request('/x', {
    headers: { authorization: `Bearer ${token}`, origin: made.portals.A.origin },
  });
  expect(answer.status).toBe(403);
  expect(await codeOf(answer)).toBe('grant-missing');
});
