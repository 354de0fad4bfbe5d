import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { letterFile } from './walk-acts.js';

export interface SignatureVisit {
  /** Who signed, in their order. Each signature is followed by a version with its evidence. */
  readonly signers: readonly string[];
  readonly picture: (step: string) => Promise<void>;
}

/** An official looks through the signatures and versions of the open letter, with no hand on the mouse. */
export async function visitSignatures(page: Page, { signers, picture }: SignatureVisit): Promise<void> {
  const viewer = page.locator('noken-document-viewer');
  const panel = page.locator('noken-signature-panel');
  const paper = viewer.locator('.page canvas').first();
  const focused = (name: string | RegExp) => page.getByRole('button', { name }).and(page.locator(':focus'));

  await viewer.getByRole('button', { name: 'Periksa tanda tangan' }).focus();
  await page.keyboard.press('Enter');
  await panel.getByText('Tanda tangan uji coba, belum berkekuatan hukum.').waitFor();
  const signatures = panel.locator('.signature');
  expect(await signatures.count()).toBe(signers.length);
  for (const [at, signer] of signers.entries()) {
    const said = await signatures.nth(at).innerText();
    const isLast = at === signers.length - 1;
    for (const part of [
      'Utuh, uji coba',
      signer,
      'terbukti oleh cap waktu',
      'PAdES B-LT',
      'hanya untuk uji coba',
    ])
      expect(said).toContain(part);
    expect(said).toContain(
      isLast ? 'Sesudahnya hanya ditambahkan data bukti' : 'Sesudahnya hanya ada tambahan yang diizinkan',
    );
  }
  // What came, its stamp, and two for each signer.
  const newest = 2 + 2 * signers.length;
  const versions = panel.locator('.revision');
  expect(await versions.count()).toBe(newest);
  expect(await versions.nth(newest - 1).innerText()).toContain('Bukti keabsahan sertifikat');
  await picture('1-panel');

  await panel.getByRole('button', { name: 'Buka versi ini: versi 2' }).focus();
  await page.keyboard.press('Enter');
  await viewer.getByText('Ini bukan versi terbaru.').waitFor();
  await paper.waitFor();
  await picture('2-earlier-version');

  // Saved are the very bytes with which the file began then.
  const whole = await letterFile(page);
  const downloads = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Unduh versi 2' }).focus();
  await page.keyboard.press('Enter');
  const download = await downloads;
  expect(download.suggestedFilename()).toMatch(/ \(versi 2\)\.pdf$/);
  const saved = await readFile(await download.path());
  expect(saved.length).toBeLessThan(whole.length);
  expect(whole.subarray(0, saved.length).equals(saved)).toBe(true);
  expect(saved.subarray(-6).toString().trimEnd()).toMatch(/%%EOF$/);

  await viewer.getByRole('button', { name: 'Ke versi terbaru' }).focus();
  await page.keyboard.press('Enter');
  await viewer.getByText('Ini bukan versi terbaru.').waitFor({ state: 'detached' });
  await paper.waitFor();

  const compare = 'Bandingkan versi 3 dengan versi 2';
  await panel.getByRole('button', { name: compare }).focus();
  await page.keyboard.press('Enter');
  await panel.getByText(/^Bagian yang berbeda ditandai di kedua halaman\. Perbedaan 1 dari \d+\.$/).waitFor();
  expect(await panel.locator('.paper canvas').count()).toBe(2);
  // The box of the signature stands low on the page; both pages are there already.
  const [older, newer] = ['Versi 2', 'Versi 3'].map((name) =>
    panel.getByRole('region', { name, exact: true }),
  );
  for (const pane of [older, newer])
    await expect.poll(() => pane?.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  expect(await panel.locator('.frame').count()).toBe(2);
  await picture('3-compared');
  await newer?.focus();
  await page.keyboard.press('p');
  await panel.getByText(/Tidak ada perbedaan lain sebelum ini\.$/).waitFor();
  await page.keyboard.press('Home');
  // To a pixel: what scrolls the other page back is not allowed to quarrel with what scrolls this one.
  await expect.poll(() => older?.evaluate(({ scrollTop }) => scrollTop)).toBeLessThanOrEqual(1);
  await page.keyboard.press('Escape');
  await panel.locator('.comparing').waitFor({ state: 'detached' });
  await focused(compare).waitFor();

  const again = 'Bandingkan versi 4 dengan versi 3';
  await panel.getByRole('button', { name: again }).focus();
  await page.keyboard.press('Enter');
  await panel.getByText('Halaman ini tampak sama di kedua versi.').waitFor();
  await picture('4-compared-evidence');
  // From the heading, which has the focus, the next stop is the button that closes.
  await page.keyboard.press('Tab');
  await focused('Tutup perbandingan').waitFor();
  await page.keyboard.press('Enter');
  await focused(again).waitFor();
  await picture('5-back');
}
