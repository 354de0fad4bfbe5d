import sharp from 'sharp';
import { expect, test } from 'vitest';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import { pageImage } from '../../server/pdf/pages/page-image.js';
import { logoImage } from '../../server/pdf/typeset/logo-image.js';
import { letterPdf } from '../support/letter-pdf.js';
import { qpdfCheck, run, withFile } from '../support/pdf-oracles.js';
import { judgePlainly, signPlainly } from '../support/plain-signing.js';

const placement = { page: 1, rect: { x: 100, y: 200, width: 120, height: 60 } };

async function redPicture() {
  const background = { r: 220, g: 0, b: 0 };
  return logoImage(
    await sharp({ create: { width: 30, height: 10, channels: 3, background } })
      .png()
      .toBuffer(),
  );
}

/** Colour at a place of the page, in points from its lower left. */
async function colourAt(pdf: Uint8Array, x: number, y: number): Promise<number[]> {
  const { bytes } = await pageImage(bytesSource(pdf), 1, 595, 'png');
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = ((info.height - Math.round(y)) * info.width + Math.round(x)) * info.channels;
  return [...data.subarray(at, at + 3)];
}

test('a picture stands in its own proportions in the middle, over its mark', async () => {
  const content = { image: await redPicture() };
  const signed = await signPlainly(letterPdf(), { placement, appearance: { content, mark: 'SIMULASI' } });
  expect(await colourAt(signed, 160, 236)).toEqual([220, 0, 0]);
  expect(await colourAt(signed, 160, 258)).toEqual([255, 255, 255]);
  expect(await colourAt(signed, 104, 204)).toEqual([0, 0, 0]);
  expect((await judgePlainly(signed)).verdict).toBe('intact');
  await withFile(signed, async (path) => {
    expect(await qpdfCheck(path)).toBe(0);
    expect((await run('pdftotext', [path, '-'])).output).toContain('SIMULASI');
  });
});

test('a QR code fills what the mark leaves, and neither needs a field of one size', async () => {
  for (const [width, height] of [
    [55, 55],
    [550, 150],
  ] as const) {
    const rect = { x: 20, y: 20, width, height };
    const appearance = { content: { qr: 'https://noken.example/v/7KQ2' }, mark: 'SIMULASI' };
    const signed = await signPlainly(letterPdf(), { placement: { page: 1, rect }, appearance });
    const side = Math.min(width, height * 0.78);
    const { bytes } = await pageImage(bytesSource(signed), 1, 595, 'png');
    const top = Math.round(842 - 20 - height);
    const code = await sharp(bytes)
      .extract({ left: 20, top, width, height: Math.round(height * 0.75) })
      .greyscale()
      .raw()
      .toBuffer();
    const dark = code.filter((value) => value < 100).length;
    expect(dark).toBeGreaterThan(0.1 * side * side);
  }
});
