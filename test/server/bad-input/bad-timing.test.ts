import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Disposed } from '../../../server/contract/dispositions.js';
import type { InboxPage, Recorded } from '../../../server/contract/letters.js';
import { factsAbout } from '../../../server/ledger/index.js';
import {
  askDispose,
  disposeBody,
  disposedLetter,
  routedLetter,
  trailAt,
  type Wanted,
} from '../../support/disposed-letter.js';
import { exchange, madeOffice, signAssertion, type MadeOffice } from '../../support/made-office.js';
import { letterInput, record, view } from '../../support/recorded-letter.js';
import { refusedTwice } from '../../support/refused-twice.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(() => made.close());

const wanted: Wanted = { kabidOne: ['Tindak lanjuti'] };
const dispositionsOf = (letterId: string) => `/v1/desks/:desk/letters/${letterId}/dispositions`;

it('a letter that changed meanwhile is not disposed over the change, and the refusal names who', async () => {
  const { letterId, version } = await disposedLetter(made);
  const before = await view(await made.as('head'), letterId);
  const trail = await trailAt(await made.as('head'), letterId);
  const refused = await refusedTwice((headers) =>
    askDispose(made, 'head', letterId, wanted, { version: version - 1 }, headers),
  );
  expect(refused).toMatchObject({
    status: 409,
    code: 'letter-changed-meanwhile',
    params: { by: 'Markus Wambrauw (contoh)' },
  });
  for (const sentence of [refused.id, refused.en]) expect(sentence).toContain('Markus Wambrauw (contoh)');
  expect(await view(await made.as('head'), letterId)).toEqual(before);
  expect(await trailAt(await made.as('head'), letterId)).toEqual(trail);
});

it('of two people who act at once on one letter, one acts and the other is told who was faster', async () => {
  const { letterId } = await routedLetter(made);
  await made.store.write((db) =>
    db
      .insertInto('secretary_rights')
      .values({
        tenant_id: made.tenantId,
        id: '01900000-0000-7000-8000-00000000000b',
        position_id: made.desks.head,
        delegate_position_id: made.desks.kabidTwo,
        from_date: '2026-01-01',
        until_date: null,
      })
      .execute(),
  );
  const [head, helper] = [await made.as('head'), await made.as('kabidTwo')];
  const { version } = await view(head, letterId);
  const at = `/v1/desks/${made.desks.head}/letters/${letterId}`;
  const answers = await Promise.all([
    head.request('POST', `${at}/dispositions`, disposeBody(made, version, wanted)),
    helper.request('POST', `${at}/no-disposition`, { version }),
    helper.request('POST', `${at}/dispositions`, disposeBody(made, version, wanted)),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  for (const answer of answers.filter(({ ok }) => !ok)) {
    const { code, title } = (await answer.json()) as { code: string; title: string };
    expect(code).toBe('letter-changed-meanwhile');
    expect(title).toMatch(/Markus Wambrauw|Maria Fatem/u);
  }
  // As one of the two meant it: disposed once, or ended without, and never both.
  const { status } = await view(head, letterId);
  const { dispositions } = await trailAt(head, letterId);
  expect([status, dispositions.length]).toEqual(answers[1]?.ok ? ['done', 0] : ['disposed', 1]);
  const acts = (await factsAbout(await made.scopeOf('head'), letterId)).filter(({ kind }) =>
    ['disposition.sent', 'letter.no-disposition'].includes(kind),
  );
  expect(acts).toHaveLength(1);
});

it('a token that expires while somebody writes costs a new token and nothing of what was written', async () => {
  const { letterId } = await routedLetter(made);
  const seat = await made.as('head');
  const { version } = await view(seat, letterId);
  const body = { ...disposeBody(made, version, wanted), note: 'Ditulis sebelas menit.' };
  const key = { 'idempotency-key': 'kunci-sebelas-menit' };
  made.setClock(11 * 60_000);
  const refused = await refusedTwice((headers) =>
    seat.request('POST', dispositionsOf(letterId), body, { ...headers, ...key }),
  );
  expect(refused).toMatchObject({ status: 401, code: 'token-expired' });
  expect(refused.id).toContain('isian Anda seperti semula');
  const renewed = await made.as('head');
  expect((await view(renewed, letterId)).status).toBe('routed');
  // The same again with the new token, even twice, is one disposition.
  const sent: Disposed[] = [];
  for (let i = 0; i < 2; i++) {
    const answer = await renewed.request('POST', dispositionsOf(letterId), body, key);
    expect(answer.status).toBe(201);
    sent.push((await answer.json()) as Disposed);
  }
  expect(sent[1]).toEqual(sent[0]);
  expect((await trailAt(renewed, letterId)).dispositions).toHaveLength(1);
});

it('a token that expires between two pieces of a file lets the upload go on', async () => {
  const { letterId } = await record(made);
  const seat = await made.as('registrar');
  const body = { name: 'surat.pdf', size: 1_000, purpose: 'letter' };
  const begun = await seat.request('POST', `/v1/desks/:desk/letters/${letterId}/uploads`, body);
  const { uploadId } = (await begun.json()) as { uploadId: string };
  const piece = (headers: Record<string, string>) =>
    seat.request('PATCH', `/v1/uploads/${uploadId}`, new Uint8Array(500), {
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      ...headers,
    });
  made.setClock(11 * 60_000);
  expect(await refusedTwice(piece)).toMatchObject({ status: 401, code: 'token-expired' });
  const renewed = await made.as('registrar');
  expect((await view(renewed, letterId)).upload).toEqual({ uploadId, offset: 0, size: 1_000 });
});

it('a letter recorded when the token had expired is not recorded, and then once', async () => {
  const seat = await made.as('registrar');
  const body = letterInput(made);
  const key = { 'idempotency-key': randomBytes(12).toString('hex') };
  made.setClock(11 * 60_000);
  const refused = await refusedTwice((headers) =>
    seat.request('POST', '/v1/desks/:desk/letters', body, { ...headers, ...key }),
  );
  expect(refused.code).toBe('token-expired');
  const renewed = await made.as('registrar');
  const again = () => renewed.request('POST', '/v1/desks/:desk/letters', body, key);
  const [one, two] = [(await (await again()).json()) as Recorded, (await (await again()).json()) as Recorded];
  expect(two).toEqual(one);
  expect(one.agenda.number).toBe(1);
  const page = (await (await renewed.request('GET', '/v1/desks/:desk/inbox')).json()) as InboxPage;
  expect(page.total).toBe(1);
});

it.each([
  ['behind', -600],
  ['ahead', 600],
])('a portal whose clock is ten minutes %s is told by how much, and gets no session', async (_, off) => {
  const { portals } = made;
  const iat = Math.floor(made.now().getTime() / 1000) + off;
  const sessions = () => made.store.read((db) => db.selectFrom('sessions').selectAll().execute());
  const before = await sessions();
  const refused = await refusedTwice((headers) =>
    made.app.request('/v1/token', {
      method: 'POST',
      headers: {
        origin: portals.A.origin,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: signAssertion(portals.A, { ...made.claims(), iat, exp: iat + 120 }),
      }).toString(),
    }),
  );
  expect(refused).toMatchObject({ status: 400, code: 'clock-skew', params: { seconds: 600 } });
  for (const sentence of [refused.id, refused.en]) expect(sentence).toContain('600');
  expect(await sessions()).toEqual(before);
  // With the clock set right the same portal is served.
  const right = await exchange(made.app, portals.A.origin, signAssertion(portals.A, made.claims()));
  expect(right.status).toBe(200);
});
