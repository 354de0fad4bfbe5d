import { type PdfObject, PdfDict, PdfName, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { PdfPage } from '../core/page-tree.js';
import { areaOf, rectangleOf, type Rectangle } from '../verify/rectangle.js';
import type { SeenOnPage } from './seen-on-page.js';

/** Bits of `/F` (ISO 32000-1, table 165). */
const HIDDEN = 1 << 1;
const NO_VIEW = 1 << 5;
/** They show nothing of their own on the page, or only beside it. */
const QUIET = new Set(['Link', 'Popup', 'PrinterMark', 'TrapNet']);

export interface PageOverlays {
  /** Annotations over text or pictures of the page, whose look an annotation's own picture decides. */
  readonly over: number;
  /** Annotations that are there and not shown. */
  readonly hidden: number;
  /** Other fields that show something. */
  readonly fields: number;
}

/**
 * Fields and annotations of a page that lie over what it says, or are hidden: either can be made to show something else
 * later, without a change of the page. A field for a signature is left out, since that is what it is for.
 *
 * @param most annotations that are looked at
 */
export async function pageOverlays(
  pdf: PdfDocument,
  page: PdfPage,
  seen: SeenOnPage,
  most: number,
): Promise<PageOverlays & { whole: boolean }> {
  const annotations = (await pdf.array(page.dict.get('Annots'))) ?? [];
  let over = 0;
  let hidden = 0;
  let fields = 0;
  for (const each of annotations.slice(0, most)) {
    const annotation = await pdf.dict(each);
    if (!annotation || (await isQuiet(pdf, annotation))) continue;
    const place = await rectangleOf(pdf, annotation.get('Rect'));
    if (!place || areaOf(place) === 0) continue;
    const flags = await pdf.resolve(annotation.get('F'));
    if (typeof flags === 'number' && (flags & (HIDDEN | NO_VIEW)) !== 0) hidden += 1;
    else if (await hasPicture(pdf, annotation)) {
      if (liesOver(place, seen)) over += 1;
      else if (await isField(pdf, annotation)) fields += 1;
    }
  }
  return { over, hidden, fields, whole: annotations.length <= most };
}

async function isQuiet(pdf: PdfDocument, annotation: PdfDict): Promise<boolean> {
  const subtype = await pdf.resolve(annotation.get('Subtype'));
  if (subtype instanceof PdfName && QUIET.has(subtype.text)) return true;
  return (await inherited(pdf, annotation, 'FT')) === 'Sig';
}

async function inherited(pdf: PdfDocument, annotation: PdfDict, key: string): Promise<string | undefined> {
  let field: PdfDict | undefined = annotation;
  for (let depth = 0; field && depth < 32; depth += 1) {
    const value: PdfObject = await pdf.resolve(field.get(key));
    if (value instanceof PdfName) return value.text;
    field = await pdf.dict(field.get('Parent'));
  }
  return undefined;
}

/** An appearance that draws something, or a text field for which readers draw its value. */
async function hasPicture(pdf: PdfDocument, annotation: PdfDict): Promise<boolean> {
  const appearance = await pdf.dict(annotation.get('AP'));
  const normal = await pdf.resolve(appearance?.get('N'));
  if (normal instanceof PdfStream) return (await pdf.resolve(normal.dict.get('Length'))) !== 0;
  if (normal instanceof PdfDict) return normal.size > 0;
  return annotation.has('V') && (await inherited(pdf, annotation, 'FT')) === 'Tx';
}

async function isField(pdf: PdfDocument, annotation: PdfDict): Promise<boolean> {
  const subtype = await pdf.resolve(annotation.get('Subtype'));
  return subtype instanceof PdfName && subtype.text === 'Widget';
}

/** Least width of a text that is covered, in points, so that a frame that touches a word does not count. */
const TOUCH = 3;

function liesOver(place: Rectangle, { texts, covers }: SeenOnPage): boolean {
  const overText = texts.some((text) => {
    const [width, height] = common(place, text);
    return width >= TOUCH && height >= (text.top - text.bottom) / 2;
  });
  // On a scan the page is its picture: whatever lies over it by half its own size lies over what it says.
  return overText || covers.some((cover) => areaCommon(place, cover) >= areaOf(place) / 2);
}

function areaCommon(a: Rectangle, b: Rectangle): number {
  const [width, height] = common(a, b);
  return Math.max(0, width) * Math.max(0, height);
}

function common(a: Rectangle, b: Rectangle): [width: number, height: number] {
  return [
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom),
  ];
}
