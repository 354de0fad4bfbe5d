import type { Locator, Page } from 'playwright-core';
import type { LetterElement } from '../../components/letter/letter.js';

/** Where things are on the screens of a desk, by what they are called there. */
export const inboxRow = (page: Page, subject: string): Locator =>
  page.locator('noken-inbox .row').filter({ hasText: subject });

export const deskTab = (page: Page, name: string): Locator =>
  page.locator('noken-inbox .tabs-line').getByRole('button', { name: new RegExp(`^${name}`) });

export const act = (page: Page, name: string): Locator =>
  page.locator('noken-letter .acts').getByRole('button', { name, exact: true });

export const trailOf = (page: Page): Locator => page.locator('noken-disposition-trail');

/** The sentence over the list, about what was just done. */
export const doneNote = (page: Page): Locator => page.locator('noken-inbox .list-pane .note');

/** Opens a letter and waits until page one of its file is drawn. */
export async function openLetter(page: Page, subject: string, tab?: string): Promise<void> {
  if (tab !== undefined) await deskTab(page, tab).click();
  await inboxRow(page, subject).click();
  await page.locator('noken-document-viewer .page canvas').first().waitFor();
}

/** Signs the open letter in the frame of Noken's origin. @param picture called with each screen of the frame */
export async function signInFrame(
  page: Page,
  passphrase: string,
  picture: (step: string) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await page.locator('noken-letter noken-sign-button').getByRole('button').click();
  const frame = page.frameLocator('iframe[src*="/v1/sign-frame"]');
  // It is called otherwise once the letter was seen on the page.
  await frame
    .locator('button:visible', { hasText: /Baca naskah|Perbesar/ })
    .first()
    .click();
  await frame.locator('.reader img.paper').waitFor();
  await frame.getByRole('button', { name: 'Kembali ke tanda tangan' }).click();
  await frame.getByRole('checkbox').check();
  await picture('affirmed');
  await frame.getByRole('textbox', { name: 'Passphrase' }).fill(passphrase);
  await picture('passphrase');
  await frame.getByRole('button', { name: /^Tanda tangani naskah/ }).click();
}

/** The open letter's file as its desk may fetch it now. */
export async function letterFile(page: Page): Promise<Buffer> {
  const bytes = await page.locator('noken-letter').evaluate(async (element) => {
    const { client, office, letterId } = element as LetterElement;
    const desk = office?.desk?.positionId ?? '';
    const letter = await client?.letter(desk, letterId);
    const file = await client?.document(desk, letterId, letter?.file?.documentId ?? '');
    return [...(file?.bytes ?? [])];
  });
  return Buffer.from(bytes);
}
