import { isInteger, type PdfObject } from '../core/objects.js';
import type { PdfPage } from '../core/page-tree.js';
import type { PdfDocument } from '../core/pdf-document.js';

/** A rectangle in points, from the lower left corner of the page as a reader shows it. */
export interface ShownRect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How a page is shown: cropped, turned, perhaps enlarged. */
export interface PageGeometry {
  /** Size of the page as shown, in points. */
  readonly width: number;
  readonly height: number;
  /** Quarter turns clockwise, 0 to 3. */
  readonly turns: number;
  /** `[a b c d e f]` that takes a place on the shown page into the page's own space (ISO 32000-1 §8.3.3). */
  readonly matrix: readonly [number, number, number, number, number, number];
}

/** US Letter, which readers take where a page has no box at all. */
const fallbackBox: Box = [0, 0, 612, 792];
type Box = [number, number, number, number];

export async function pageGeometry(document: PdfDocument, page: PdfPage): Promise<PageGeometry> {
  const media = (await boxOf(document, page.attribute('MediaBox'))) ?? fallbackBox;
  const crop = intersect((await boxOf(document, page.attribute('CropBox'))) ?? media, media);
  const rotate = await document.resolve(page.attribute('Rotate'));
  const turns = isInteger(rotate) ? (((rotate / 90) % 4) + 4) % 4 : 0;
  const unit = await document.resolve(page.dict.get('UserUnit'));
  const scale = typeof unit === 'number' && unit > 0 ? unit : 1;
  const [left, low, right, high] = crop;
  const wide = (right - left) * scale;
  const tall = (high - low) * scale;
  const step = 1 / scale;
  switch (turns) {
    case 1:
      return { width: tall, height: wide, turns, matrix: [0, step, -step, 0, right, low] };
    case 2:
      return { width: wide, height: tall, turns, matrix: [-step, 0, 0, -step, right, high] };
    case 3:
      return { width: tall, height: wide, turns, matrix: [0, -step, step, 0, left, high] };
    default:
      return { width: wide, height: tall, turns: 0, matrix: [step, 0, 0, step, left, low] };
  }
}

/** The rectangle in the page's own space, as `/Rect` wants it: lower left, upper right. */
export function pageRect(geometry: PageGeometry, { x, y, width, height }: ShownRect): Box {
  const [a, b, c, d, e, f] = geometry.matrix;
  const at = (px: number, py: number) => [a * px + c * py + e, b * px + d * py + f] as const;
  const [x1, y1] = at(x, y);
  const [x2, y2] = at(x + width, y + height);
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)].map(hundredths) as Box;
}

/** Whether the rectangle lies on the page that is shown, half a point of slack given to rounding. */
export function isOnPage(geometry: PageGeometry, { x, y, width, height }: ShownRect): boolean {
  const slack = 0.5;
  return (
    [x, y, width, height].every(Number.isFinite) &&
    width > 0 &&
    height > 0 &&
    x >= -slack &&
    y >= -slack &&
    x + width <= geometry.width + slack &&
    y + height <= geometry.height + slack
  );
}

async function boxOf(document: PdfDocument, value: PdfObject | undefined): Promise<Box | undefined> {
  const corners = await document.array(value);
  if (!corners || corners.length < 4) return undefined;
  const numbers: number[] = [];
  for (const corner of corners.slice(0, 4)) {
    const number = await document.resolve(corner);
    if (typeof number !== 'number') return undefined;
    numbers.push(number);
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers;
  const box: Box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  return box[2] > box[0] && box[3] > box[1] ? box : undefined;
}

/** A crop box reaches no further than the medium; one that misses it altogether is no crop box. */
function intersect(crop: Box, media: Box): Box {
  const box: Box = [
    Math.max(crop[0], media[0]),
    Math.max(crop[1], media[1]),
    Math.min(crop[2], media[2]),
    Math.min(crop[3], media[3]),
  ];
  return box[2] > box[0] && box[3] > box[1] ? box : media;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
