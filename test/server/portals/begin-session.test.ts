import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProblemReport } from '../../../server/contract/problems.js';
import type { TokenAnswer } from '../../../server/contract/portal-session.js';
import { factsAbout } from '../../../server/ledger/index.js';
import { disablePortalKey, linkAccount } from '../../../server/portals/index.js';
import {
  exchange,
  madeOffice,
  signAssertion,
  testPortal,
  type MadeOffice,
} from '../../support/made-office.js';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());
beforeEach(() => made.setClock('2026-11-24T00:30:00.000Z'));

type PortalName = 'A' | 'B' | 'C';

/** An assertion of a portal, with claims and header changed, exchanged from a page of that portal or another origin. */
async function bring(
  name: PortalName,
  change: Record<string, unknown> = {},
  more: { header?: Record<string, unknown>; origin?: string; sub?: string } = {},
) {
  const portal = made.portals[name];
  const claims = { ...made.claims(name, more.sub), ...change };
  return exchange(made.app, more.origin ?? portal.origin, signAssertion(portal, claims, more.header));
}

async function refused(answer: Response): Promise<ProblemReport> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return (await answer.json()) as ProblemReport;
}

const seconds = () => Math.floor(made.now().getTime() / 1000);

describe('a good assertion', () => {
  test('gives an opaque token for ten minutes, of which only the hash is kept', async () => {
    const answer = await bring('A');
    expect(answer.status).toBe(200);
    const body = (await answer.json()) as TokenAnswer;
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600 });
    expect(body.access_token).toMatch(/^[\w-]{43}$/);
    expect(body.me.official.id).toBe(made.officials.head);
    expect(body.me.grants).toEqual(['read', 'act', 'sign', 'monitor']);
    const rows = await made.store.read((db) => db.selectFrom('sessions').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(body.access_token);
    const facts = await factsAbout(await made.commandScope(), made.officials.head);
    expect(facts.at(-1)).toMatchObject({ kind: 'portal.session-begun' });
    expect(facts.at(-1)?.actor).toContain(made.portals.A.id);
  });

  test('HS256 serves an old host as well', async () => {
    const answer = await bring('B', {}, { sub: '5' });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as TokenAnswer).me.grants).toEqual(['read']);
  });

  test('a portal may ask for fewer grants than it has, and gets none that it has not', async () => {
    const fewer = (await (await bring('A', { scope: 'read monitor' })).json()) as TokenAnswer;
    expect(fewer.me.grants).toEqual(['read', 'monitor']);
    const more = (await (await bring('B', { scope: 'read admin' }, { sub: '5' })).json()) as TokenAnswer;
    expect(more.me.grants).toEqual(['read']);
  });

  test.each([45, -45])('a clock %i s off is forgiven', async (off) => {
    expect((await bring('A', { iat: seconds() + off, exp: seconds() + off + 120 })).status).toBe(200);
  });

  test('the same sub from two portals is two people', async () => {
    const here = (await (await bring('A', {}, { sub: '5' })).json()) as TokenAnswer;
    const there = (await (await bring('B', {}, { sub: '5' })).json()) as TokenAnswer;
    expect(here.me.official.id).toBe(made.officials.head);
    expect(there.me.official.id).toBe(made.officials.kabidOne);
  });
});

