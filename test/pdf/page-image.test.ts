import sharp from 'sharp';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { pageImage, pageImageLimits } from '../../server/pdf/pages/page-image.js';
import { signPdf } from '../../server/pdf/sign/sign-pdf.js';
import { appendObjects, letterPdf } from '../support/letter-pdf.js';
import { throughQpdf } from '../support/pdf-oracles.js';
import { certifiedSigner } from '../support/test-authority.js';

/** Share of dark pixels in a part of an image, parts of a thousand of its width and height. */
async function darkness(
  image: Uint8Array,
  left: number,
  top: number,
  right: number,
  bottom: number,
): Promise<number> {
  const { data, info } = await sharp(image).greyscale().raw().toBuffer({ resolveWithObject: true });
  const at = (share: number, whole: number) => Math.round((share * whole) / 1000);
  let dark = 0;
  let all = 0;
  for (let y = at(top, info.height); y < at(bottom, info.height); y++) {
    for (let x = at(left, info.width); x < at(right, info.width); x++) {
      all++;
      if ((data[y * info.width + x] ?? 255) < 128) dark++;
    }
  }
  return dark / all;
}

describe('pageImage', () => {
  test('draws a page in the width asked for, as WebP or JPEG', async () => {
    const letter = letterPdf({ pages: 2 });
    const webp = await pageImage(letter, 1, 640);
    expect(webp).toMatchObject({ width: 640, height: 906, pages: 2 });
    expect(await sharp(webp.bytes).metadata()).toMatchObject({ format: 'webp', width: 640, height: 906 });
    expect(await darkness(webp.bytes, 100, 140, 260, 175)).toBeGreaterThan(0.05);
    expect(await darkness(webp.bytes, 100, 500, 900, 900)).toBe(0);

    const jpeg = await pageImage(bytesSource(letter), 2, 320, 'jpeg');
    expect(await sharp(jpeg.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 320 });
  });

  test('shows the box of a signature', async () => {
    const letter = letterPdf();
    const placement = { page: 1, rect: { x: 300, y: 100, width: 200, height: 60 } };
    const tail = await signPdf(bytesSource(letter), await certifiedSigner(), {
      at: new Date(),
      name: 'Yohana',
      placement,
    });
    const { bytes } = await pageImage(Buffer.concat([letter, tail]), 1, 640);
    expect(await darkness(bytes, 510, 810, 840, 880)).toBeGreaterThan(0.02);
  });

  test.each([
    ['nothing', () => new Uint8Array(), 'pdf-empty'],
    ['what is no PDF', () => Buffer.from('surat biasa'), 'pdf-damaged'],
    [
      'an encrypted file',
      () => throughQpdf(letterPdf(), '--encrypt', 'u', 'o', '256', '--'),
      'pdf-encrypted',
    ],
  ] as const)('refuses %s', async (_, make, code) => {
    await expect(pageImage(await make(), 1, 640)).rejects.toMatchObject({ code });
  });

  test('refuses pages that are not there and images that are too large', async () => {
    await expect(pageImage(letterPdf(), 2, 640)).rejects.toMatchObject({ code: 'pdf-page-not-found' });
    await expect(pageImage(letterPdf(), 0, 640)).rejects.toMatchObject({ code: 'pdf-page-not-found' });
    await expect(pageImage(letterPdf(), 1, 100_000)).rejects.toMatchObject({ code: 'pdf-over-limits' });
    await expect(pageImage(letterPdf(), 1, Number.NaN)).rejects.toMatchObject({ code: 'pdf-over-limits' });
    await expect(pageImage(letterPdf({ mediaBox: '[0 0 1 14000]' }), 1, 640)).rejects.toMatchObject({
      code: 'pdf-over-limits',
    });
    const small = { ...pageImageLimits, maxFileBytes: 100 };
    await expect(pageImage(letterPdf(), 1, 640, 'webp', small)).rejects.toMatchObject({
      code: 'pdf-over-limits',
    });
  });

  test('ends a worker that takes too long, and the next page is drawn all the same', async () => {
    const hurried = { ...pageImageLimits, milliseconds: 1 };
    await expect(pageImage(letterPdf(), 1, 640, 'webp', hurried)).rejects.toMatchObject({
      code: 'pdf-over-limits',
    });
    await expect(pageImage(letterPdf(), 1, 100)).resolves.toMatchObject({ width: 100 });
  });

  test('a bomb is stopped by the memory it wants', async () => {
    const packed = deflateSync(Buffer.alloc(200_000_000, ' '), { level: 9 });
    const stream = `<< /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed.toString('latin1')}\nendstream`;
    const bomb = appendObjects(letterPdf(), new Map([[4, stream]]));
    const limits = { ...pageImageLimits, milliseconds: 55_000, maxWasmBytes: 64 * 1024 * 1024 };
    const before = process.memoryUsage().rss;
    const refusal: unknown = await pageImage(bomb, 1, 640, 'webp', limits).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'pdf-over-limits', detail: 'pdfium wants more memory' });
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  });
});
