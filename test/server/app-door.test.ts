import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app.js';
import type { ProblemReport } from '../../server/contract/problems.js';
import { readBuiltFolder } from '../../server/platform/built-folder.js';
import { exchange, madeOffice, signAssertion, type MadeOffice } from '../support/made-office.js';

let made: MadeOffice;
let folder: string;
beforeAll(async () => {
  made = await madeOffice({ tokensPerMinute: 20 });
  folder = mkdtempSync(join(tmpdir(), 'noken-kit-'));
  writeFileSync(join(folder, 'noken.js'), 'plain');
  writeFileSync(join(folder, 'noken.js.br'), 'packed');
  const files = [{ name: 'noken.js', integrity: 'sha384-x' }];
  writeFileSync(join(folder, 'kit.json'), JSON.stringify({ version: '0.1.0', hash8: 'abcd1234', files }));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await made.close();
});

const reportOf = async (answer: Response) => (await answer.json()) as ProblemReport;

function preflight(origin: string): Response | Promise<Response> {
  return made.app.request('/v1/batch', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  });
}

test('lets pages of listed origins ask, by their exact name and without credentials', async () => {
  for (const origin of [made.portals.A.origin, made.portals.C.origin, made.publicUrl]) {
    const { status, headers } = await preflight(origin);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(origin);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('access-control-max-age')).toBe('7200');
    expect(headers.get('vary')).toBe('Origin');
  }
});

test.each([
  'https://evil.example',
  'http://127.0.0.1:8788.evil.example',
  'null',
  '%',
  'http://127.0.0.1:878',
])('tells a page of %s nothing', async (origin) => {
  expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
  const answer = await made.app.request('/v1/me', { headers: { origin } });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('vary')).toContain('Origin');
});

test.each(['https://evil.example', 'null', 'http://127.0.0.1:8788'])(
  'lets a page of %s have a file or a code judged, without credentials and no more often than others',
  async (origin) => {
    const path = '/v1/verifications';
    const asked = await made.app.request(path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBe('*');
    expect(asked.headers.get('access-control-allow-methods')).toBe('GET, POST');
    expect(asked.headers.get('access-control-allow-headers')).not.toContain('Authorization');
    const judged = await made.app.request(path, { method: 'POST', headers: { origin }, body: 'bukan PDF' });
    expect(judged.status).toBe(200);
    const unknown = await made.app.request(`${path}/00000000000000000000000000`, { headers: { origin } });
    expect(unknown.status).toBe(404);
    for (const { headers } of [judged, unknown]) {
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-allow-credentials')).toBeNull();
      expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
    }
  },
);

test('tells a page of any site that it asks too often', async () => {
  const own = await madeOffice({ publicPerMinute: 2 });
  const ask = () =>
    own.app.request('/v1/verifications/00000000000000000000000000', {
      headers: { origin: 'https://evil.example' },
    });
  const statuses = [(await ask()).status, (await ask()).status];
  const last = await ask();
  expect([...statuses, last.status]).toEqual([404, 404, 429]);
  expect(last.headers.get('access-control-allow-origin')).toBe('*');
  await own.close();
});

test('exposes what a page has to read', async () => {
  const answer = await (await made.as('head')).request('GET', '/v1/me');
  const told = answer.headers.get('access-control-expose-headers') ?? '';
  for (const name of ['ETag', 'Upload-Offset', 'Location', 'Date', 'Tus-Resumable', 'Content-Disposition'])
    expect(told.split(', ')).toContain(name);
});

test('closes what no room has opened, with a token and without', async () => {
  expect((await made.app.request('/v1/secret-room')).status).toBe(401);
  expect((await made.app.request('/v1/tokens')).status).toBe(401);
  const head = await made.as('head');
  expect(await reportOf(await head.request('GET', '/v1/secret-room'))).toMatchObject({
    code: 'route-not-found',
    status: 404,
  });
});

test('seats an official only at a desk of their own', async () => {
  const head = await made.as('head');
  for (const desk of [made.desks.sekda, made.desks.stranger, 'x', `${head.deskId}0`]) {
    const answer = await head.request('GET', `/v1/desks/${desk}/anything`);
    expect(answer.status).toBe(404);
    expect((await reportOf(answer)).code).toBe('desk-not-yours');
  }
  const own = await head.request('GET', '/v1/desks/:desk/anything');
  expect((await reportOf(own)).code).toBe('route-not-found');
});

test('keeps HEAD from the handlers of GET', async () => {
  const answer = await (await made.as('head')).request('HEAD', '/v1/me');
  expect(answer.status).toBe(404);
});

test('refuses a body that is too large, or no JSON', async () => {
  const head = await made.as('head');
  const large = await head.request(
    'POST',
    '/v1/batch',
    { reads: [{ path: `/${'x'.repeat(300_000)}` }] },
    {
      'content-length': '300100',
    },
  );
  expect(large.status).toBe(413);
  expect((await reportOf(large)).params).toEqual({ limit: '256 KB' });
  const broken = await head.request('POST', '/v1/batch', '{', { 'content-type': 'application/json' });
  expect(broken.status).toBe(422);
  expect((await reportOf(broken)).code).toBe('request-invalid');
});

test('tells nothing of what is unexpected but its name in the log', async () => {
  const broken = createApp({
    ...made.office,
    store: { ...made.store, read: () => Promise.reject(new Error('inner')) },
  });
  const answer = await broken.request('/v1/me', { headers: { authorization: `Bearer ${'x'.repeat(43)}` } });
  expect(answer.status).toBe(500);
  const report = await reportOf(answer);
  expect(report.code).toBe('unexpected');
  expect(JSON.stringify(report)).not.toContain('inner');
  const line = made.logged.find((one) => one.includes(report.traceId));
  expect(line).toContain('inner');
});

test('answers every request with what no page may be without', async () => {
  const { headers } = await made.app.request('/nowhere');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('date')).toMatch(/GMT$/);
  expect(headers.get('strict-transport-security')).toBeNull();
});

