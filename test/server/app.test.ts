import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemReport } from '../../server/contract/problems.js';
import type { Me } from '../../server/contract/portal-session.js';
import { madeOffice, type MadeOffice } from '../support/made-office.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

test('says who sits here, with desks and grants', async () => {
  const head = await made.as('head');
  const answer = await head.request('GET', '/v1/me');
  expect(answer.status).toBe(200);
  const me = (await answer.json()) as Me;
  expect(me.official.name).toBe('Markus Wambrauw (contoh)');
  expect(me.desks.map((desk) => desk.title)).toEqual([
    'Plh. Kepala Dinas Komunikasi dan Informatika',
    'Kepala Bidang Statistik',
  ]);
  expect(answer.headers.get('access-control-allow-origin')).toBe(made.portals.A.origin);
});

test('refuses in the reader’s language, with a name for the admin', async () => {
  const indonesian = await made.app.request('/v1/me');
  expect(indonesian.status).toBe(401);
  expect(indonesian.headers.get('content-type')).toContain('application/problem+json');
  expect(indonesian.headers.get('www-authenticate')).toBe('Bearer');
  expect(((await indonesian.json()) as ProblemReport).title).toBe('Anda belum masuk. Masuk dulu di portal.');
  const english = await made.app.request('/v1/me', {
    headers: { 'accept-language': 'en-GB,en;q=0.9,id;q=0.1' },
  });
  const report = (await english.json()) as ProblemReport;
  expect(report.title).toBe('You are not signed in. Sign in at the portal first.');
  expect(report.traceId).toMatch(/^[0-9a-f]{16}$/);
});
