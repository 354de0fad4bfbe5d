import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { create } from 'qrcode';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { type StampRequest, stampPdf } from '../../server/pdf/sign/stamp-pdf.js';
import { letterPdf } from '../support/letter-pdf.js';
import { qpdfCheck, run, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const code = '7KQ2M9XD4HTB6ZC0RWNE5GJVPA';
const request: StampRequest = {
  number: '800.1.11.1/118/DISKOMINFO/2026',
  date: '24 November 2026',
  code,
  url: `https://noken.example/v/${code}`,
  trial: true,
};

async function stamped(base: Uint8Array, how = request): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat([base, await stampPdf(bytesSource(base), how)]));
}

function textOf(pdf: Uint8Array, ...options: string[]): Promise<string> {
  return withFile(pdf, async (path) => {
    const { output } = await run('pdftotext', ['-enc', 'UTF-8', ...options, path, '-']);
    return Buffer.from(output, 'latin1').toString('utf8');
  });
}

describe('the strip', () => {
  test('stands on page one, with the page’s own content kept, and qpdf finds it clean', async () => {
    const base = letterPdf({ pages: 3 });
    const pdf = await stamped(base);
    expect(pdf.subarray(0, base.length)).toEqual(base);
    expect(await withFile(pdf, qpdfCheck)).toBe(0);
    const first = await textOf(pdf, '-layout', '-l', '1');
    expect(first).toContain('Surat tugas');
    expect(first).toContain('Nomor 800.1.11.1/118/DISKOMINFO/2026 · 24 November 2026 · halaman 1 dari 3');
    expect(first).toContain('UJI COBA – BELUM BERKEKUATAN HUKUM');
    expect(first).toContain('sertifikat uji coba Noken, bukan sertifikat BSrE.');
    expect(first).toContain('pindai QR atau buka noken.example/v, lalu ketik');
    expect(first).toContain('7KQ2 M9XD 4HTB 6ZC0 RWNE 5GJV PA');
    expect(await textOf(pdf, '-f', '2')).not.toContain('7KQ2');
  });

  test('is of another sentence and has no bar in official mode, and takes the tenant’s own', async () => {
    const official = await textOf(await stamped(letterPdf(), { ...request, trial: false }));
    expect(official).toContain('Balai Besar Sertifikasi Elektronik (BSrE)');
    expect(official).not.toContain('UJI COBA');
    const own = await textOf(
      await stamped(letterPdf(), { ...request, sentence: 'Kalimat daerah sendiri.', pageLabel: 'lembar 1' }),
    );
    expect(own).toContain('Kalimat daerah sendiri.');
    expect(own).toContain('lembar 1');
  });

  test('has a QR code whose every module is where a scanner looks', async () => {
    const { modules } = create(request.url, { errorCorrectionLevel: 'M' });
    const module = 62 / (modules.size + 4);
    await withFile(await stamped(letterPdf()), async (path) => {
      await run('pdftoppm', ['-r', '288', '-png', '-singlefile', path, path]);
      const { data, info } = await sharp(await readFile(`${path}.png`))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      const at = (x: number, y: number) =>
        (data[Math.round((842 - y) * 4) * info.width + Math.round(x * 4)] ?? 255) < 128;
      // The finder at the upper left shows where the code is; from there on its place is known.
      let top = 200;
      while (top > 0 && !at(70.9 + module / 2, top)) top -= 0.25;
      while (at(100, top) && top > 0) top -= 0.25;
      while (!at(70.9 + module / 2, top)) top -= 0.25;
      const wrong: string[] = [];
      for (let row = 0; row < modules.size; row++) {
        for (let column = 0; column < modules.size; column++) {
          const seen = at(70.9 + (column + 0.5) * module, top - (row + 0.5) * module);
          if (seen !== Boolean(modules.data[row * modules.size + column])) wrong.push(`${column},${row}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  });

  test.each([0, 90, 180, 270])('is upright and at the foot of a page turned by %i', async (turn) => {
    const pdf = await stamped(letterPdf({ pageEntries: `/Rotate ${turn} /CropBox [20 30 570 800]` }));
    await withFile(pdf, async (path) => {
      await run('pdftoppm', ['-cropbox', '-r', '72', '-png', '-singlefile', path, path]);
      const { data, info } = await sharp(await readFile(`${path}.png`))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual(turn % 180 === 0 ? [550, 770] : [770, 550]);
      const dark = [...data.keys()].filter(
        (index) => (data[index] ?? 255) < 160 && index >= (info.height - 88) * info.width,
      );
      const columns = dark.map((index) => index % info.width);
      const lowest = info.height - Math.floor((dark.at(-1) ?? 0) / info.width);
      expect(Math.abs(Math.min(...columns) - 70.9)).toBeLessThan(1.5);
      expect(Math.abs(info.width - Math.max(...columns) - 56.7)).toBeLessThan(2);
      expect(lowest).toBeGreaterThan(24);
      expect(lowest).toBeLessThan(34);
    });
  });

  test('leaves resources that other pages share as they were', async () => {
    const base = letterPdf({
      pages: 2,
      pageEntries: '/Resources 10 0 R',
      objects: ['<< /Font << /F1 5 0 R >> /XObject 11 0 R >>', '<< /NkStamp 4 0 R >>'],
    });
    const document = await openPdf(bytesSource(await stamped(base)));
    const changed = [...(document.sections[0]?.entries.keys() ?? [])].filter((number) => number < 50);
    expect(changed).toContain(3);
    expect(changed).not.toContain(10);
    expect(changed).not.toContain(11);
    const page = await document.page(0);
    const forms = await document.dict((await document.dict(page?.attribute('Resources')))?.get('XObject'));
    expect([...(forms?.keys() ?? [])]).toEqual(['NkStamp', 'NkStamp1']);
  });
});

describe('what is refused', () => {
  const refusal = (base: Uint8Array, how = request) => expect(stampPdf(bytesSource(base), how)).rejects;

  test('a letter that bears a signature', async () => {
    const letter = letterPdf();
    const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
      at: new Date(),
      name: 'Yohana',
    });
    await refusal(new Uint8Array(Buffer.concat([letter, tail]))).toMatchObject({
      code: 'pdf-already-signed',
    });
  });

  test('a certified letter, an encrypted one, noise', async () => {
    const certified = letterPdf({
      catalogEntries: '/Perms << /DocMDP 10 0 R >>',
      objects: ['<< /Type /Sig >>'],
    });
    await refusal(certified).toMatchObject({ code: 'pdf-already-signed' });
    const encrypted = await throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--');
    await refusal(encrypted).toMatchObject({ code: 'pdf-encrypted' });
    await refusal(Buffer.from('surat')).toMatchObject({ code: 'not-a-pdf' });
  });

  test('a page with no room for the strip', async () => {
    await refusal(letterPdf({ mediaBox: '[0 0 200 300]' })).toMatchObject({ code: 'placement-outside-page' });
    await refusal(letterPdf({ mediaBox: '[0 0 595 80]' })).toMatchObject({ code: 'placement-outside-page' });
  });
});
