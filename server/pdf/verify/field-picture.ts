import { PdfDict, PdfStream, type PdfObject } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';

/** A frame of a field, with a cell for each of its letters, has no more strokes. */
const MOST_STROKES = 40;
const MOST_STATES = 16;
const MOST_BYTES = 65_536;

const EMPTY_TEXT = /(?:\(\s*\)|<\s*>)\s*(?:Tj|'|")|\[(?:\(\s*\)|<\s*>|[-\d.\s])*\]\s*TJ/g;
const PAINTED = /[)>\]]\s*(?:Tj|TJ|'|")|\b(?:Do|sh|BI)(?![A-Za-z])/;
const STROKES = /\s(?:re|l|c|v|y)(?=\s)/g;

/** Whether a field's picture holds more than its frame: text, images, or what may be drawn letters. */
export async function showsSomething(pdf: PdfDocument, field: PdfDict): Promise<boolean> {
  const normal = await pdf.resolve((await pdf.dict(field.get('AP')))?.get('N'));
  const pictures: PdfObject[] =
    normal instanceof PdfDict ? [...normal.entries()].map(([, each]) => each) : [normal];
  if (pictures.length > MOST_STATES) return true;
  for (const picture of pictures) {
    const stream = await pdf.resolve(picture);
    if (stream instanceof PdfStream && (await paints(pdf, stream))) return true;
  }
  return false;
}

async function paints(pdf: PdfDocument, stream: PdfStream): Promise<boolean> {
  try {
    const bytes = Buffer.from(await pdf.decodedBytes(stream));
    if (bytes.length > MOST_BYTES) return true;
    const text = bytes.toString('latin1').replace(EMPTY_TEXT, '');
    return PAINTED.test(text) || [...text.matchAll(STROKES)].length > MOST_STROKES;
  } catch (error) {
    if (error instanceof PdfRefusal) return true;
    throw error;
  }
}