test('writes an OpenAPI page of all that is behind /v1', async () => {
  const page = (await (await made.app.request('/v1/openapi.json')).json()) as { paths: object };
  expect(Object.keys(page.paths)).toEqual(expect.arrayContaining(['/v1/token', '/v1/me', '/v1/batch']));
});

test('serves the kit for ever under its release, to any site, packed for those who can unpack', async () => {
  const kit = await readBuiltFolder(folder);
  if (!kit) throw new Error('No kit.');
  const app = createApp({ ...made.office, kit });
  const packed = await app.request('/kit/0.1.0-abcd1234/noken.js', {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  expect(await packed.text()).toBe('packed');
  expect(packed.headers.get('content-encoding')).toBe('br');
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(packed.headers.get('access-control-allow-origin')).toBe('*');
  expect(packed.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  const plain = await app.request('/kit/0.1.0-abcd1234/noken.js');
  expect(await plain.text()).toBe('plain');
  expect(plain.headers.get('content-type')).toContain('text/javascript');
  const pointer = await app.request('/kit/noken.js');
  expect(pointer.status).toBe(302);
  expect(pointer.headers.get('location')).toBe('/kit/0.1.0-abcd1234/noken.js');
  for (const path of [
    '/kit/0.1.0-abcd1234/noken.js.br',
    '/kit/0.1.0-00000000/noken.js',
    '/kit/..%2fkit.json',
  ])
    expect((await app.request(path)).status, path).toBe(404);
});

test('tells one who asks too often to wait', async () => {
  const portal = made.portals.A;
  const answers: Response[] = [];
  for (let i = 0; i < 25; i++)
    answers.push(await exchange(made.app, portal.origin, signAssertion(portal, made.claims())));
  const last = answers.at(-1);
  expect(last?.status).toBe(429);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  made.setClock(60_000);
  expect((await exchange(made.app, portal.origin, signAssertion(portal, made.claims()))).status).toBe(200);
});
