import { PdfDict, PdfName, type PdfRef } from '../core/objects.js';
import type { PdfPage } from '../core/page-tree.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { RevisionWriter } from '../core/revision-writer.js';
import { putDrawnForm } from './drawn-form.js';
import { isOnPage, pageGeometry, pageRect } from './page-geometry.js';
import { pictureBox, type SignaturePicture } from './picture-box.js';
import {
  signatureBox,
  signatureBoxWidth,
  type SignatureBox,
  type SignatureBoxText,
} from './signature-appearance.js';

/** Where a signature is seen. Points from the lower left corner of the page as a reader shows it. */
export interface SignaturePlacement {
  /** From 1. */
  page: number;
  /** Width left out: the usual box. Height left out: as high as the text. */
  rect: { x: number; y: number; width?: number; height?: number };
}

/** A signature field and its widget in one object, not seen anywhere, so that there is one thing fewer to differ over. */
export function invisibleWidget(page: PdfPage): PdfDict {
  return new PdfDict([
    ['Type', new PdfName('Annot')],
    ['Subtype', new PdfName('Widget')],
    ['FT', new PdfName('Sig')],
    // Print and Locked (ISO 32000-1, table 165).
    ['F', 132],
    ['Rect', [0, 0, 0, 0]],
    ['P', page.ref ?? null],
  ]);
}

/**
 * Draws the box of a new signature and puts it where it is wanted.
 *
 * @throws {PdfRefusal} `appearance-does-not-fit`, `placement-outside-page`
 */
export async function showWidget(
  document: PdfDocument,
  writer: RevisionWriter,
  widget: PdfDict,
  page: PdfPage,
  rect: SignaturePlacement['rect'],
  text: SignatureBoxText | SignaturePicture,
): Promise<void> {
  const box = boxOf(text, rect.width, rect.height);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const geometry = await pageGeometry(document, page);
  const shown = { x: rect.x, y: rect.y, width: box.width, height: box.height };
  if (!isOnPage(geometry, shown)) throw new PdfRefusal('placement-outside-page', 'the box leaves the page');
  const form = putDrawnForm(writer, box.drawing, box, geometry.turns);
  widget.set('Rect', pageRect(geometry, shown)).set('AP', new PdfDict([['N', form]]));
}

/**
 * Draws the box into a widget that is there already, as large as it is.
 *
 * @param size of the widget's rectangle, in the page's own space
 * @throws {PdfRefusal} `appearance-does-not-fit`
 */
export async function drawInWidget(
  document: PdfDocument,
  writer: RevisionWriter,
  page: PdfPage,
  size: { width: number; height: number },
  text: SignatureBoxText | SignaturePicture,
): Promise<PdfRef> {
  const { turns, matrix } = await pageGeometry(document, page);
  const [a, b] = matrix;
  // One point as shown is `step` units of the page (its `/UserUnit`).
  const step = Math.hypot(a, b);
  const [width, height] = turns % 2 === 0 ? [size.width, size.height] : [size.height, size.width];
  const box = boxOf(text, width / step, height / step);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the field');
  return putDrawnForm(writer, box.drawing, box, turns);
}

function boxOf(
  text: SignatureBoxText | SignaturePicture,
  width?: number,
  height?: number,
): SignatureBox | undefined {
  if (!('mark' in text)) return signatureBox(text, width, height);
  const wide = width ?? signatureBoxWidth;
  return pictureBox(text, wide, height ?? wide);
}
