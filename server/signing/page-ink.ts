import sharp from 'sharp';
import { pageImage, PdfRefusal, type ByteSource } from '../pdf/index.js';

/** Pixels per point of the picture that is looked at: a hairline of a table must not fade away. */
const scale = 1;
/** What differs so much from the paper is ink. Of 255; the paper of a scan is not one colour. */
const visible = 25;
const paperIsAtLeast = 128;

/** Points from the lower left corner of the page as it is shown. */
export interface InkArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a page has ink, as it is shown: text, lines, pictures, boxes of earlier signatures. */
export class PageInk {
  /** Ink above and left of each corner of a pixel, so that any area costs four reads. */
  readonly #sums: Uint32Array;
  readonly #columns: number;

  constructor(
    pixels: Uint8Array,
    private readonly across: number,
    private readonly down: number,
    private readonly perPoint: number,
  ) {
    const paper = commonest(pixels);
    this.#columns = across + 1;
    this.#sums = new Uint32Array(this.#columns * (down + 1));
    for (let row = 0; row < down; row++) {
      let inRow = 0;
      for (let column = 0; column < across; column++) {
        if (Math.abs((pixels[row * across + column] ?? paper) - paper) > visible) inRow++;
        const at = (row + 1) * this.#columns + column + 1;
        this.#sums[at] = (this.#sums[at - this.#columns] ?? 0) + inRow;
      }
    }
  }

  /** Pixels of ink that the area touches, however little of them it covers. */
  within({ x, y, width, height }: InkArea): number {
    const edge = (pixels: number, limit: number) => Math.min(Math.max(pixels, 0), limit);
    const high = this.down / this.perPoint;
    const left = edge(Math.floor(x * this.perPoint), this.across);
    const right = edge(Math.ceil((x + width) * this.perPoint), this.across);
    const top = edge(Math.floor((high - y - height) * this.perPoint), this.down);
    const bottom = edge(Math.ceil((high - y) * this.perPoint), this.down);
    const sum = (row: number, column: number) => this.#sums[row * this.#columns + column] ?? 0;
    return sum(bottom, right) - sum(top, right) - sum(bottom, left) + sum(top, left);
  }
}

/**
 * @param page from 1
 * @param width of the page, in points
 * @returns undefined for a page that cannot be drawn
 */
export async function pageInk(pdf: ByteSource, page: number, width: number): Promise<PageInk | undefined> {
  try {
    const image = await pageImage(pdf, page, Math.max(1, Math.round(width * scale)), 'png');
    const { data, info } = await sharp(image.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    return new PageInk(data, info.width, info.height, info.width / width);
  } catch (error) {
    // It can still be signed; only where the box goes is then not chosen by what is seen.
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

/** The brightness that most of a page has; white, where most of it is dark. */
function commonest(pixels: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] ?? 0) + 1;
  const most = counts.reduce((best, count, value) => (count > (counts[best] ?? 0) ? value : best), 255);
  return most >= paperIsAtLeast ? most : 255;
}
