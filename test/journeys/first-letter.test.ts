import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxElement } from '../../components/inbox/inbox.js';
import type { LetterElement } from '../../components/letter/letter.js';
import { drawLetter } from '../../demo/seed/draw-letter.js';
import { run, withFile } from '../support/pdf-oracles.js';
import { portalWalk, type PortalWalk } from '../support/portal-walk.js';
import { act, deskTab, doneNote, inboxRow, openLetter, trailOf } from './walk-acts.js';

const subject = 'Permohonan pendampingan TTE untuk tiga distrik';
const number = '400.10/77/DISTRIK-ARSO-TIMUR/2026';
const office = { government: 'Pemerintah Kabupaten Keerom', address: 'Kabupaten Keerom (surat contoh)' };

/** One incoming letter from the registrar to its closing, by the screens alone, on two sites. */
describe('an incoming letter, end to end', () => {
  let walk: PortalWalk;
  let letterId = '';
  let paper: Buffer;

  beforeAll(async () => {
    walk = await portalWalk('first-letter');
    paper = await scannedLetter();
  }, 180_000);
  afterAll(() => walk?.stop());

  it('has its agenda number before its file is up, which can be stopped and goes on', async () => {
    const page = await walk.signIn('tu', '/catat');
    const form = page.locator('noken-letter-form');
    await fillIn(page, { number, subject });
    await form.locator('input[type=file]').setInputFiles(pdf('permohonan.pdf', paper));
    await walk.picture(page, '01-registrar-form');
    const slow = await onSlowLine(page);
    await form.getByRole('button', { name: 'Catat surat' }).click();
    await form.getByRole('heading', { name: /^Agenda \d+/ }).waitFor();
    await form.getByText(/Mengunggah .* dari/).waitFor();
    await walk.picture(page, '02-registrar-uploading');
    await form.getByRole('button', { name: 'Jeda' }).click();
    await form.getByText(/Dijeda pada/).waitFor();
    await slow.end();
    await form.getByRole('button', { name: 'Lanjutkan' }).click();
    await form.getByText('Berkas sudah diterima.').first().waitFor();
    await walk.picture(page, '03-registrar-recorded');
    await form.getByRole('button', { name: 'Buka surat' }).click();
    await page.waitForURL(/\/surat/);
    await page.locator('noken-document-viewer .page canvas').first().waitFor();
  });

  it('warns of the same number and sender, and of the same file', async () => {
    const page = await walk.signIn('tu', '/catat');
    const form = page.locator('noken-letter-form');
    await fillIn(page, { number, subject: 'Surat yang sama' });
    await form.getByText('Mungkin sudah tercatat').waitFor();
    expect(await form.getByRole('button', { name: 'Catat surat' }).count()).toBe(0);
    await walk.picture(page, '04-registrar-duplicate');
    await form.getByLabel('Nomor surat').fill('400.10/78/DISTRIK-ARSO-TIMUR/2026');
    await form.getByLabel('Nomor surat').blur();
    await form.getByRole('button', { name: 'Catat surat' }).waitFor();
    await form.locator('input[type=file]').setInputFiles(pdf('lain-nama.pdf', paper));
    await form.getByText('Berkas ini sama dengan berkas surat:').waitFor();
    await form.getByRole('button', { name: 'Surat yang sama, batalkan catatan ini' }).click();
    await page.waitForURL(/\/surat/);
  });

  it('is found by the head with the search box, read, and disposed to two desks, each with its instruction', async () => {
    const page = await walk.signIn('kadis');
    await inboxRow(page, subject).waitFor();
    expect(await inboxRow(page, subject).getAttribute('class')).toContain('unread');
    await page.locator('noken-inbox').getByRole('searchbox').fill('ARSO-TIMUR');
    await page.locator('noken-inbox .row').nth(1).waitFor({ state: 'detached' });
    await openLetter(page, subject);
    await page.locator('noken-inbox .row:not(.unread)').filter({ hasText: subject }).waitFor();
    letterId = await openedLetter(page);
    await walk.picture(page, '05-head-reads');
    await act(page, 'Disposisi').click();
    const form = page.locator('noken-disposition-form');
    await form.getByRole('button', { name: /^Semua jabatan/ }).click();
    await form.locator('.tree').getByText('Kabid Informatika').click();
    await form.locator('.tree').getByText('Kabid Persandian').click();
    await form.locator('.instructions').getByRole('button', { name: 'Tindak lanjuti' }).click();
    await form.getByRole('button', { name: 'Instruksi sendiri untuk Kabid Persandian' }).click();
    const own = form.getByRole('group', { name: 'Instruksi sendiri untuk Kabid Persandian' });
    await own.getByRole('button', { name: 'Tindak lanjuti' }).click();
    await own.getByRole('button', { name: 'Koordinasi/konfirmasikan' }).click();
    await form.getByRole('button', { name: 'Tambah catatan' }).click();
    await form.getByRole('textbox', { name: 'Catatan' }).fill('Susun jadwal bersama ketiga distrik.');
    await form.getByRole('button', { name: 'Ubah batas' }).click();
    await form.getByRole('button', { name: /^5 hari kerja/ }).click();
    await walk.picture(page, '06-head-disposes');
    await form.getByRole('button', { name: 'Kirim disposisi' }).click();
    await doneNote(page).getByText('Disposisi terkirim ke Kabid Informatika dan Kabid Persandian').waitFor();
  });

  it('is taken back from one desk while unread there, and its sheet is printed', async () => {
    const page = await walk.signIn('kadis');
    await openLetter(page, subject, 'Terkirim');
    await trailOf(page)
      .getByRole('button', { name: /^Tarik disposisi kepada .*Persandian/ })
      .click();
    await trailOf(page).getByText('Disposisi ditarik.').waitFor();
    await trailOf(page).getByText('0 dari 1 selesai').first().waitFor();
    await walk.picture(page, '07-head-recalls');
    const sheet = await printedSheet(page, walk.demo.noken);
    await withFile(sheet, async (path) => {
      const text = (await run('pdftotext', ['-layout', path, '-'])).output;
      expect(text).toContain('LEMBAR DISPOSISI');
      expect(text).toContain(number);
      expect((await run('pdfinfo', [path])).output).toMatch(/Page size:\s+609\.\d+ x 467\.\d+/);
    });
  });

  it('is followed up with a file by who got it, and not seen by who had it taken back', async () => {
    const page = await walk.signIn('kabid1');
    await openLetter(page, subject, 'Disposisi');
    await page.locator('noken-inbox .row:not(.unread)').filter({ hasText: subject }).waitFor();
    await act(page, 'Tindak lanjut').click();
    const panel = page.locator('noken-letter form.panel');
    await panel.getByLabel('Apa yang sudah dilakukan').fill('Jadwal disepakati: 1–3 Desember.');
    await panel.getByLabel('Sudah selesai').check();
    await panel.locator('input[type=file]').setInputFiles(pdf('jadwal.pdf', await schedule()));
    await walk.picture(page, '08-division-follows-up');
    await panel.getByRole('button', { name: 'Kirim tindak lanjut' }).click();
    await doneNote(page).getByText('Tindak lanjut terkirim.').waitFor();

    const other = await walk.signIn('kabid2');
    await other.locator('noken-inbox').getByText('Belum ada surat').first().waitFor();
    expect(await refusals(other, letterId)).toEqual(everywhere('letter-not-found'));
  });

  it('shows the head who read when and what was done, and is closed', async () => {
    const page = await walk.signIn('kadis');
    await inboxRow(page, subject).getByText('Siap diselesaikan').waitFor();
    await openLetter(page, subject);
    await trailOf(page).getByText('1 dari 1 selesai').first().waitFor();
    await trailOf(page)
      .getByText(/dibaca .* oleh/)
      .first()
      .waitFor();
    await trailOf(page)
      .getByRole('button', { name: /jadwal\.pdf/ })
      .waitFor();
    await walk.picture(page, '09-head-sees-the-trail');
    await act(page, 'Selesaikan').click();
    await page.locator('noken-letter form.panel').getByRole('button', { name: 'Selesaikan surat' }).click();
    await doneNote(page).getByText('Surat diselesaikan.').waitFor();
    await deskTab(page, 'Selesai').click();
    await inboxRow(page, subject).waitFor();
    await walk.picture(page, '10-head-closed');
  });

  it('is nothing, everywhere, for a desk that it has not reached', async () => {
    const page = await walk.signIn('distrik');
    await page.locator('noken-inbox').getByText('Belum ada surat').first().waitFor();
    expect(await refusals(page, letterId)).toEqual(everywhere('letter-not-found'));
    await walk.picture(page, '11-stranger-sees-nothing');
  });

  it('broke no policy of the portal', () => {
    expect(walk.violations).toEqual([]);
  });
});