describe('whose key it is', () => {
  test('key of A with iss of B', async () => {
    const report = await refused(await bring('A', { iss: `portal:${made.portals.B.id}` }));
    expect(report).toMatchObject({ code: 'assertion-issuer-wrong', error: 'invalid_grant', status: 400 });
  });

  test('key of B with iss and origin of A', async () => {
    const change = { iss: `portal:${made.portals.A.id}`, origin: made.portals.A.origin };
    const report = await refused(await bring('B', change, { origin: made.portals.A.origin }));
    expect(report.code).toBe('assertion-issuer-wrong');
  });

  test('origin of B with key of A', async () => {
    const origin = made.portals.B.origin;
    expect((await refused(await bring('A', { origin }, { origin }))).code).toBe('assertion-origin-wrong');
  });

  test('a claim of the own origin, brought from a page of another', async () => {
    const report = await refused(await bring('A', {}, { origin: made.portals.B.origin }));
    expect(report.code).toBe('assertion-origin-wrong');
    expect((await refused(await bring('A', {}, { origin: '' }))).code).toBe('assertion-origin-wrong');
  });

  test('a kid that nobody has', async () => {
    const report = await refused(await bring('A', {}, { header: { kid: 'nobody' } }));
    expect(report).toMatchObject({ code: 'assertion-key-unknown', error: 'invalid_client' });
  });

  test('an assertion for another server', async () => {
    expect((await refused(await bring('A', { aud: 'https://noken.example' }))).code).toBe(
      'assertion-audience-wrong',
    );
    const two = await bring('A', { aud: [made.publicUrl, 'https://noken.example'] });
    expect((await refused(two)).code).toBe('assertion-invalid');
  });

  test('a user that nobody linked, and one linked at another portal only', async () => {
    const report = await refused(await bring('A', {}, { sub: 'nobody' }));
    expect(report).toMatchObject({ code: 'account-unlinked', error: 'access_denied', status: 403 });
    expect((await refused(await bring('B', {}, { sub: 'head' }))).code).toBe('account-unlinked');
  });
});

describe('how it is signed', () => {
  test('alg none', async () => {
    expect((await refused(await bring('A', {}, { header: { alg: 'none' } }))).code).toBe('assertion-invalid');
  });

  test('HS256 with the public key of the EdDSA pair as its secret', async () => {
    const report = await refused(await bring('A', {}, { header: { alg: 'HS256' } }));
    expect(report.code).toBe('assertion-invalid');
  });

  test('a wrong key of either kind', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const forgedA = signAssertion({ ...made.portals.A, privateKey }, made.claims('A'));
    const forgedB = signAssertion({ ...made.portals.B, material: randomBytes(32) }, made.claims('B', '5'));
    for (const [origin, jwt] of [
      [made.portals.A.origin, forgedA],
      [made.portals.B.origin, forgedB],
    ] as const) {
      const report = await refused(await exchange(made.app, origin, jwt));
      expect(report).toMatchObject({ code: 'assertion-signature-wrong', error: 'invalid_grant' });
    }
  });

  test('claims changed after signing', async () => {
    const [head, , signature] = signAssertion(made.portals.A, made.claims('A')).split('.');
    const payload = Buffer.from(JSON.stringify(made.claims('A', 'regent'))).toString('base64url');
    const answer = await exchange(made.app, made.portals.A.origin, `${head}.${payload}.${signature}`);
    expect((await refused(answer)).code).toBe('assertion-signature-wrong');
  });

  test.each([{ typ: 'JWT' }, { typ: undefined }, { crit: ['noken'] }])(
    'another header: %j',
    async (header) => {
      expect((await refused(await bring('A', {}, { header }))).code).toBe('assertion-invalid');
    },
  );

  test.each(['', 'x', 'a.b.c', `${'a'.repeat(5000)}`])('no assertion at all: %.9s', async (jwt) => {
    const report = await refused(await exchange(made.app, made.portals.A.origin, jwt));
    expect(['assertion-invalid', 'request-invalid']).toContain(report.code);
  });

  test.each(['iss', 'sub', 'aud', 'origin', 'iat', 'exp', 'jti'])('without %s', async (claim) => {
    expect((await refused(await bring('A', { [claim]: undefined }))).code).toBe('assertion-invalid');
  });
});

