import { expect } from '@open-wc/testing';
import { CountersElement } from '../../components/counters/counters.js';
import { OfficeProblem } from '../../components/internal/office-problem.js';
import { SessionElement } from '../../components/session/session.js';
import type { GetToken } from '../../components/session/token-keeper.js';
import { VerifierElement } from '../../components/verifier/verifier.js';
import { desk, inboxPage, me, otherDesk } from '../fixtures/letter-samples.js';
import { verifications } from '../fixtures/verifications.js';
import { itIsAccessible } from './support/accessible.js';
import { scripted, type ScriptedAnswer } from './support/script.js';
import { settled } from './support/settled.js';

SessionElement.define();
CountersElement.define();
VerifierElement.define();

const token = (value: string, seconds = 600): ScriptedAnswer => ({
  method: 'POST',
  path: '/v1/token',
  body: { access_token: value, token_type: 'Bearer', expires_in: seconds, me },
});
const batch = (...answers: readonly object[]): ScriptedAnswer => ({
  method: 'POST',
  path: '/v1/batch',
  body: { answers },
});
const refusal = (code: string, status: number) => ({
  type: `noken:${code}`,
  code,
  status,
  title: `Ditolak: ${code}.`,
  params: {},
  traceId: 'T-1',
});

/** A page with counters in a session, and the events that the portal hears. */
async function page(
  answers: readonly ScriptedAnswer[],
  more: { readonly getToken?: GetToken; readonly endpoint?: string } = {},
) {
  const script = await scripted(answers);
  const session = document.createElement('noken-session');
  const heard: string[] = [];
  for (const type of ['noken-session-expired', 'noken-offline', 'noken-online', 'noken-activity']) {
    session.addEventListener(type, () => heard.push(type));
  }
  session.server = script.server;
  if (more.endpoint !== undefined) session.sessionEndpoint = `${script.server}${more.endpoint}`;
  else session.getToken = more.getToken ?? (() => Promise.resolve('jwt-of-the-portal'));
  const counters = document.createElement('noken-counters');
  session.append(counters);
  document.body.append(session);
  return { ...script, session, counters, heard, text: () => counters.shadowRoot?.textContent ?? '' };
}

async function until(holds: () => unknown): Promise<void> {
  for (let round = 0; round < 300 && !holds(); round++)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(Boolean(holds()), holds.toString()).to.equal(true);
}

/** The problem that a call was refused with. */
async function problemOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof OfficeProblem) return error.report.code;
    throw error;
  }
  return 'none';
}