function pdf(name: string, buffer: Buffer) {
  return { name, mimeType: 'application/pdf', buffer };
}

async function fillIn(page: Page, letter: { number: string; subject: string }): Promise<void> {
  const form = page.locator('noken-letter-form');
  await form.getByLabel('Nomor surat').fill(letter.number);
  await form.getByLabel('Pengirim').fill('Distrik Arso Timur');
  await form.getByLabel('Tanggal surat').fill('2026-11-20');
  await form.getByLabel('Hal', { exact: true }).fill(letter.subject);
  await form.getByLabel('Jenis naskah').selectOption({ label: 'Surat dinas' });
  await form.getByRole('radio', { name: 'Segera', exact: true }).check();
}

/** 512 kbps with 600 ms, until told otherwise. */
async function onSlowLine(page: Page): Promise<{ end(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  const line = (latency: number, throughput: number) =>
    devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  await devtools.send('Network.enable');
  await line(600, (512 * 1024) / 8);
  return { end: () => line(0, -1).then(() => undefined) };
}

/** A letter with a page that weighs what a scan weighs. */
async function scannedLetter(): Promise<Buffer> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const { default: sharp } = await import('sharp');
  const { randomBytes } = await import('node:crypto');
  const letter = await PDFDocument.load(
    await drawLetter({
      ...office,
      office: 'Distrik Arso Timur',
      number,
      date: '20 November 2026',
      subject,
      to: 'Kepala Dinas Komunikasi dan Informatika',
      paragraphs: [
        'Mohon pendampingan pemakaian tanda tangan elektronik bagi tiga distrik di wilayah timur kabupaten.',
      ],
      signer: { title: 'Kepala Distrik Arso Timur', name: 'Pejabat Contoh' },
    }),
  );
  const [width, height] = [900, 1380];
  const raw = { width, height, channels: 3 as const };
  const scan = await sharp(randomBytes(width * height * 3), { raw })
    .jpeg({ quality: 60 })
    .toBuffer();
  const image = await letter.embedJpg(scan);
  letter.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  return Buffer.from(await letter.save());
}

