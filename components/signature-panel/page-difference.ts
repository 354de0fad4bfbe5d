/** Side of the squares that are marked, in pixels of the canvas. */
const square = 12;
/** Below this a colour is the same to an eye; edges of letters are drawn a little otherwise each time. 0 to 255. */
const seen = 48;

export type Difference = 'same' | 'differs' | 'sizes-differ';

/** Compares two pictures of a page, and marks on both where they differ. */
export function markDifference(before: HTMLCanvasElement, after: HTMLCanvasElement): Difference {
  const { width, height } = before;
  if (width !== after.width || height !== after.height) return 'sizes-differ';
  const [one, two] = [before, after].map((canvas) => canvas.getContext('2d'));
  if (!one || !two || width === 0 || height === 0) return 'sizes-differ';
  const squares = differing(one.getImageData(0, 0, width, height), two.getImageData(0, 0, width, height));
  for (const context of [one, two]) {
    context.fillStyle = 'rgb(185 119 0 / 35%)';
    for (const at of squares)
      context.fillRect(
        (at % across(width)) * square,
        Math.floor(at / across(width)) * square,
        square,
        square,
      );
  }
  return squares.size === 0 ? 'same' : 'differs';
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
