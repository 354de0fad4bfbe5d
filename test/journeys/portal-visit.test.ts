import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterPdf } from '../support/letter-pdf.js';
import { runningDemo, type RunningDemo } from '../support/running-demo.js';

describe('a visit to a stranger’s portal', () => {
  let demo: RunningDemo;
  let browser: Browser;

  beforeAll(async () => {
    demo = await runningDemo();
    browser = await chromium.launch({
      executablePath: process.env['NOKEN_CHROMIUM'] ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  it('signs in at the portal and sees the counters of the own desk, within the portal’s policy', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    await page.goto(`${demo.portal}/`);
    await page.getByLabel('Nama masuk').fill('kadis');
    await page.getByLabel('Sandi').fill(demo.password('kadis'));
    await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
    const counters = page.locator('noken-counters').getByRole('list');
    await counters.waitFor();
    expect((await counters.innerText()).replace(/\s+/g, ' ')).toContain('Belum dibaca');
    expect(violations).toEqual([]);
    await page.close();
  });

  it('does not let in who has the wrong password', async () => {
    const page = await browser.newPage();
    await page.goto(`${demo.portal}/masuk`);
    await page.getByLabel('Nama masuk').fill('kadis');
    await page.getByLabel('Sandi').fill('salah');
    await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('salah');
    await page.close();
  });

  it('judges a file given to the portal, and to Noken’s own page without script', async () => {
    const file = { name: 'surat.pdf', mimeType: 'application/pdf', buffer: Buffer.from(letterPdf()) };
    const page = await browser.newPage();
    await page.goto(`${demo.portal}/verifikasi`);
    await page.locator('noken-verifier input[type=file]').setInputFiles(file);
    await page.locator('noken-verifier').getByText('Tidak bertanda tangan').first().waitFor();
    await page.close();

    const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await plain.goto(`${demo.noken}/verify`);
    await plain.locator('input[type=file]').setInputFiles(file);
    await plain.locator('form[enctype] button').click();
    expect(await plain.locator('h1').innerText()).toContain('Tidak bertanda tangan');
    await plain.close();
  });
});
