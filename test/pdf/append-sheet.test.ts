import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { openPdf } from '../../server/pdf/core/pdf-document.js';
import { appendSheet } from '../../server/pdf/sign/append-sheet.js';
import { pageGeometry } from '../../server/pdf/sign/page-geometry.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { appendObjects, hybridLetterPdf, letterPdf } from '../support/letter-pdf.js';
import { darkestIn, pagePixels } from '../support/page-pixels.js';
import { qpdfCheck, run, throughQpdf, withFile } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

const text = {
  title: 'LEMBAR TANDA TANGAN',
  lines: ['Bagian dari naskah nomor 800.1.11.1/118/DISKOMINFO/2026.', 'Uji coba – belum berkekuatan hukum.'],
};

async function withSheet(base: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(Buffer.concat([base, await appendSheet(bytesSource(base), text)]));
}

const wordsOf = (pdf: Uint8Array, page: number) =>
  withFile(pdf, async (path) => {
    const range = ['-f', String(page), '-l', String(page)];
    const { output } = await run('pdftotext', ['-enc', 'UTF-8', ...range, path, '-']);
    return Buffer.from(output, 'latin1').toString('utf8');
  });

/** Two levels of page tree, turned and small by inheritance. */
const nested = () =>
  appendObjects(
    letterPdf({ pages: 2 }),
    new Map([
      [2, '<< /Type /Pages /Kids [50 0 R] /Count 2 /MediaBox [0 0 400 500] /Rotate 90 >>'],
      [
        50,
        '<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 101 0 R] /Count 2 /Resources << /Font << /F1 5 0 R >> >> >>',
      ],
    ]),
  );

describe('a page for signatures', () => {
  test.each([
    ['a table', () => letterPdf({ pages: 2 })],
    ['a hybrid file', () => hybridLetterPdf({ pages: 2 })],
    ['object streams', () => throughQpdf(letterPdf({ pages: 2 }), '--object-streams=generate')],
    ['a linearized file', () => throughQpdf(letterPdf({ pages: 2 }), '--linearize')],
    ['a nested tree of turned pages', nested],
  ])('comes behind the last of %s, whose other pages stay as they look', async (_, make) => {
    const base = await make();
    const pdf = await withSheet(base);
    expect(Buffer.compare(pdf.subarray(0, base.length), base)).toBe(0);
    expect(await withFile(pdf, qpdfCheck)).toBe(await withFile(base, qpdfCheck));
    const document = await openPdf(bytesSource(pdf));
    expect(await document.pageCount()).toBe(3);
    const added = await document.page(2);
    if (!added) throw new Error('No page three.');
    const { width, height, turns } = await pageGeometry(document, added);
    expect(turns).toBe(0);
    expect([width >= 595, height >= 841]).toEqual([true, true]);
    const words = await wordsOf(pdf, 3);
    for (const line of [text.title, ...text.lines]) expect(words).toContain(line);
    for (const page of [1, 2]) {
      const [now, before] = [await pagePixels(pdf, page), await pagePixels(base, page)];
      expect([now.width, now.height]).toEqual([before.width, before.height]);
      expect(Buffer.compare(now.grey, before.grey), `page ${page}`).toBe(0);
    }
    const room = { x: 0, y: 0, width, height: height - 120 };
    expect(darkestIn(await pagePixels(pdf, 3), room)).toBe(255);
  });

  test('is not added to what is signed or encrypted, nor where the tree holds no list', async () => {
    const refusal = (base: Uint8Array) => expect(appendSheet(bytesSource(base), text)).rejects;
    const base = letterPdf();
    const signer = await certifiedSigner();
    const tail = await signPdf(bytesSource(base), signer, { at: new Date(), name: 'Yusuf Wally' });
    await refusal(new Uint8Array(Buffer.concat([base, tail]))).toMatchObject({ code: 'pdf-already-signed' });
    await refusal(await throughQpdf(base, '--encrypt', '', 'owner', '256', '--')).toMatchObject({
      code: 'pdf-encrypted',
    });
    const flat = appendObjects(
      base,
      new Map([[1, '<< /Type /Catalog /Pages << /Type /Pages /Kids [3 0 R] /Count 1 >> >>']]),
    );
    await refusal(flat).toMatchObject({ code: 'pdf-damaged' });
    await expect(appendSheet(bytesSource(base), { title: '印', lines: [] })).rejects.toMatchObject({
      code: 'character-not-in-font',
    });
  });
});
