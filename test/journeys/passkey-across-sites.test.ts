import { serve } from '@hono/node-server';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../scripts/tools.mjs';
import { createApp } from '../../server/app.js';
import { readBuiltFolder } from '../../server/platform/built-folder.js';
import { linkAccount } from '../../server/portals/index.js';
import { inviteOfficial } from '../../server/signing/index.js';
import { madeOffice, signAssertion, testPortal, type MadeOffice } from '../support/made-office.js';
import { enrolWithPhone, type Phone } from '../support/phone.js';
import { letterFor, openFrame, signFrame, standingOf } from './frame-acts.js';

const passphrase = randomBytes(18).toString('base64url');
const pictures = join(import.meta.dirname, '../../screenshots/passkey');
const dist = join(import.meta.dirname, '../../dist');

/**
 * A fingerprint in a real browser with a virtual authenticator: Noken at localhost, since an IP address cannot have one, and
 * the portal at 127.0.0.1, which is another site.
 */
describe('a passkey across sites', () => {
  let made: MadeOffice;
  let phone: Phone;
  let browser: Browser;
  let page: Page;
  let device: Device;
  let portal = '';
  /** What the portal's page does before the kit is there. */
  let script = '';
  const closing: { close(): unknown }[] = [];

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    const pages = createServer((request, response) => {
      if (request.method === 'POST') return void response.end(token());
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      const letter = new URL(request.url ?? '/', portal).searchParams.get('letter') ?? '';
      response.end(portalPage(made, letter, script));
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    const port = await freePort();
    closing.push(pages);
    portal = `http://127.0.0.1:${String((pages.address() as AddressInfo).port)}`;
    made = await madeOffice({}, undefined, `http://localhost:${String(port)}`);
    const kit = await readBuiltFolder(join(dist, 'kit'));
    const frame = await readBuiltFolder(join(dist, 'frame'));
    if (!kit || !frame) throw new Error('The kit is not built.');
    const app = createApp(Object.assign(made.office, { kit, frame }));
    closing.push(serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }));
    const scope = await made.commandScope();
    const known = await testPortal(made.office, scope, portal, 'EdDSA', ['read', 'act', 'sign']);
    await linkAccount(scope, known.id, 'head', made.officials.head);
    token = () =>
      JSON.stringify({
        token: signAssertion(known, { ...made.claims(), iss: `portal:${known.id}`, origin: portal }),
      });
    const { url } = await inviteOfficial(scope, made.officials.head, made.publicUrl);
    phone = await enrolWithPhone(made, url, passphrase);
    browser = await chromium.launch({
      executablePath: findTool('chromium') ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'id-ID' });
    page = await context.newPage();
    device = await virtualDevice(await context.newCDPSession(page));
  }, 120_000);
  let token = () => '';
  afterAll(async () => {
    await browser?.close();
    for (const one of closing) one.close();
    await made?.close();
  });

  const letterPage = (letterId: string) => `${portal}/?letter=${letterId}`;
  const picture = async (name: string, colorScheme: 'light' | 'dark' = 'light') => {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      // A phone shows the second step apart.
      const onward = signFrame(page).getByRole('button', { name: 'Lanjut', exact: true });
      if (await onward.isVisible()) await onward.click();
      await page.waitForTimeout(100);
      await page.screenshot({ path: join(pictures, `${name}-${String(width)}.png`) });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  const use = () => signFrame(page).getByRole('button', { name: 'Pakai sidik jari atau kunci layar' });
  const affirm = async () => {
    const frame = signFrame(page);
    await frame.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await frame.getByRole('textbox', { name: 'Passphrase' }).focus();
    await page.keyboard.type(passphrase);
  };

  it('is made at Noken’s own address, after a code of the phone', async () => {
    const scope = await made.commandScope();
    const { url } = await inviteOfficial(scope, made.officials.head, made.publicUrl, 'passkey');
    await page.goto(url);
    await page.goto(`${url}?lang=en`);
    await picture('1-offered-en', 'dark');
    await page.goto(url);
    await picture('1-offered');
    await page.getByLabel('Kode 6 angka dari aplikasi').fill('000000');
    await page.getByRole('button', { name: 'Daftarkan perangkat ini' }).click();
    await page.getByText('Kode salah atau sudah dipakai.').waitFor();
    await page.getByLabel('Kode 6 angka dari aplikasi').fill(phone.code());
    await page.getByRole('button', { name: 'Daftarkan perangkat ini' }).click();
    await page.getByText('1 perangkat terdaftar.').waitFor();
    await picture('2-enrolled');
    const [credential] = await device.credentials();
    expect(credential).toMatchObject({ rpId: 'localhost' });
    // The device knows that it is enrolled, and is not enrolled twice.
    await page.getByLabel('Kode 6 angka dari aplikasi').fill(phone.code());
    await page.getByRole('button', { name: 'Daftarkan perangkat ini' }).click();
    await page.getByText('Perangkat ini belum terdaftar').waitFor();
    made.setClock(60_000);
  });

  it('signs in the frame of a portal on another site, without any code', async () => {
    const letterId = await letterFor(made, 'head', 'Surat tugas pemasangan VSAT');
    const frame = await openFrame(page, letterPage(letterId));
    await affirm();
    await picture('3-asked');
    await device.recognises(false);
    // By a key: the dialog may still be growing under a pointer.
    await use().press('Enter');
    await frame.getByText('Belum dikenali.').waitFor();
    await picture('4-refused', 'dark');
    await device.recognises(true);
    await frame.getByRole('button', { name: 'Ulangi sidik jari atau kunci layar' }).click();
    await frame.getByText('Anda dikenali oleh perangkat ini').waitFor();
    await frame.getByRole('button', { name: /^Tanda tangani naskah/ }).click();
    await frame.getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    expect(await standingOf(made, letterId)).toEqual({ status: 'signed', signatures: 1 });
    expect((await device.credentials())[0]?.signCount).toBeGreaterThan(1);
  });

  it('leads to a window where the portal’s page does not allow it, and signs there', async () => {
    // A page of an older kit, or one that takes the permission away.
    script = `const set=Element.prototype.setAttribute;
      Element.prototype.setAttribute=function(name,value){if(name!=='allow')set.call(this,name,value)};`;
    const letterId = await letterFor(made, 'head', 'Surat tugas yang kedua');
    const frame = await openFrame(page, letterPage(letterId));
    await frame.getByText('dapat dipakai di jendela sendiri').waitFor();
    expect(await use().count()).toBe(0);
    await affirm();
    await picture('5-window-only');
    const link = frame.locator('.passkey a');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForURL(/window=1/);
    const there = await virtualDevice(await page.context().newCDPSession(opened));
    for (const credential of await device.credentials()) await there.hold(credential);
    await opened.getByRole('checkbox').check();
    await opened.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
    await opened.getByRole('button', { name: 'Pakai sidik jari atau kunci layar' }).click();
    await opened.getByText('Anda dikenali oleh perangkat ini').waitFor();
    await opened.getByRole('button', { name: /^Tanda tangani naskah/ }).click();
    await opened.getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    // What was asked before in the portal sees it too.
    await frame.getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    await opened.close();
  });
});

interface Credential {
  readonly credentialId: string;
  readonly rpId?: string;
  readonly signCount: number;
}

/** A phone as Chromium plays it. */
type Device = Awaited<ReturnType<typeof virtualDevice>>;

async function virtualDevice(session: CDPSession) {
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials as Credential[],
    recognises: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    hold: (credential: Credential) =>
      session.send('WebAuthn.addCredential', { authenticatorId, credential: credential as never }),
  };
}

function portalPage({ publicUrl, desks }: MadeOffice, letterId: string, script: string): string {
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
<script>${script}</script>
<script type="module" src="${publicUrl}/kit/noken.js" crossorigin></script></head>
<body><noken-session server="${publicUrl}" session-endpoint="/noken/session" desk="${desks.head}">
<noken-letter letter-id="${letterId}"></noken-letter></noken-session></body></html>`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