describe('<noken-session>', () => {
  afterEach(() => document.querySelectorAll('noken-session').forEach((element) => element.remove()));

  itIsAccessible({ 'with nobody signed in': { make: () => document.createElement('noken-session') } });

  it('exchanges the portal’s token by a form, and hands client, person and desk to all inside', async () => {
    const { counters, log, text } = await page([
      token('t1'),
      batch({ status: 200, etag: '"1"', body: inboxPage }),
    ]);
    await until(() => text().includes('Belum dibaca'));
    const [exchange, read] = await log();
    expect(exchange?.headers['content-type']).to.contain('application/x-www-form-urlencoded');
    expect(new URLSearchParams(exchange?.body).get('grant_type')).to.equal(
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    );
    expect(new URLSearchParams(exchange?.body).get('assertion')).to.equal('jwt-of-the-portal');
    expect(read?.headers.authorization).to.equal('Bearer t1');
    expect(read?.headers['accept-language']).to.equal('id');
    expect(JSON.parse(read?.body ?? '')).to.deep.equal({
      reads: [{ path: `/desks/${desk.positionId}/inbox` }],
    });
    expect(counters.office?.me?.official.name).to.equal(me.official.name);
    expect(localStorage.length + sessionStorage.length + document.cookie.length).to.equal(0);
  });

  it('answers what is public to who has no way to sign in, without asking for a token', async () => {
    const script = await scripted([
      { method: 'GET', path: '/v1/verifications/0123456789ABCDEFGHJKMNPQRS', body: verifications.trusted },
    ]);
    const session = document.createElement('noken-session');
    session.server = script.server;
    const verifier = document.createElement('noken-verifier');
    session.append(verifier);
    document.body.append(session);
    await settled(verifier);
    await verifier.verify('0123456789ABCDEFGHJKMNPQRS');
    await settled(verifier);
    expect(verifier.shadowRoot?.querySelector('.verdict')).not.to.equal(null);
    const log = await script.log();
    expect(log.map(({ path }) => path)).to.deep.equal(['/v1/verifications/0123456789ABCDEFGHJKMNPQRS']);
    expect(log[0]?.headers).not.to.have.property('authorization');
  });

  it('lets two sessions of one page share one exchange', async () => {
    let asked = 0;
    const getToken = () => Promise.resolve({ token: `jwt${++asked}` });
    const first = await page(
      [token('t1'), batch({ status: 200, body: inboxPage }), batch({ status: 200, body: inboxPage })],
      { getToken },
    );
    const second = document.createElement('noken-session');
    second.server = `${first.server}/`;
    second.getToken = getToken;
    const badge = document.createElement('noken-counters');
    second.append(badge);
    document.body.append(second);
    await until(
      () => badge.shadowRoot?.textContent?.includes('Belum dibaca') && first.text().includes('Belum dibaca'),
    );
    expect(asked).to.equal(1);
    expect((await first.log()).filter(({ path }) => path === '/v1/token')).to.have.length(1);
  });

  it('reads together what is asked together, and takes what did not change from before', async () => {
    const { counters, log } = await page([
      token('t1'),
      batch({ status: 200, etag: '"1"', body: inboxPage }),
      batch(
        { status: 304, etag: '"1"' },
        { status: 200, body: { steps: [] } },
        { status: 404, body: refusal('letter-not-found', 404) },
      ),
    ]);
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    const client = counters.client!;
    const [again, trail, missing] = await Promise.all([
      client.inbox(desk.positionId),
      client.trail(desk.positionId, 'a'),
      problemOf(client.letter(desk.positionId, 'b')),
    ]);
    expect(again).to.deep.equal(inboxPage);
    expect(trail).to.deep.equal({ steps: [] });
    expect(missing).to.equal('letter-not-found');
    const reads = (await log()).filter(({ path }) => path === '/v1/batch');
    expect(reads).to.have.length(2);
    expect((JSON.parse(reads[1]?.body ?? '') as { reads: unknown[] }).reads[0]).to.deep.equal({
      path: `/desks/${desk.positionId}/inbox`,
      etag: '"1"',
    });
  });

  it('renews once when a token is refused in the middle of work, and the act goes through', async () => {
    const { counters, log } = await page([
      token('t1'),
      batch({ status: 200, body: inboxPage }),
      {
        method: 'POST',
        path: `/v1/desks/${desk.positionId}/letters/a/dispositions`,
        status: 401,
        body: refusal('token-expired', 401),
      },
      token('t2'),
      {
        method: 'POST',
        path: `/v1/desks/${desk.positionId}/letters/a/dispositions`,
        status: 201,
        body: { dispositionId: 'd', nodeIds: ['n'], version: 2 },
      },
    ]);
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    const disposition = { version: 1, recipients: [{ positionId: 'p', instructions: ['Tindak lanjuti'] }] };
    const disposed = await counters.client?.dispose(desk.positionId, 'a', disposition, { key: 'k1' });
    expect(disposed?.dispositionId).to.equal('d');
    const sent = (await log()).filter(({ path }) => path.endsWith('/dispositions'));
    expect(sent.map(({ headers }) => [headers.authorization, headers['idempotency-key']])).to.deep.equal([
      ['Bearer t1', 'k1'],
      ['Bearer t2', 'k1'],
    ]);
  });

  it('renews once when the reads of a batch refuse the token', async () => {
    const { log, text } = await page([
      token('t1'),
      batch({ status: 401, body: refusal('token-expired', 401) }),
      token('t2'),
      batch({ status: 200, body: inboxPage }),
    ]);
    await until(() => text().includes('Belum dibaca'));
    const sent = (await log()).map(({ path, headers }) => [path, headers.authorization]);
    expect(sent).to.deep.equal([
      ['/v1/token', undefined],
      ['/v1/batch', 'Bearer t1'],
      ['/v1/token', undefined],
      ['/v1/batch', 'Bearer t2'],
    ]);
  });

  it('renews before a token runs out', async () => {
    const { counters, log } = await page([
      token('t1', 30),
      token('t2'),
      batch({ status: 200, body: inboxPage }),
    ]);
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    expect((await log()).find(({ path }) => path === '/v1/batch')?.headers.authorization).to.equal(
      'Bearer t2',
    );
  });

  it('says that the session ended when the portal gives no new one, and goes on after it does', async () => {
    let signedIn = true;
    const { counters, session, heard } = await page(
      [
        token('t1'),
        batch({ status: 200, body: inboxPage }),
        { method: 'POST', path: '/v1/batch', status: 401, body: refusal('token-expired', 401) },
        token('t3'),
      ],
      { getToken: () => (signedIn ? Promise.resolve('jwt') : Promise.reject(new Error('signed out'))) },
    );
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    signedIn = false;
    expect(await problemOf(counters.client!.letter(desk.positionId, 'a'))).to.equal('session-refused');
    expect(heard).to.deep.equal(['noken-session-expired']);
    expect(counters.office?.problem?.code).to.equal('session-refused');
    signedIn = true;
    await counters.client?.renew();
    await settled(session);
    expect(counters.office?.problem).to.equal(undefined);
  });

  for (const [what, answer, code] of [
    [
      'HTML before the JSON',
      { body: '<br />Notice: undefined index {"token":"x"}' },
      'session-answer-invalid',
    ],
    ['JSON without a token', { body: { jwt: 'x' } }, 'session-answer-invalid'],
    ['a refusal', { status: 403, body: 'no' }, 'session-refused'],
    ['a broken line', { cut: true }, 'offline'],
  ] as const) {
    it(`tells ${what} from the portal’s session address as ${code}`, async () => {
      const script = await scripted([]);
      const { counters } = await page(
        [
          { method: 'POST', path: '/portal/session', ...answer },
          { method: 'POST', path: '/portal/session', ...answer },
        ],
        { endpoint: '/portal/session' },
      );
      await until(() => counters.client);
      expect(await problemOf(counters.client!.me())).to.equal(code);
      expect(await script.log()).to.deep.equal([]);
    });
  }

  it('asks a session address with POST and takes its token', async () => {
    const { log, text } = await page(
      [
        { method: 'POST', path: '/portal/session', body: { token: 'from-portal' } },
        token('t1'),
        batch({ status: 200, body: inboxPage }),
      ],
      { endpoint: '/portal/session' },
    );
    await until(() => text().includes('Belum dibaca'));
    expect(new URLSearchParams((await log())[1]?.body).get('assertion')).to.equal('from-portal');
  });

  it('says when the server cannot be reached, and when it can again', async () => {
    const { counters, heard } = await page([
      token('t1'),
      batch({ status: 200, body: inboxPage }),
      { method: 'POST', path: '/v1/batch', cut: true },
      batch({ status: 200, body: inboxPage }),
    ]);
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    expect(await problemOf(counters.client!.inbox(desk.positionId))).to.equal('offline');
    expect(counters.office?.online).to.equal(false);
    await counters.client?.inbox(desk.positionId);
    expect(heard).to.deep.equal(['noken-offline', 'noken-online']);
  });

  it('keeps arrays whole where the page has given them a toJSON, as Prototype.js 1.6 does', async () => {
    const { counters, log } = await page([
      token('t1'),
      batch({ status: 200, body: inboxPage }),
      { method: 'POST', path: `/v1/desks/${desk.positionId}/letters/a/dispositions`, status: 201, body: {} },
    ]);
    await until(() => counters.shadowRoot?.textContent?.includes('Belum dibaca'));
    const polluted = Array.prototype as unknown as { toJSON?: () => string };
    polluted.toJSON = () => '[polluted]';
    try {
      await counters.client?.dispose(desk.positionId, 'a', {
        version: 1,
        recipients: [{ positionId: 'p', instructions: ['Jawab'] }],
      });
    } finally {
      delete polluted.toJSON;
    }
    const sent = (await log()).at(-1);
    expect(JSON.parse(sent?.body ?? '')).to.deep.equal({
      version: 1,
      recipients: [{ positionId: 'p', instructions: ['Jawab'] }],
    });
  });

  it('changes the desk when an element inside asks for it', async () => {
    const { DeskChangedEvent } = await import('../../components/events.js');
    const { counters, text } = await page([
      token('t1'),
      batch({ status: 200, body: inboxPage }),
      batch({ status: 200, body: inboxPage }),
    ]);
    await until(() => text().includes('Belum dibaca'));
    counters.dispatchEvent(new DeskChangedEvent(otherDesk.positionId));
    await until(() => counters.office?.desk?.positionId === otherDesk.positionId);
  });

  it('survives being moved: nothing is asked again', async () => {
    const { session, counters, log, text } = await page([
      token('t1'),
      batch({ status: 200, body: inboxPage }),
    ]);
    await until(() => text().includes('Belum dibaca'));
    const box = document.createElement('main');
    document.body.append(box);
    box.append(session);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await log()).to.have.length(2);
    expect(counters.client).not.to.equal(undefined);
    box.remove();
  });

  it('tells the portal of activity at most once a minute', async () => {
    const { counters, heard } = await page([token('t1'), batch({ status: 200, body: inboxPage })]);
    for (let press = 0; press < 3; press++)
      counters.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    expect(heard).to.deep.equal(['noken-activity']);
  });
});
