import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxElement } from '../../components/inbox/inbox.js';
import { letterPdf } from '../support/letter-pdf.js';
import { runningDemo, type RunningDemo } from '../support/running-demo.js';

const subject = 'Undangan rapat persiapan Monev TTE';

describe('the desk of a stranger’s portal', () => {
  let demo: RunningDemo;
  let browser: Browser;
  const violations: string[] = [];

  beforeAll(async () => {
    demo = await runningDemo();
    browser = await chromium.launch({
      executablePath: process.env['NOKEN_CHROMIUM'] ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
    await recordLetter(await signIn('tu', 1280));
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  async function signIn(username: string, width: number): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    await page.goto(`${demo.portal}/surat`);
    await page.getByLabel('Nama masuk').fill(username);
    await page.getByLabel('Sandi').fill(demo.password(username));
    await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
    await page.locator('noken-inbox').getByRole('button', { name: 'Perbarui daftar' }).waitFor();
    return page;
  }

  /** By the client that the elements themselves ask, in the name of whoever is signed in. */
  async function recordLetter(page: Page): Promise<void> {
    const bytes = [...letterPdf({ pages: 3 })];
    await page.evaluate(
      async ({ subject, bytes }) => {
        const inbox = document.querySelector<InboxElement>('noken-inbox')!;
        const { client, office } = inbox;
        const desk = office!.desk!.positionId;
        const choices = await client!.letterChoices(desk);
        const recorded = await client!.record(desk, {
          kindId: choices.kinds[0]!.id,
          sender: 'Sekretaris Daerah',
          number: '000.1.5/212/SETDA/2026',
          letterDate: '2026-11-23',
          receivedDate: '2026-11-24',
          subject,
          sifat: 'biasa',
          derajat: 'segera',
          routeTo: choices.routes[0]!.id,
        });
        await client!.upload(desk, recorded.letterId, new File([new Uint8Array(bytes)], 'undangan.pdf'), {
          purpose: 'letter',
        });
      },
      { subject, bytes },
    );
    await page.context().close();
  }

  it('shows the letter to its head, page one from pdf.js, read after two seconds and not before', async () => {
    const page = await signIn('kadis', 1280);
    const row = page.locator('noken-inbox').getByRole('button', { name: new RegExp(subject) });
    await row.waitFor();
    expect(await row.innerText()).toContain('Segera');
    expect(await row.getAttribute('class')).toContain('unread');
    await row.click();
    await page.locator('noken-document-viewer .page canvas').first().waitFor();
    expect(await page.locator('noken-document-viewer .where').innerText()).toContain('dari 3');
    await page.locator('noken-inbox .row:not(.unread)').filter({ hasText: subject }).waitFor();
    await page.context().close();
  });

  it('disposes in three taps, says so over the list, and takes it back while unread', async () => {
    const page = await signIn('kadis', 360);
    await page.locator('noken-inbox .row').filter({ hasText: subject }).click();
    await page.locator('noken-letter').getByRole('button', { name: 'Disposisi', exact: true }).click();
    const form = page.locator('noken-disposition-form');
    await form.locator('.pick input').first().click();
    await form.locator('.instructions .chip').first().click();
    await form.getByRole('button', { name: 'Kirim disposisi' }).click();
    const note = page.locator('noken-inbox .list-pane .note');
    await note.getByText('Disposisi terkirim ke').waitFor();
    await note.getByRole('button', { name: 'Tarik' }).click();
    await note.getByText('Disposisi ditarik.').waitFor();
    await page.context().close();
  });

  it('keeps the two desks of one person apart, and the portal remembers at which one they sat', async () => {
    const page = await signIn('kadis', 1280);
    const inbox = page.locator('noken-inbox');
    await inbox.locator('.row').filter({ hasText: subject }).waitFor();
    await inbox
      .getByRole('combobox')
      .selectOption(await inbox.locator('option', { hasText: 'Kabid IKP' }).getAttribute('value'));
    await inbox.getByText('Belum ada surat').first().waitFor();
    expect(await inbox.locator('.desk-title').innerText()).toBe('Kabid IKP');
    await page.reload();
    await inbox.getByText('Belum ada surat').first().waitFor();
    expect(await inbox.locator('.desk-title').innerText()).toBe('Kabid IKP');
    await page.context().close();
  });

  it('shows nothing of it to a desk that it has not reached', async () => {
    const page = await signIn('distrik', 1280);
    await page.locator('noken-inbox').getByText('Belum ada surat').waitFor();
    await page.context().close();
  });

  it('broke no policy of the portal', () => {
    expect(violations).toEqual([]);
  });
});
