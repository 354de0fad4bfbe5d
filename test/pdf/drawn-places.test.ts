import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { letterPdf } from '../support/letter-pdf.js';
import { run, withFile } from '../support/pdf-oracles.js';
import { signPlainly } from '../support/plain-signing.js';

const rect = { x: 60, y: 90, width: 200, height: 80 };
const appearance = { capacity: ['KEPALA DINAS'], name: 'Yohana Contoh', trial: true };
const media = '[0 0 595 842]';

/** Grey pixels of a page, one to a point as readers show it. */
interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

type Painter = (path: string, out: string) => readonly [string, readonly string[]];

const painters: readonly (readonly [string, Painter, boolean])[] = [
  ['mupdf', (path, out) => ['mutool', ['draw', '-q', '-r', '72', '-o', `${out}.png`, path, '1']], true],
  // It knows no user unit: such pages it shows smaller.
  [
    'poppler',
    (path, out) => ['pdftoppm', ['-cropbox', '-r', '72', '-png', '-singlefile', '-f', '1', path, out]],
    false,
  ],
];

async function paint(bytes: Uint8Array, painter: Painter): Promise<Picture> {
  return withFile(bytes, async (path) => {
    const { code, output } = await run(...painter(path, `${path}-page`));
    if (code !== 0) throw new Error(output);
    const image = sharp(await readFile(`${path}-page.png`))
      .flatten({ background: '#fff' })
      .greyscale();
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: data };
  });
}

/** The pixels within a rectangle, whose lower left corner is told from that of the picture. */
function cut({ width, height, pixels }: Picture, from: typeof rect): number[] {
  const rows = Array.from({ length: from.height }, (_, row) => height - from.y - from.height + row);
  return rows.flatMap((row) => [...pixels.subarray(row * width + from.x, row * width + from.x + from.width)]);
}

/** Around all pixels that are not the same, from the lower left. */
function difference(before: Picture, after: Picture) {
  const places = [...before.pixels].flatMap((value, place) =>
    Math.abs(value - (after.pixels[place] ?? 0)) > 60 ? [place] : [],
  );
  const xs = places.map((place) => place % before.width);
  const ys = places.map((place) => before.height - Math.floor(place / before.width));
  const [left, right] = [Math.min(...xs), Math.max(...xs) + 1];
  const [low, high] = [Math.min(...ys) - 1, Math.max(...ys)];
  return { x: left, y: low, width: right - left, height: high - low };
}

function meanDistance(one: readonly number[], two: readonly number[]): number {
  return one.reduce((sum, value, place) => sum + Math.abs(value - (two[place] ?? 0)), 0) / one.length;
}

/** Page entries, box of the medium (inherited from the tree), entries of the tree, size as shown. */
const pages: readonly (readonly [string, string, string, string, number, number])[] = [
  ['with two units to a point', '/UserUnit 2', '[0 0 300 421]', '', 600, 842],
  ['with half a unit to a point, turned', '/UserUnit 0.5 /Rotate 90', '[0 0 1190 1684]', '', 842, 595],
  [
    'turned left, enlarged and cropped',
    '/UserUnit 2 /Rotate 270 /CropBox [10 20 290 400]',
    '[0 0 300 421]',
    '',
    760,
    560,
  ],
  ['upside down, by what the tree says', '', media, '/Rotate 180', 595, 842],
  ['turned and cropped by the tree', '', media, '/Rotate 90 /CropBox [20 30 570 800]', 770, 550],
  ['that takes back what the tree says', '/Rotate 0', media, '/Rotate 90', 595, 842],
  ['whose own crop box is nothing', '/CropBox null', media, '/CropBox [20 30 570 800]', 550, 770],
  ['whose corners are swapped', '/CropBox [570 800 20 30]', '[595 842 0 0]', '', 550, 770],
  ['below zero', '/Rotate 180', '[-600 -900 -5 -58]', '', 595, 842],
  ['cropped beyond the medium', '/CropBox [-100 -100 400 2000]', media, '', 400, 842],
];

describe.each(painters)(
  'drawn by %s, a box stands where it was wanted, upright, as large as it was wanted',
  (_, painter, enlarges) => {
    let plain: Promise<Picture> | undefined;
    const cases = pages.filter(([, own]) => enlarges || !own.includes('UserUnit'));
    test.each(cases)('on a page %s', async (_, own, mediaBox, tree, width, height) => {
      const letter = letterPdf({ pageEntries: own, mediaBox: `${mediaBox} ${tree}` });
      const signed = await signPlainly(letter, { placement: { page: 1, rect }, appearance });
      const [before, after] = [await paint(letter, painter), await paint(signed, painter)];
      expect([after.width, after.height]).toEqual([width, height]);
      const seen = difference(before, after);
      for (const side of ['x', 'y', 'width', 'height'] as const)
        expect(Math.abs(seen[side] - rect[side]), side).toBeLessThanOrEqual(1.5);

      plain ??= paint(await signPlainly(letterPdf(), { placement: { page: 1, rect }, appearance }), painter);
      const [wanted, got] = [cut(await plain, rect), cut(after, rect)];
      // A box that is turned or mirrored is three times as far off.
      expect(meanDistance(wanted, got)).toBeLessThan(9);
      expect(meanDistance(wanted, got.toReversed())).toBeGreaterThan(27);
    });
  },
);
