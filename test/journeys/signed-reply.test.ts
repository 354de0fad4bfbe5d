import { readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawLetter } from '../../demo/seed/draw-letter.js';
import { withPageAppended } from '../support/appended-page.js';
import { holdersOf } from '../support/find-secret.js';
import { pdfsigVerdicts, qpdfCheck, run, withFile } from '../support/pdf-oracles.js';
import { portalWalk, type PortalWalk } from '../support/portal-walk.js';
import { visitSignatures } from './visit-signatures.js';
import { act, doneNote, letterFile, openLetter, signInFrame } from './walk-acts.js';

const subject = 'Penyampaian data pengelola situs kampung';
/** Twenty-four characters that nobody ever saw. */
const wrongPassphrase = randomBytes(18).toString('base64url');

/** One outgoing letter from its PDF to the citizen who checks it, by the screens alone, on two sites. */
describe('an outgoing letter, end to end', () => {
  let walk: PortalWalk;
  let heard: string[];
  let signed: Buffer;
  let code = '';

  beforeAll(async () => {
    walk = await portalWalk('signed-reply');
    heard = [];
  }, 180_000);
  afterAll(() => walk?.stop());

  it('answers an incoming letter, with its signers in order and a PDF', async () => {
    const page = await walk.signIn('tu');
    await openLetter(page, 'Permintaan data pengelola situs kampung', 'Terkirim');
    await act(page, 'Balas').click();
    const form = page.locator('noken-letter-form');
    await form.getByLabel('Hal', { exact: true }).fill(subject);
    await form.getByLabel('Ditujukan kepada').fill('Kepala Dinas Pemberdayaan Masyarakat Kampung');
    await form.getByLabel('Jenis naskah').selectOption({ label: 'Surat dinas' });
    await form.getByLabel('Klasifikasi').selectOption('000.1');
    await form.getByRole('checkbox', { name: /Bupati Keerom/ }).check();
    await form.getByRole('checkbox', { name: /Kepala Dinas Komunikasi/ }).check();
    await form.getByRole('button', { name: /^Naikkan .*Kadis Kominfo/ }).click();
    await form.locator('input[type=file]').setInputFiles(await reply());
    await walk.picture(page, '01-registrar-replies');
    await form.getByRole('button', { name: 'Buat naskah' }).click();
    await form.getByText('Berkas sudah diterima.').first().waitFor();
    await form.getByRole('button', { name: 'Buka naskah' }).click();
    await page.locator('noken-letter').getByRole('heading', { name: subject }).waitFor();
  });

  it('is numbered and stamped before anybody signs', async () => {
    const page = await walk.signIn('tu');
    await openLetter(page, subject);
    await act(page, 'Beri nomor dan stempel').click();
    await page.locator('noken-letter form.panel').locator('button[type=submit]').click();
    const told = page
      .locator('noken-letter')
      .getByText(/^Nomor 000\.1\/\d{3}\/DISKOMINFO\/\d{4} sudah dibubuhkan/);
    await told.waitFor();
    await page.locator('noken-document-viewer .page canvas').first().waitFor();
    await walk.picture(page, '02-registrar-numbers');
    code = await page.locator('noken-letter a[href*="/v/"]').first().getAttribute('href').then(codeIn);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const stranger = await walk.stranger({ script: false, width: 360 });
    await stranger.goto(`${walk.demo.noken}/v/${code}`);
    expect(await stranger.locator('h1').innerText()).toContain('Tidak dikenal');
  });

  it('is signed by the head in Noken’s frame; a wrong passphrase signs nothing', async () => {
    const page = await walk.signIn('kadis');
    await listenTo(page, heard);
    await openLetter(page, subject, 'TTE');
    await signInFrame(page, wrongPassphrase, (step) => walk.picture(page, `03-head-${step}`));
    const frame = page.frameLocator('iframe[src*="/v1/sign-frame"]');
    await frame.getByText(/Passphrase salah/).waitFor();
    await walk.picture(page, '04-head-wrong-passphrase');
    await frame.getByRole('textbox', { name: 'Passphrase' }).fill(walk.demo.passphrase('kadis'));
    await frame.getByRole('button', { name: /^Tanda tangani naskah/ }).click();
    await frame.getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    await walk.picture(page, '05-head-signed');
    await frame.getByRole('button', { name: 'Tutup', exact: true }).click();
    await doneNote(page)
      .getByText(/^Naskah .* sudah ditandatangani\.$/)
      .waitFor();
  });

  it('is signed by the regent after him, and both signatures are valid', async () => {
    const page = await walk.signIn('bupati');
    await listenTo(page, heard);
    await openLetter(page, subject, 'TTE');
    const before = await letterFile(page);
    await signInFrame(page, walk.demo.passphrase('bupati'));
    const frame = page.frameLocator('iframe[src*="/v1/sign-frame"]');
    await frame.getByRole('heading', { name: 'Sudah ditandatangani' }).waitFor();
    await frame.getByRole('button', { name: 'Tutup', exact: true }).click();
    await doneNote(page)
      .getByText(/sudah ditandatangani/)
      .waitFor();

    const registrar = await walk.signIn('tu');
    await openLetter(registrar, subject, 'Terkirim');
    signed = await letterFile(registrar);
    await walk.picture(registrar, '06-registrar-sees-it-signed');
    expect(signed.subarray(0, before.length).equals(before)).toBe(true);
    await withFile(signed, async (path) => {
      expect(await pdfsigVerdicts(path)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
      expect(await qpdfCheck(path)).toBe(0);
      expect((await run('pdftotext', [path, '-'])).output).toContain('Plh. KEPALA DINAS KOMUNIKASI');
    });
  });

  it('shows an official each signature and version, and goes through them by keyboard', async () => {
    const page = await walk.signIn('tu');
    await openLetter(page, subject, 'Terkirim');
    await visitSignatures(page, {
      signers: ['Nikolas Kuskus', 'Yohanis Matoa'],
      picture: (step) => walk.picture(page, `06-signatures-${step}`),
    });
  });

  it('never let the portal’s page see a passphrase, nor left one anywhere', async () => {
    expect(heard.length).toBeGreaterThan(0);
    const secrets = [wrongPassphrase, walk.demo.passphrase('kadis'), walk.demo.passphrase('bupati')];
    for (const secret of secrets) {
      expect(heard.filter((text) => text.includes(secret))).toEqual([]);
      const holders = await holdersOf(secret, walk.demo.folder, { 'what it said': walk.demo.said() });
      // The demo writes its own passphrases down once, for whoever tries it.
      const told = secret === wrongPassphrase ? [] : ['secrets.json', 'what it said'];
      expect(holders.filter((holder) => !told.includes(holder))).toEqual([]);
    }
  });

  it('is known to anybody who scans its code, on a phone without script', async () => {
    const page = await walk.stranger({ script: false, width: 360 });
    await page.goto(`${walk.demo.noken}/v/${code}`);
    expect(await page.locator('h1').innerText()).toContain('Uji coba');
    const text = await page.locator('body').innerText();
    for (const said of [subject, 'Nikolas Kuskus', 'Yohanis Matoa', 'Cocokkan dengan kertas Anda'])
      expect(text).toContain(said);
    expect(text).not.toMatch(/\bNIK\b.*\d{16}/);
    await walk.picture(page, '07-citizen-code');
  });

  it('is judged by the verifier and by the plain page, changed copies too', async () => {
    const byte = Buffer.from(signed);
    const at = byte.indexOf('stream') + 40;
    byte[at] = (byte[at] ?? 0) ^ 1;
    const longer = withPageAppended(signed);
    const page = await walk.stranger();
    await page.goto(`${walk.demo.portal}/verifikasi`);
    const verifier = page.locator('noken-verifier');
    for (const [name, bytes, verdict] of [
      ['asli', signed, /^Utuh/],
      ['satu-bita', byte, /^(Tanda tangan salah|Berubah setelah ditandatangani)/],
      ['satu-halaman', longer, /^Berubah setelah ditandatangani/],
    ] as const) {
      const file = { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(bytes) };
      await verifier.locator('input[type=file]').setInputFiles(file);
      await verifier.getByText(verdict).first().waitFor();
      await walk.picture(page, `08-verifier-${name}`);
      const plain = await walk.stranger({ script: false, width: 360 });
      await plain.goto(`${walk.demo.noken}/verify`);
      await plain.locator('input[type=file]').setInputFiles(file);
      await plain.locator('form[enctype] button').click();
      expect(await plain.locator('h1').innerText()).toMatch(verdict);
      await walk.picture(plain, `09-verify-page-${name}`);
      await verifier.getByRole('button', { name: 'Ganti' }).click();
    }
  });

  it('is counted for the month, and the figures can be taken along as CSV', async () => {
    const page = await walk.signIn('monev', '/monev');
    const monitoring = page.locator('noken-monitoring');
    await monitoring.getByText('Dinas Komunikasi dan Informatika').first().waitFor();
    await walk.picture(page, '10-monitoring');
    const download = page.waitForEvent('download');
    await monitoring.getByRole('button', { name: 'Unduh CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.charCodeAt(0)).toBe(0xfeff);
    const rows = csv.slice(1).trimEnd().split('\r\n');
    const kominfo = rows.find((row) => row.includes('Dinas Komunikasi dan Informatika'));
    // The head's, on this letter and on the sample; the regent's counts for the regent's own unit.
    expect(kominfo?.split(',').at(-1)).toBe('2');
  });

  it('stands in a ledger that its seal vouches for, until somebody touches it', async () => {
    const path = join(walk.demo.folder, 'segel.json');
    const sealed = await walk.demo.command('ledger', 'seal', '--out', path);
    expect(sealed.output).toContain('segel.json');
    expect(sealed.code).toBe(0);
    const whole = await walk.demo.command('ledger', 'verify', '--seal', path);
    expect(whole, whole.output).toMatchObject({ code: 0 });
    const seal = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const forged = join(walk.demo.folder, 'segel-palsu.json');
    await writeFile(forged, JSON.stringify({ ...seal, hash: 'f'.repeat(64) }));
    expect((await walk.demo.command('ledger', 'verify', '--seal', forged)).code).not.toBe(0);
  });

  it('broke no policy of the portal', () => {
    expect(walk.violations).toEqual([]);
  });
});

const codeIn = (href: string | null) => href?.split('/').pop() ?? '';

async function reply() {
  const pdf = await drawLetter({
    government: 'Pemerintah Kabupaten Keerom',
    office: 'Dinas Komunikasi dan Informatika',
    address: 'Kompleks Perkantoran Arso (surat contoh)',
    subject,
    to: 'Kepala Dinas Pemberdayaan Masyarakat Kampung',
    paragraphs: ['Bersama ini kami sampaikan daftar pengelola situs kampung yang aktif, 61 dari 91 kampung.'],
    signer: { title: 'Kepala Dinas' },
  });
  return { name: 'jawaban.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) };
}

/** All that a script of the portal's own can hear on its page: keys, input, messages, every value. */
async function listenTo(page: Page, heard: string[]): Promise<void> {
  await page.exposeFunction('tellHeard', (text: string) => void heard.push(text));
  await page.evaluate(`
    for (const type of ['keydown', 'keyup', 'keypress', 'input', 'change', 'paste', 'beforeinput', 'message'])
      addEventListener(type, (event) => {
        let said = type + ' ' + (event.key ?? '') + ' ' + (event.target?.value ?? '');
        try { said += JSON.stringify(event.data ?? null); } catch {}
        tellHeard(said);
      }, true);
    tellHeard('listening');
  `);
}
