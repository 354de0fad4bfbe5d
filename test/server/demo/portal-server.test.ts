import { randomBytes, scryptSync } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalServer } from '../../../demo/portal/portal-server.js';
import type { PortalSettings } from '../../../demo/portal/portal-settings.js';
import { madeOffice, exchange, type MadeOffice } from '../../support/made-office.js';

const password = randomBytes(8).toString('hex');
let made: MadeOffice;
let server: Server;
let address: string;
beforeAll(async () => {
  made = await madeOffice();
  const { A } = made.portals;
  const { x = '', d = '' } = A.privateKey?.export({ format: 'jwk' }) ?? {};
  const settings: PortalSettings = {
    origin: A.origin,
    noken: made.publicUrl,
    kitUrl: `${made.publicUrl}/kit/1-x/noken.js`,
    kitIntegrity: 'sha384-x',
    portalId: A.id,
    keyId: A.keyId,
    key: { x, d },
    accounts: [
      {
        username: 'head',
        salt: 'x',
        hash: scryptSync(password, 'x', 32).toString('base64url'),
        name: '<b>Kepala</b>',
        position: 'Kadis',
        scope: 'read act',
      },
      {
        username: 'monitor',
        salt: 'x',
        hash: scryptSync(password, 'x', 32).toString('base64url'),
        name: 'Pemantau',
        position: 'Kabag Organisasi',
        scope: 'read monitor',
      },
    ],
  };
  server = portalServer(settings, 'demo/portal/public');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  made.setClock(new Date().toISOString());
});
afterAll(async () => {
  server.close();
  await made.close();
});

const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

async function signIn(given: string, username = 'head'): Promise<{ answer: Response; cookie: string }> {
  const page = await fetch(`${address}/masuk`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const body = new URLSearchParams({ csrf, username, password: given, next: '/' });
  const headers = { cookie: cookieOf(page) };
  const answer = await fetch(`${address}/masuk`, { method: 'POST', body, headers, redirect: 'manual' });
  return { answer, cookie: cookieOf(answer) };
}

const ask = (headers: Record<string, string>) =>
  fetch(`${address}/noken/session`, { method: 'POST', headers });

test('vouches for whoever is signed in, and Noken takes it', async () => {
  const { answer, cookie } = await signIn(password);
  expect(answer.status).toBe(303);
  const { origin } = made.portals.A;
  const vouched = await ask({ cookie, origin, 'x-requested-with': 'XMLHttpRequest' });
  const { token } = (await vouched.json()) as { token: string };
  made.setClock(new Date().toISOString());
  expect((await exchange(made.app, origin, token)).status).toBe(200);
});

test('vouches for nobody else', async () => {
  const { cookie } = await signIn(password);
  const { origin } = made.portals.A;
  const asked = { 'x-requested-with': 'XMLHttpRequest' };
  expect((await ask({ origin, ...asked })).status).toBe(401);
  expect((await ask({ cookie, origin })).status).toBe(403);
  expect((await ask({ cookie, origin: 'https://evil.example', ...asked })).status).toBe(403);
  const { answer } = await signIn('salah');
  expect(answer.status).toBe(401);
});

test('a forged form changes nothing', async () => {
  const { cookie } = await signIn(password);
  const forged = await fetch(`${address}/keluar`, { method: 'POST', headers: { cookie }, body: 'csrf=x' });
  expect(forged.status).toBe(403);
  expect((await fetch(`${address}/`, { headers: { cookie }, redirect: 'manual' })).status).toBe(200);
});

test('its pages carry Noken’s tag with its hash, and the lines of a strict policy that Noken asks for', async () => {
  const page = await fetch(`${address}/verifikasi`);
  expect(await page.text()).toContain(
    `<script type="module" src="${made.publicUrl}/kit/1-x/noken.js" integrity="sha384-x" crossorigin></script>`,
  );
  const policy = page.headers.get('content-security-policy') ?? '';
  for (const line of ['script-src', 'style-src', 'connect-src'])
    expect(policy).toContain(`${line} 'self' ${made.publicUrl};`);
  expect(policy).toContain(`frame-src ${made.publicUrl};`);
  expect(policy).toContain('worker-src blob:');
  expect(policy).not.toContain('unsafe');
});

test('monitoring is in the menu of those for whom the portal asks for it', async () => {
  const menuOf = async (username: string) => {
    const { cookie } = await signIn(password, username);
    return (await fetch(`${address}/`, { headers: { cookie } })).text();
  };
  expect(await menuOf('monitor')).toContain('href="/monev"');
  expect(await menuOf('head')).not.toContain('/monev');
});

test('text of users stays text, and nobody is led to another site', async () => {
  const { cookie } = await signIn(password);
  const home = await (await fetch(`${address}/`, { headers: { cookie } })).text();
  expect(home).not.toContain('<b>Kepala');
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    const page = await (await fetch(`${address}/masuk?next=${encodeURIComponent(next)}`)).text();
    expect(page).toContain('name="next" value="/"');
  }
});
