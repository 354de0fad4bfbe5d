import { afterAll, beforeAll, expect, test } from 'vitest';
import { madeOffice, type MadeOffice } from '../../support/made-office.js';
import { numbered, outgoingLetter, refusal, signIntent } from '../../support/outgoing-letter.js';

let made: MadeOffice;
let frameUrl = '';
let windowUrl = '';
beforeAll(async () => {
  made = await madeOffice();
  const letter = await outgoingLetter(made, ['head']);
  await numbered(made, letter);
  ({ frameUrl, windowUrl } = await signIntent(made, 'head', letter.letterId));
});
afterAll(() => made.close());

const open = (url: string) => made.app.request(url.slice(made.publicUrl.length));

test('the frame lets in exactly one site, and nothing into itself', async () => {
  expect(frameUrl).toMatch(/^http:\/\/localhost:8787\/v1\/sign-frame\?intent=[0-9a-f-]{36}$/);
  const answer = await open(frameUrl);
  const page = await answer.text();
  const nonce = /<script type="module" nonce="([\w-]+)" src="\/frame\/frame-page\.js">/.exec(page)?.[1];
  const header = (name: string) => answer.headers.get(name);
  expect(header('content-security-policy')).toBe(
    `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; ` +
      `connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors http://127.0.0.1:8788`,
  );
  expect(header('x-frame-options')).toBeNull();
  expect(header('cache-control')).toBe('no-store');
  expect(header('origin-agent-cluster')).toBe('?1');
  expect(header('referrer-policy')).toBe('no-referrer');
  expect(header('cross-origin-resource-policy')).toBe('cross-origin');
  expect(header('cross-origin-opener-policy')).toBe('same-origin');
  expect(header('set-cookie')).toBeNull();
  expect(header('permissions-policy')).toContain('publickey-credentials-get=(self)');
  expect(page).toContain('data-host="http://127.0.0.1:8788"');
  expect(page).toContain('data-mode="frame"');
  // What its script imports is asked for with it, not a round trip later.
  expect(page).toContain(`<link rel="modulepreload" nonce="${nonce}" href="/frame/frame-ground.js">`);
  // The letter's facts come by a request that only our own page can make.
  expect(page).not.toContain('VSAT');
});

test('a nonce is never used twice', async () => {
  const [one, two] = await Promise.all([open(frameUrl), open(frameUrl)]);
  expect(one.headers.get('content-security-policy')).not.toBe(two.headers.get('content-security-policy'));
});

test('the window is framed by nobody', async () => {
  const answer = await open(windowUrl);
  expect(answer.headers.get('content-security-policy')).toMatch(/; frame-ancestors 'none'$/);
  expect(await answer.text()).toContain('data-mode="window"');
});

test('there is no frame for an intent that is none', async () => {
  for (const intent of ['', '?intent=x', '?intent=01900000-0000-7000-8000-000000000000'])
    expect(await refusal(made.app.request(`/v1/sign-frame${intent}`))).toMatchObject({
      status: 404,
      code: 'intent-not-found',
    });
});
