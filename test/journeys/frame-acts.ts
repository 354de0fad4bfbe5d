import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { MadeOffice, Person } from '../support/made-office.js';
import { numbered, outgoingLetter } from '../support/outgoing-letter.js';

/** Noken's frame on a portal's page. */
export const signFrame = (page: Page): FrameLocator => page.frameLocator('iframe[src*="/v1/sign-frame"]');

/** A numbered letter that awaits one signature. Gives its id. */
export async function letterFor(made: MadeOffice, person: Person, subject: string): Promise<string> {
  const letter = await outgoingLetter(made, [person], undefined, { subject });
  await numbered(made, letter);
  return letter.letterId;
}

/** Opens a letter on a portal's page, and the frame over it. */
export async function openFrame(page: Page, letterPage: string): Promise<FrameLocator> {
  await page.goto(letterPage);
  await page.locator('noken-sign-button').getByRole('button').first().click();
  const frame = signFrame(page);
  await frame.getByRole('checkbox').waitFor();
  return frame;
}

/** Affirms, and types passphrase and code, by keys alone: a frame that still grows moves away from a pointer. */
export async function fillFrame(page: Page, passphrase: string, code: string): Promise<void> {
  const frame = signFrame(page);
  await frame.getByRole('checkbox').focus();
  await page.keyboard.press('Space');
  const field = frame.getByRole('textbox', { name: 'Passphrase' });
  await field.focus();
  await page.keyboard.type(passphrase);
  expect(await field.inputValue()).toBe(passphrase);
  await frame.getByRole('textbox', { name: /^Kode 6 angka/ }).focus();
  await page.keyboard.type(code);
}

/** Presses the main button, by Enter. */
export async function pressInFrame(page: Page): Promise<void> {
  await signFrame(page)
    .getByRole('button', { name: /^Tanda tangani naskah/ })
    .focus();
  await page.keyboard.press('Enter');
}

export async function signInFrame(page: Page, passphrase: string, code: string): Promise<void> {
  await fillFrame(page, passphrase, code);
  await pressInFrame(page);
  await signFrame(page).getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
}

/** What frames noticed about the page around them, over all intents of a letter. */
export async function noticesOf(made: MadeOffice, letterId: string): Promise<unknown[]> {
  const rows = await made.store.read((db) =>
    db
      .selectFrom('ledger')
      .select('data')
      .where('subject', '=', letterId)
      .where('kind', '=', 'frame.noticed')
      .orderBy('seq')
      .execute(),
  );
  return rows.map(({ data }) => (JSON.parse(data) as { what: unknown }).what);
}

/** Where a letter stands, and how many signatures it has. */
export function standingOf(made: MadeOffice, letterId: string) {
  return made.store.read(async (db) => {
    const { status } = await db
      .selectFrom('letters')
      .select('status')
      .where('id', '=', letterId)
      .executeTakeFirstOrThrow();
    const signatures = await db
      .selectFrom('signatures')
      .select('id')
      .where('letter_id', '=', letterId)
      .execute();
    return { status, signatures: signatures.length };
  });
}

/** The request for which the open frame stands. */
export async function intentOf(page: Page): Promise<string> {
  const address = await page.locator('iframe[src*="/v1/sign-frame"]').getAttribute('src');
  return new URL(address ?? '').searchParams.get('intent') ?? '';
}
