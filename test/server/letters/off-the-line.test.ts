import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  exchange,
  madeOffice,
  signAssertion,
  type MadeOffice,
  type Person,
} from '../../support/made-office.js';
import { codeOf, record, upload, view } from '../../support/recorded-letter.js';

let made: MadeOffice;
beforeEach(async () => {
  made = await madeOffice();
});
afterEach(async () => {
  await made.close();
});

interface Case {
  readonly method: string;
  readonly path: string;
}

/** Bodies that pass the door, so that it is the desk that refuses. */
const bodies: Readonly<Record<string, (made: MadeOffice) => unknown>> = {
  'post /route': (made) => ({ to: made.desks.head, version: 1 }),
  'post /uploads': () => ({ name: 'surat.pdf', size: 100, purpose: 'letter' }),
  'post /tickets': () => ({ what: 'document', disposition: 'inline' }),
  'post /number': () => ({ version: 1 }),
  'post /sign-intents': () => ({ version: 1 }),
  'post /dispositions': (made) => ({
    version: 1,
    recipients: [{ positionId: made.desks.kabidTwo, instructions: ['Tindak lanjuti'] }],
  }),
  'post /read': () => ({}),
  'post /follow-ups': (made) => ({ nodeId: made.desks.head, text: 'Sudah', completes: true }),
  'post /refuse': () => ({ reason: 'Isinya keliru', version: 1 }),
  'post /seal': () => ({}),
  'post /uncertainty': (made) => ({
    intentId: made.desks.head,
    decision: 'not-signed',
    reason: 'Tidak ada yang ditandatangani',
  }),
  'post /uncertainty/file': () => ({}),
  'post /withdraw': () => ({ reason: 'Isinya keliru', version: 1 }),
  'post /close': () => ({ version: 1 }),
  'post /no-disposition': () => ({ version: 1 }),
  'post /dispositions/{nodeId}/return': () => ({ reason: 'Bukan urusan kami' }),
};

/** Every address of a letter, as the server itself lists them: one that is added later is tried too. */
async function letterRoutes(): Promise<Case[]> {
  const answer = await (await made.as('head')).request('GET', '/v1/openapi.json');
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths)
    .filter(([path]) => path.includes('/letters/{letterId}'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method, path })));
}

async function tryAll(
  person: Person,
  letter: { letterId: string; documentId: string },
  code: string,
  deskOf: Person = person,
): Promise<void> {
  const seat = await made.as(person);
  const routes = await letterRoutes();
  expect(routes.length).toBeGreaterThanOrEqual(6);
  for (const { method, path } of routes) {
    const rest = path.slice(path.indexOf('{letterId}') + '{letterId}'.length);
    const body = bodies[`${method} ${rest}`];
    if (method !== 'get') expect(body, `a body for ${method} ${path}`).toBeDefined();
    const address = path
      .replace('{positionId}', made.desks[deskOf])
      .replace('{letterId}', letter.letterId)
      .replace('{documentId}', letter.documentId)
      .replace('{revision}', '1')
      .replace(/\{\w+\}/g, letter.letterId);
    const answer = await seat.request(
      method.toUpperCase(),
      address,
      method === 'get' ? undefined : body?.(made),
    );
    expect(answer.status, `${person}: ${method} ${path}`).toBe(404);
    expect(await codeOf(answer), `${person}: ${method} ${path}`).toBe(code);
  }
}

async function letterWithFile(more: Record<string, unknown> = {}) {
  const { letterId, version } = await record(made, { routeTo: made.desks.head, ...more });
  const state = (await (await upload(await made.as('registrar'), letterId)).json()) as {
    file?: { documentId: string };
  };
  return { letterId, version, documentId: state.file?.documentId ?? '' };
}

describe('a letter off the line does not exist', () => {
  test('for another desk, for the desk above, and for another government, at every address', async () => {
    const letter = await letterWithFile();
    expect((await view(await made.as('head'), letter.letterId)).file?.documentId).toBe(letter.documentId);
    for (const person of ['outsider', 'kabidOne', 'sekda', 'stranger'] as const)
      await tryAll(person, letter, 'letter-not-found');
  });

  test('nor through the desk of somebody who has it', async () => {
    const letter = await letterWithFile();
    await tryAll('outsider', letter, 'desk-not-yours', 'head');
    await tryAll('stranger', letter, 'desk-not-yours', 'head');
  });

  test('nor is a restricted one told from one that is not there', async () => {
    await tryAll('outsider', await letterWithFile({ sifat: 'rahasia' }), 'letter-not-found');
  });

  test('nor where it has left the desk again', async () => {
    const { letterId, version, documentId } = await letterWithFile();
    const path = `/v1/desks/:desk/letters/${letterId}/route`;
    const answer = await (
      await made.as('registrar')
    ).request('POST', path, { to: made.desks.sekda, version: version + 1 });
    expect(answer.status).toBe(200);
    await tryAll('head', { letterId, documentId }, 'letter-not-found');
  });

  test('nor in anybody else’s list, search or duplicates', async () => {
    const { letterId } = await letterWithFile({
      subject: 'Hanya untuk Kominfo',
      sender: 'Pengirim A',
      number: '1/A',
    });
    for (const person of ['outsider', 'sekda', 'stranger'] as const) {
      const seat = await made.as(person);
      for (const query of [
        '',
        '?since=0',
        '?q=Kominfo',
        ...['disposition', 'copy', 'sent', 'done'].map((tab) => `?tab=${tab}`),
      ]) {
        const text = await (await seat.request('GET', `/v1/desks/:desk/inbox${query}`)).text();
        expect(text, `${person} ${query}`).not.toContain(letterId);
        expect(text, `${person} ${query}`).not.toContain('Hanya untuk');
      }
    }
    // The other government keeps a register too; ours is none of its business.
    const stranger = await made.as('stranger');
    const found = await stranger.request('GET', '/v1/desks/:desk/duplicates?number=1/A&sender=Pengirim%20A');
    expect(await found.json()).toEqual([]);
  });
});

test('who may only read can neither record, route nor send a file', async () => {
  const letter = await letterWithFile();
  const portal = made.portals.B;
  const token = await exchange(made.app, portal.origin, signAssertion(portal, made.claims('B', '5')));
  const { access_token } = (await token.json()) as { access_token: string };
  const headers = {
    authorization: `Bearer ${access_token}`,
    origin: portal.origin,
    'content-type': 'application/json',
  };
  const desk = `/v1/desks/${made.desks.kabidOne}`;
  for (const path of [
    `${desk}/letters`,
    `${desk}/letters/${letter.letterId}/route`,
    `${desk}/letters/${letter.letterId}/uploads`,
  ]) {
    const answer = await made.app.request(path, { method: 'POST', headers, body: '{}' });
    expect(await codeOf(answer)).toBe('grant-missing');
  }
  expect((await made.app.request(`${desk}/inbox`, { headers })).status).toBe(200);
});
