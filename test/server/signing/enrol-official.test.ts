import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inviteOfficial } from '../../../server/signing/index.js';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { ownHeaders, refusal } from '../../support/outgoing-letter.js';

const passphrase = 'papeda hangat sore hari';

let made: MadeOffice;
beforeAll(async () => {
  made = await madeOffice();
});
afterAll(() => made.close());

async function invite(person: 'head' | 'regent' = 'head'): Promise<string> {
  const { url } = await inviteOfficial(await made.commandScope(), made.officials[person], made.publicUrl);
  expect(url.startsWith(`${made.publicUrl}/enrol/`)).toBe(true);
  return url.split('/').pop() ?? '';
}

const post = (secret: string, words: unknown, headers = ownHeaders(made)) =>
  made.app.request(`/v1/enrolments/${secret}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ passphrase: words }),
  });

async function keysOf(person: 'head' | 'regent') {
  return made.store.read((db) =>
    db.selectFrom('signing_keys').selectAll().where('official_id', '=', made.officials[person]).execute(),
  );
}

describe('the link', () => {
  test('opens a page of our own that loads nothing and is framed by nobody', async () => {
    const answer = await made.app.request(`/enrol/${await invite()}`);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    const nonce = /<script nonce="([\w-]+)">/.exec(page)?.[1];
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'; ` +
        `form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page).toContain('Markus Wambrauw (contoh)');
    expect(page).toContain('Uji coba');
    expect(page).not.toMatch(/ on\w+=|style="|https?:\/\//);
  });

  test('makes one key of two years under the chosen passphrase, and is used up', async () => {
    const secret = await invite();
    const answer = await post(secret, passphrase);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      certificate: { name: 'Markus Wambrauw (contoh)', until: '2028-11-24' },
    });
    const [key] = await keysOf('head');
    const certificate = new X509Certificate(key?.certificate_chain ?? '');
    expect(certificate.subject).toContain('UJI COBA');
    expect(certificate.issuer).toContain('UJI COBA');
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(await refusal(post(secret, passphrase))).toMatchObject({
      status: 404,
      code: 'enrolment-not-found',
    });
    expect((await made.app.request(`/enrol/${secret}`)).status).toBe(404);

    // Two presses at once make one key, and an earlier key retires when the new one is there.
    const again = await invite();
    const answers = await Promise.all([post(again, passphrase), post(again, passphrase)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
    const keys = await keysOf('head');
    expect(keys).toHaveLength(2);
    expect(keys.filter((one) => one.retired_at === null)).toHaveLength(1);
  }, 120_000);

  test('stops when a newer one is made, after three days, and for strangers', async () => {
    const old = await invite('regent');
    const fresh = await invite('regent');
    expect(await refusal(post(old, passphrase))).toMatchObject({ code: 'enrolment-not-found' });
    expect(await refusal(post('x'.repeat(43), passphrase))).toMatchObject({ code: 'enrolment-not-found' });
    expect(await refusal(post('kurang', passphrase))).toMatchObject({ code: 'enrolment-not-found' });
    const before = made.now().toISOString();
    made.setClock(3 * 86_400_000);
    expect(await refusal(post(fresh, passphrase))).toMatchObject({ code: 'enrolment-not-found' });
    made.setClock(before);
    expect(await keysOf('regent')).toHaveLength(0);
  });
});

describe('enrolling is refused', () => {
  test('from another page than ours', async () => {
    const secret = await invite('regent');
    for (const headers of [
      { ...ownHeaders(made), origin: made.portals.A.origin },
      { ...ownHeaders(made), 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(await refusal(post(secret, passphrase, headers))).toMatchObject({ code: 'sign-origin-wrong' });
    }
  });

  test('with a passphrase that is too short, too long, or none, which then leaves the link open', async () => {
    const secret = await invite('regent');
    for (const words of ['pendek', 'a'.repeat(129)])
      expect(await refusal(post(secret, words))).toMatchObject({
        status: 422,
        code: 'passphrase-weak',
        params: { min: 12, max: 128 },
      });
    expect(await refusal(post(secret, 12))).toMatchObject({ code: 'request-invalid' });
    expect((await made.app.request(`/enrol/${secret}`)).status).toBe(200);
  });

  test('unless an admin or a command invites', async () => {
    const scope = await made.scopeOf('head');
    const invited = inviteOfficial(scope, made.officials.regent, made.publicUrl);
    await expect(invited).rejects.toMatchObject({ code: 'grant-missing', params: { grant: 'admin' } });
    const elsewhere = inviteOfficial(await made.commandScope(), made.officials.stranger, made.publicUrl);
    await expect(elsewhere).rejects.toMatchObject({ code: 'enrolment-not-found' });
  });
});
