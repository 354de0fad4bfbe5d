import { joinSquares } from './join-squares.js';

/** Side of the squares that are marked, in pixels of the canvas. */
const square = 12;
/** Below this a colour is the same to an eye; edges of letters are drawn a little otherwise each time. 0 to 255. */
const seen = 48;

/** One place that differs, in parts of the page: 0 to 1, from its upper left. */
export interface Mark {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Marks in the order in which they are read. */
export type Difference =
  { readonly is: 'same' | 'sizes-differ' } | { readonly is: 'differs'; readonly marks: readonly Mark[] };

/** Compares two pictures of a page, and tints on both what differs. */
export function markDifference(before: HTMLCanvasElement, after: HTMLCanvasElement): Difference {
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return { is: 'sizes-differ' };
  const [one, two] = [before, after].map((canvas) => canvas.getContext('2d'));
  if (!one || !two || width === 0 || height === 0) return { is: 'sizes-differ' };
  const squares = differing(one.getImageData(0, 0, width, height), two.getImageData(0, 0, width, height));
  if (squares.size === 0) return { is: 'same' };
  const columns = across(width);
  for (const context of [one, two]) {
    context.fillStyle = 'rgb(185 119 0 / 35%)';
    for (const at of squares)
      context.fillRect((at % columns) * square, Math.floor(at / columns) * square, square, square);
  }
  const marks = joinSquares(squares, columns).map(({ left, top, right, bottom }) => ({
    left: (left * square) / width,
    top: (top * square) / height,
    width: (Math.min((right + 1) * square, width) - left * square) / width,
    height: (Math.min((bottom + 1) * square, height) - top * square) / height,
  }));
  return { is: 'differs', marks };
}

function differing(before: ImageData, after: ImageData): ReadonlySet<number> {
  const found = new Set<number>();
  const { width, height } = before;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      if (!isSeen(before.data, after.data, at)) continue;
      found.add(Math.floor(y / square) * across(width) + Math.floor(x / square));
      // The rest of the row within this square says nothing new.
      x += square - 1 - (x % square);
    }
  }
  return found;
}

function isSeen(before: Uint8ClampedArray, after: Uint8ClampedArray, at: number): boolean {
  for (let channel = at; channel < at + 3; channel++)
    if (Math.abs((before[channel] ?? 0) - (after[channel] ?? 0)) > seen) return true;
  return false;
}

const across = (width: number) => Math.ceil(width / square);
