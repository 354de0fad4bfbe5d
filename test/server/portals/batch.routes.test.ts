import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemReport } from '../../../server/contract/problems.js';
import type { BatchAnswer, Me } from '../../../server/contract/portal-session.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

async function batch(reads: unknown[]): Promise<BatchAnswer['answers']> {
  const answer = await (await made.as('head')).request('POST', '/v1/batch', { reads });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as BatchAnswer).answers;
}

test('answers each read as its own address would, refusals too', async () => {
  const [me, nothing] = await batch([{ path: '/me' }, { path: '/nothing' }]);
  expect(me?.status).toBe(200);
  expect((me?.body as Me).official.id).toBe(made.officials.head);
  expect(nothing?.status).toBe(404);
  expect((nothing?.body as ProblemReport).code).toBe('route-not-found');
});

test('says 304 for what the reader holds, though the clock went on, and sends what changed', async () => {
  const [first] = await batch([{ path: '/me' }]);
  expect(first?.etag).toMatch(/^W\/"/);
  made.setClock(5_000);
  const [second] = await batch([{ path: '/me', etag: first?.etag }]);
  expect(second).toEqual({ status: 304, etag: first?.etag });
  await made.store.write((db) =>
    db
      .updateTable('officials')
      .set({ name: 'Nama Baru (contoh)' })
      .where('id', '=', made.officials.head)
      .execute(),
  );
  const [third] = await batch([{ path: '/me', etag: first?.etag }]);
  expect(third?.status).toBe(200);
});

test.each(['/../v/ABC', '//evil.example/', '/%2e%2e/kit/kit.json', '/batch', '/token', '/../../v1x'])(
  'does not lead elsewhere: %s',
  async (path) => {
    const [answer] = await batch([{ path }]);
    expect(answer?.status).toBe(404);
  },
);

test('takes at most twenty reads and none without a token', async () => {
  const head = await made.as('head');
  const many = await head.request('POST', '/v1/batch', { reads: Array(21).fill({ path: '/me' }) });
  expect(many.status).toBe(422);
  expect(((await many.json()) as ProblemReport).params.where).toBe('reads');
  const open = await made.app.request('/v1/batch', { method: 'POST', body: '{"reads":[{"path":"/me"}]}' });
  expect(open.status).toBe(401);
});