describe('when it was signed', () => {
  test.each([600, -600])('a clock %i s off is refused, and says by how much', async (off) => {
    const report = await refused(await bring('A', { iat: seconds() + off, exp: seconds() + off + 120 }));
    expect(report).toMatchObject({ code: 'clock-skew', params: { seconds: 600 }, error: 'invalid_grant' });
    expect(report.title).toContain('600 detik');
  });

  test('a life of one day, and one of 301 s; 300 s is the longest', async () => {
    const iat = seconds();
    expect((await refused(await bring('A', { iat, exp: iat + 86_400 }))).code).toBe(
      'assertion-lifetime-long',
    );
    expect((await refused(await bring('A', { iat, exp: iat + 301 }))).code).toBe('assertion-lifetime-long');
    expect((await bring('A', { iat, exp: iat + 300 })).status).toBe(200);
  });

  test('one that ends before it begins, and one of the day before yesterday', async () => {
    const iat = seconds();
    expect((await refused(await bring('A', { iat, exp: iat }))).code).toBe('assertion-invalid');
    const old = await bring('A', { iat: iat - 172_800, exp: iat - 172_700 });
    expect((await refused(old)).code).toBe('assertion-expired');
  });

  test('a second use, at once and as long as it lives', async () => {
    const jwt = signAssertion(made.portals.A, made.claims('A'));
    const origin = made.portals.A.origin;
    expect((await exchange(made.app, origin, jwt)).status).toBe(200);
    expect((await refused(await exchange(made.app, origin, jwt))).code).toBe('assertion-replayed');
    made.setClock(179_000);
    expect((await refused(await exchange(made.app, origin, jwt))).code).toBe('assertion-replayed');
    made.setClock(2_000);
    expect((await refused(await exchange(made.app, origin, jwt))).code).toBe('clock-skew');
  });

  test('fifty at once with one assertion: one session', async () => {
    const jwt = signAssertion(made.portals.A, made.claims('A'));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => exchange(made.app, made.portals.A.origin, jwt)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('when somebody threw a switch', () => {
  test('a key turned off: no new session, and what its portal did is listed', async () => {
    const scope = await made.commandScope();
    const portal = await testPortal(made.office, scope, 'https://satu.example', 'EdDSA', ['read']);
    await linkAccount(scope, portal.id, 'x', made.officials.kabidTwo);
    const jwt = () =>
      signAssertion(portal, {
        ...made.claims('A', 'x'),
        iss: `portal:${portal.id}`,
        origin: portal.origin,
      });
    expect((await exchange(made.app, portal.origin, jwt())).status).toBe(200);
    const facts = await disablePortalKey(await made.commandScope(), portal.keyId);
    expect(facts.map(({ kind }) => kind)).toEqual(['portal.session-begun']);
    expect((await refused(await exchange(made.app, portal.origin, jwt()))).code).toBe(
      'assertion-key-unknown',
    );
    await expect(disablePortalKey(scope, portal.keyId)).rejects.toMatchObject({
      code: 'assertion-key-unknown',
    });
  });

  test('a portal switched off, an official who left, a tenant that voided all', async () => {
    const set = async (column: 'portal' | 'official' | 'tenant', on: boolean) =>
      made.store.write(async (db) => {
        const active = on ? (1 as const) : (0 as const);
        if (column === 'portal')
          await db.updateTable('portals').set({ active }).where('id', '=', made.portals.A.id).execute();
        if (column === 'official')
          await db.updateTable('officials').set({ active }).where('id', '=', made.officials.head).execute();
        if (column === 'tenant')
          await db
            .updateTable('tenants')
            .set({ not_before: on ? null : '2026-11-24T01:00:00.000Z' })
            .where('tenant_id', '=', made.tenantId)
            .execute();
      });
    for (const [what, code] of [
      ['portal', 'assertion-key-unknown'],
      ['official', 'account-unlinked'],
      ['tenant', 'assertion-expired'],
    ] as const) {
      await set(what, false);
      expect((await refused(await bring('A'))).code, what).toBe(code);
      await set(what, true);
      expect((await bring('A')).status, what).toBe(200);
    }
  });
});