async function schedule(): Promise<Buffer> {
  const letter = { ...office, office: 'Bidang Informatika', subject: 'Jadwal', to: 'Kepala Dinas' };
  const signer = { title: 'Kepala Bidang Informatika' };
  return Buffer.from(await drawLetter({ ...letter, paragraphs: ['Jadwal 1–3 Desember.'], signer }));
}

async function openedLetter(page: Page): Promise<string> {
  return page.locator('noken-letter').evaluate((element) => (element as LetterElement).letterId);
}

/** The sheet: a tab opens with it, at Noken's address. */
async function printedSheet(page: Page, noken: string): Promise<Uint8Array> {
  const answered = page
    .context()
    .waitForEvent('response', (response) => response.url().includes('/v1/files/'));
  await trailOf(page).getByRole('button', { name: 'Cetak lembar disposisi' }).click();
  const answer = await answered;
  expect(new URL(answer.url()).origin).toBe(noken);
  expect(answer.headers()['content-type']).toBe('application/pdf');
  // That address opens once, and the tab had it.
  const url = await page.locator('noken-letter').evaluate(async (element) => {
    const { client, office: seat, letterId } = element as LetterElement;
    const desk = seat?.desk?.positionId ?? '';
    return (await client?.ticket(desk, letterId, { what: 'sheet', disposition: 'inline' }))?.url ?? '';
  });
  return new Uint8Array(await (await fetch(new URL(url, noken))).arrayBuffer());
}

const asked = ['letter', 'trail', 'choices', 'document', 'sheet', 'follow-up', 'close'] as const;
const everywhere = (code: string) => Object.fromEntries(asked.map((name) => [name, `404 ${code}`]));

/** What a desk hears of a letter, by each way to ask for it. */
async function refusals(page: Page, letterId: string): Promise<Record<string, string>> {
  return page.locator('noken-inbox').evaluate(async (element, id) => {
    const { client, office: seat } = element as InboxElement;
    const desk = seat?.desk?.positionId ?? '';
    if (!client) return {};
    const ways: Record<string, Promise<unknown>> = {
      letter: client.letter(desk, id),
      trail: client.trail(desk, id),
      choices: client.dispositionChoices(desk, id),
      document: client.document(desk, id, id),
      sheet: client.ticket(desk, id, { what: 'sheet', disposition: 'inline' }),
      'follow-up': client.followUp(desk, id, { nodeId: id, text: 'x', completes: false }),
      close: client.close(desk, id, { version: 1 }),
    };
    const refusal = (error: { report: { status: number; code: string } }) =>
      `${error.report.status} ${error.report.code}`;
    const heard = Object.entries(ways).map(async ([name, way]) => [
      name,
      await way.then(() => 'answered', refusal),
    ]);
    return Object.fromEntries(await Promise.all(heard)) as Record<string, string>;
  }, letterId);
}
