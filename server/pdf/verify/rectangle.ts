import type { PdfDict, PdfObject } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';

/** In points; left ≤ right and bottom ≤ top. */
export interface Rectangle {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/**
 * Reads a rectangle whichever corners it names (ISO 32000-1, 7.9.5). Of anything but four numbers readers make
 * different things, so it is none.
 */
export async function rectangleOf(
  pdf: PdfDocument,
  value: PdfObject | undefined,
): Promise<Rectangle | undefined> {
  const corners: number[] = [];
  const items = (await pdf.array(value)) ?? [];
  for (const item of items.slice(0, 4)) {
    const number = await pdf.resolve(item);
    if (typeof number === 'number') corners.push(number);
  }
  const [x1, y1, x2, y2] = corners;
  if (items.length !== 4) return undefined;
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  return {
    left: Math.min(x1, x2),
    bottom: Math.min(y1, y2),
    right: Math.max(x1, x2),
    top: Math.max(y1, y2),
  };
}

/** Whether a widget shows a picture: one without a place shows nothing, whatever it brings along. */
export async function isDrawn(pdf: PdfDocument, widget: PdfDict | undefined): Promise<boolean> {
  const shape = await rectangleOf(pdf, widget?.get('Rect'));
  return widget?.has('AP') === true && shape !== undefined && areaOf(shape) > 0;
}

/** What a reader takes where a page says no size that makes sense: a sheet of American letter paper. */
const USUAL: Rectangle = { left: 0, bottom: 0, right: 612, top: 792 };

/** The part of a page that is seen. */
export function seenOf(media: Rectangle | undefined, crop: Rectangle | undefined): Rectangle {
  const sheet = media && areaOf(media) > 0 ? media : USUAL;
  return (crop && partWithin(crop, sheet)) ?? sheet;
}

export function areaOf({ left, bottom, right, top }: Rectangle): number {
  return (right - left) * (top - bottom);
}

export function overlapOf(one: Rectangle, other: Rectangle): number {
  const part = partWithin(one, other);
  return part ? areaOf(part) : 0;
}

/** What two rectangles have in common, where that has an area. */
export function partWithin(one: Rectangle, other: Rectangle): Rectangle | undefined {
  const left = Math.max(one.left, other.left);
  const bottom = Math.max(one.bottom, other.bottom);
  const right = Math.min(one.right, other.right);
  const top = Math.min(one.top, other.top);
  return right > left && top > bottom ? { left, bottom, right, top } : undefined;
}

/** The area that rectangles cover together, strip by strip. Takes time by the square of their number. */
export function unionArea(all: readonly Rectangle[]): number {
  const sides = [...new Set(all.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  const upwards = all.toSorted((a, b) => a.bottom - b.bottom);
  let area = 0;
  for (const [index, left] of sides.slice(0, -1).entries()) {
    const right = sides[index + 1] ?? left;
    let height = 0;
    let reached = Number.NEGATIVE_INFINITY;
    for (const each of upwards) {
      if (each.left > left || each.right < right || each.top <= reached) continue;
      height += each.top - Math.max(each.bottom, reached);
      reached = each.top;
    }
    area += height * (right - left);
  }
  return area;
}
