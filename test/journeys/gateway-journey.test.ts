import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../../scripts/tools.mjs';
import { gatewayOffice, gatewaySigners, type GatewayOffice } from '../support/gateway-office.js';
import { freePort, samplePortal, type SamplePortal } from '../support/sample-portal.js';
import { letterFor, signFrame, standingOf } from './frame-acts.js';
import { doneNote, inboxRow, openLetter } from './walk-acts.js';

const { passphrase } = gatewaySigners.head;
const pictures = join(import.meta.dirname, '../../screenshots/gateway-journey');
const signed = { status: 'signed', signatures: 1 };

/** An official signs at the gateway, by the screens alone, and the line breaks where it hurts. */
describe('a signature at the gateway', () => {
  let made: GatewayOffice;
  let portal: SamplePortal;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    made = await gatewayOffice('v2', { publicUrl: `http://localhost:${await freePort()}` });
    portal = await samplePortal(made, ['head']);
    browser = await chromium.launch({
      executablePath: findTool('chromium') ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'id-ID' });
    page = await context.newPage();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    portal?.close();
    await made?.close();
  });

  const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
  /** Presses Tab until somebody has the focus. */
  const tabTo = async (target: Locator) => {
    await target.waitFor();
    for (let at = 0; at < 60; at++) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element.matches(':focus'))) return;
    }
    throw new Error(`Tab does not come to ${String(target)}.`);
  };
  const mainButton = () => signFrame(page).getByRole('button', { name: /^Tanda tangani naskah/ });
  const said = (name: string) => signFrame(page).getByRole('heading', { name });
  /** The portal's clock is the real one, and that of a made office stands. */
  const visit = async () => {
    made.setClock(new Date().toISOString());
    await page.goto(`${portal.url}/surat`);
  };
  /** Opens a letter at the desk and begins, up to what the gateway is asked. */
  const begin = async (subject: string) => {
    await visit();
    await openLetter(page, subject, 'TTE');
    await page.locator('noken-letter noken-sign-button').getByRole('button').click();
    const frame = signFrame(page);
    await frame.getByRole('checkbox').focus();
    await page.keyboard.press('Space');
    await frame.getByRole('textbox', { name: 'Passphrase BSrE' }).fill(passphrase);
    await mainButton().focus();
    await page.keyboard.press('Enter');
  };

  it('is given by keyboard alone, from signing in at the portal to closing the frame', async () => {
    const subject = 'Surat tugas dengan papan tik';
    const letterId = await letterFor(made, 'head', subject);
    await visit();
    await tabTo(page.getByLabel('Nama masuk'));
    await page.keyboard.type('head');
    await tabTo(page.getByLabel('Sandi'));
    await page.keyboard.type(portal.password);
    await page.keyboard.press('Enter');
    await tabTo(page.locator('noken-inbox .tabs-line').getByRole('button', { name: /^TTE/ }));
    await page.keyboard.press('Enter');
    await tabTo(inboxRow(page, subject));
    await page.keyboard.press('Enter');
    await tabTo(page.locator('noken-letter noken-sign-button').getByRole('button'));
    await page.keyboard.press('Enter');
    const frame = signFrame(page);
    await tabTo(frame.locator('button:visible', { hasText: /Baca naskah|Perbesar/ }).first());
    await page.keyboard.press('Enter');
    await frame.locator('.reader img.paper').waitFor();
    await tabTo(frame.getByRole('button', { name: 'Kembali ke tanda tangan' }));
    await page.keyboard.press('Enter');
    await tabTo(frame.getByRole('checkbox'));
    await page.keyboard.press('Space');
    await tabTo(frame.getByRole('textbox', { name: 'Passphrase BSrE' }));
    await page.keyboard.type(passphrase);
    await picture('1-keyboard');
    await page.keyboard.press('Enter');
    await said('Sudah ditandatangani').waitFor();
    await tabTo(frame.getByRole('button', { name: 'Tutup', exact: true }));
    await page.keyboard.press('Enter');
    await doneNote(page)
      .getByText(/sudah ditandatangani/)
      .waitFor();
    expect(await standingOf(made, letterId)).toEqual(signed);
    expect(await made.dispatches()).toBe(1);
  });

  it('goes on while the server cannot be reached, and the frame finds it again', async () => {
    const subject = 'Surat tugas dengan sambungan putus';
    const letterId = await letterFor(made, 'head', subject);
    await made.simulator.arm({ 'latency-ms': 4000 });
    await begin(subject);
    await signFrame(page).getByText('Menunggu jawaban BSrE').first().waitFor();
    portal.cutOff();
    await signFrame(page).getByText('Tidak ada sambungan.', { exact: false }).waitFor();
    await picture('2-cut');
    await expect.poll(() => standingOf(made, letterId), { timeout: 30_000 }).toEqual(signed);
    expect(await said('Sudah ditandatangani').count()).toBe(0);
    await portal.mend();
    await said('Sudah ditandatangani').waitFor();
    await picture('3-found-again');
    expect(await made.dispatches()).toBe(2);
  });

  it('goes on when the tab is closed, and the letter tells where it stands', async () => {
    const subject = 'Surat tugas dengan tab tertutup';
    const letterId = await letterFor(made, 'head', subject);
    await made.simulator.arm({ 'latency-ms': 5000 });
    await begin(subject);
    await signFrame(page).getByText('Menunggu jawaban BSrE').first().waitFor();
    await page.close();
    page = await context.newPage();
    await visit();
    await openLetter(page, subject, 'TTE');
    await picture('4-new-tab');
    const letter = page.locator('noken-letter');
    await letter.locator('.head').getByText('Sedang ditandatangani').waitFor();
    expect(await letter.locator('noken-sign-button').count()).toBe(0);
    await expect.poll(() => standingOf(made, letterId), { timeout: 30_000 }).toEqual(signed);
    await page.goto(`${portal.url}/surat?buka=${letterId}`);
    await letter.locator('.head').getByText('Sudah ditandatangani').waitFor();
    await picture('5-new-tab-signed');
    expect(await made.dispatches()).toBe(3);
  });

  it('whose outcome is not known is said to be so, and a person decides', async () => {
    const subject = 'Surat tugas tanpa jawaban';
    const letterId = await letterFor(made, 'head', subject);
    await made.simulator.arm({ drop: 'mid-response' });
    await begin(subject);
    await said('Hasil belum pasti').waitFor();
    await signFrame(page).getByText('Jangan tanda tangani ulang').waitFor();
    await picture('6-uncertain');
    await signFrame(page).getByRole('button', { name: 'Tutup', exact: true }).click();
    const outcome = page.locator('noken-unknown-outcome');
    await outcome.getByText('Sambungan putus sebelum jawaban lengkap').waitFor();
    await picture('7-evidence');
    await outcome.getByRole('button', { name: 'Nyatakan belum ditandatangani' }).click();
    await outcome.getByRole('textbox', { name: /^Alasan/ }).fill('ya');
    await outcome.getByRole('button', { name: 'Nyatakan belum ditandatangani' }).click();
    await outcome.getByText('Tulis alasannya').waitFor();
    expect(await standingOf(made, letterId)).toEqual({ status: 'uncertain', signatures: 0 });
    await picture('8-reason-missing');
    await outcome.getByRole('textbox', { name: /^Alasan/ }).fill('Pengelola gateway memeriksa: tidak ada.');
    await outcome.getByRole('button', { name: 'Nyatakan belum ditandatangani' }).click();
    await outcome.waitFor({ state: 'detached' });
    await picture('9-decided');
    expect(await standingOf(made, letterId)).toEqual({ status: 'awaiting-signature', signatures: 0 });
    expect(await made.dispatches()).toBe(4);
    await begin(subject);
    await said('Sudah ditandatangani').waitFor();
    expect(await standingOf(made, letterId)).toEqual(signed);
    expect(await made.dispatches()).toBe(5);
  });
});
