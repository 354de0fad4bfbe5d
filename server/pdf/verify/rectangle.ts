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
  if (!crop || overlapOf(crop, sheet) === 0) return sheet;
  return {
    left: Math.max(crop.left, sheet.left),
    bottom: Math.max(crop.bottom, sheet.bottom),
    right: Math.min(crop.right, sheet.right),
    top: Math.min(crop.top, sheet.top),
  };
}

export function areaOf({ left, bottom, right, top }: Rectangle): number {
  return (right - left) * (top - bottom);
}

export function overlapOf(one: Rectangle, other: Rectangle): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.top, other.top) - Math.max(one.bottom, other.bottom);
  return width > 0 && height > 0 ? width * height : 0;
}
