import { readFile } from 'node:fs/promises';
import { run, withFile } from './pdf-oracles.js';

/** A page as poppler draws it: grey, two pixels to the point. */
export interface PagePixels {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;
}

/** Points, from the lower left of the page. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const perPoint = 2;

export async function pagePixels(pdf: Uint8Array, page: number): Promise<PagePixels> {
  return withFile(pdf, async (path) => {
    const out = `${path}-page`;
    const parameters = ['-gray', '-r', String(72 * perPoint), '-f', String(page), '-l', String(page)];
    const { code, output } = await run('pdftoppm', [...parameters, '-singlefile', path, out]);
    if (code !== 0) throw new Error(output);
    const bytes = await readFile(`${out}.pgm`);
    const [, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(bytes.toString('latin1', 0, 40)) ?? [];
    const grey = bytes.subarray(bytes.length - Number(width) * Number(height));
    return { width: Number(width), height: Number(height), grey };
  });
}

/** The darkest pixel in a part of the page: 255 where there is nothing but white paper. */
export function darkestIn({ width, height, grey }: PagePixels, rect: Rect): number {
  let darkest = 255;
  const [left, right] = [rect.x, rect.x + rect.width].map((x) => Math.round(x * perPoint));
  const [top, bottom] = [rect.y + rect.height, rect.y].map((y) => height - Math.round(y * perPoint));
  for (let row = top ?? 0; row < (bottom ?? 0); row++) {
    for (let column = left ?? 0; column < (right ?? 0); column++)
      darkest = Math.min(darkest, grey[row * width + column] ?? 255);
  }
  return darkest;
}

/** The darkest that any pixel was that is another in the later picture. */
export function darkestBelow(before: PagePixels, after: PagePixels): number {
  return before.grey.reduce(
    (darkest, pixel, at) => (pixel === after.grey[at] ? darkest : Math.min(darkest, pixel)),
    255,
  );
}
