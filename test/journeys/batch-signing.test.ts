import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxElement } from '../../components/inbox/inbox.js';
import { letterPdf } from '../support/letter-pdf.js';
import { pdfsigVerdicts, withFile } from '../support/pdf-oracles.js';
import { portalWalk, type PortalWalk } from '../support/portal-walk.js';
import { deskTab, doneNote, inboxRow } from './walk-acts.js';

const subjects = [
  'Surat tugas ke Distrik Towe',
  'Surat tugas ke Distrik Web',
  'Surat tugas ke Distrik Senggi',
];

/** Three letters of one morning, from the inbox of a stranger's portal through Noken's frame, with one passphrase. */
describe('many letters under one passphrase, end to end', () => {
  let walk: PortalWalk;
  let letterIds: readonly string[];
  let page: Page;

  beforeAll(async () => {
    walk = await portalWalk('batch-signing');
    letterIds = await lettersToSign(await walk.signIn('tu'));
    page = await walk.signIn('kadis');
  }, 180_000);
  afterAll(() => walk?.stop());

  const frame = () => page.frameLocator('iframe[src*="/v1/batch-frame"]');
  const inFrame = (name: string | RegExp) => frame().getByRole('button', { name });
  const inList = (name: string | RegExp) => page.locator('noken-inbox').getByRole('button', { name });

  it('chooses them in the inbox', async () => {
    await deskTab(page, 'TTE').click();
    for (const subject of subjects) await inboxRow(page, subject).waitFor();
    await inList('Pilih').click();
    await walk.picture(page, '01-choosing');
    for (const subject of subjects) await inboxRow(page, subject).click();
    await page.locator('noken-inbox .many-bar').getByText('3 naskah dipilih').waitFor();
    await walk.picture(page, '02-chosen');
  });

  it('opens each, closes the screen and finds it again in another tab', async () => {
    await inList('Tanda tangani 3 naskah').click();
    await inFrame('Buka naskah pertama').click();
    await frame().locator('.page img').first().waitFor();
    // A page counts once it was in view for half a second, and only what was read is found again.
    await page.waitForTimeout(1000);
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('.batch-strip').getByText('3 naskah belum ditandatangani').waitFor();
    await walk.picture(page, '03-found-again');
    await inList('Lanjutkan').click();
    await readAll();
  });

  it('signs them with one passphrase, and the list is empty', async () => {
    await frame().getByRole('checkbox').check();
    await frame().getByRole('textbox', { name: 'Passphrase' }).fill(walk.demo.passphrase('kadis'));
    await walk.picture(page, '04-passphrase');
    await inFrame('Tanda tangani 3 naskah').click();
    await frame().getByRole('heading', { name: '3 naskah sudah ditandatangani' }).waitFor();
    await walk.picture(page, '05-result');
    await inFrame('Tutup').click();
    await doneNote(page).getByText('3 naskah sudah ditandatangani.').waitFor();
    for (const subject of subjects) await inboxRow(page, subject).waitFor({ state: 'detached' });
    await page.locator('.batch-strip').waitFor({ state: 'detached' });
    await walk.picture(page, '06-list-without-them');
  });

  it('is a valid signature in each, says a second program', async () => {
    for (const letterId of letterIds) {
      const file = await fileOf(page, letterId);
      await withFile(file, async (path) =>
        expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.']),
      );
    }
    expect(walk.violations).toEqual([]);
  });

  /** Goes from letter to letter until all were opened. */
  async function readAll(): Promise<void> {
    const next = inFrame(/^(?:Buka naskah|Berikutnya|Lanjut: 3 naskah)/);
    for (let letter = 0; letter < 9; letter++) {
      const isLast = (await next.innerText()).startsWith('Lanjut');
      await next.click();
      if (isLast) return;
      await frame().locator('.page img').first().waitFor();
      await page.waitForTimeout(700);
    }
    throw new Error('A letter that was in view does not count as opened.');
  }
});

/** By the client that the elements themselves ask: three letters of the head, numbered and stamped. */
async function lettersToSign(page: Page): Promise<readonly string[]> {
  await page.locator('noken-inbox').getByRole('button', { name: 'Perbarui daftar' }).waitFor();
  return page.evaluate(
    async ({ subjects, bytes }) => {
      const { client, office } = document.querySelector<InboxElement>('noken-inbox')!;
      const desk = office!.desk!.positionId;
      const { kinds, classifications, signers } = await client!.letterChoices(desk);
      const head = signers.find(({ shortTitle }) => shortTitle.includes('Kadis Kominfo'))!;
      const ids: string[] = [];
      for (const subject of subjects) {
        const { letterId } = await client!.createOutgoing(desk, {
          kindId: kinds.find(({ name }) => name === 'Surat tugas')!.id,
          subject,
          addressee: 'Kepala Distrik',
          sifat: 'biasa',
          derajat: 'biasa',
          classification: classifications[0]!.code,
          signers: [head.id],
        });
        await client!.upload(desk, letterId, new File([new Uint8Array(bytes)], 'surat.pdf'), {
          purpose: 'letter',
        });
        const { version } = await client!.letter(desk, letterId);
        await client!.number(desk, letterId, version);
        ids.push(letterId);
      }
      return ids;
    },
    { subjects, bytes: [...letterPdf({ pages: 1 })] },
  );
}

async function fileOf(page: Page, letterId: string): Promise<Buffer> {
  const bytes = await page.evaluate(async (letterId) => {
    const { client, office } = document.querySelector<InboxElement>('noken-inbox')!;
    const desk = office!.desk!.positionId;
    const { file } = await client!.letter(desk, letterId);
    return [...(await client!.document(desk, letterId, file!.documentId)).bytes];
  }, letterId);
  return Buffer.from(bytes);
}
