import { PdfDict, PdfName, PdfRef, type PdfObject } from '../core/objects.js';
import type { RevisionWriter } from '../core/revision-writer.js';
import { fontNames, standardFonts, type Drawing } from '../typeset/drawing.js';
import type { Face } from '../typeset/text-layout.js';

/**
 * Writes a drawing as a form of its own (ISO 32000-1 §8.10), with its fonts inside, so that it depends on nothing
 * that the page has.
 *
 * @param turns quarter turns clockwise by which the page is shown turned: the form is turned back
 */
export function putDrawnForm(
  writer: RevisionWriter,
  drawing: Drawing,
  size: { width: number; height: number },
  turns = 0,
): PdfRef {
  const ref = writer.newRef();
  const dict = new PdfDict([
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Form')],
    ['BBox', [0, 0, size.width, size.height]],
    [
      'Resources',
      new PdfDict([['Font', new PdfDict(drawing.faces.map((face) => [fontNames[face], fontOf(face)]))]]),
    ],
  ]);
  if (turns !== 0) dict.set('Matrix', turnedBack[turns] ?? []);
  writer.putStream(ref, dict, drawing.bytes());
  return ref;
}

const turnedBack: Readonly<Record<number, PdfObject[]>> = {
  1: [0, 1, -1, 0, 0, 0],
  2: [-1, 0, 0, -1, 0, 0],
  3: [0, -1, 1, 0, 0, 0],
};

function fontOf(face: Face): PdfDict {
  return new PdfDict([
    ['Type', new PdfName('Font')],
    ['Subtype', new PdfName('Type1')],
    ['BaseFont', new PdfName(standardFonts[face])],
    ['Encoding', new PdfName('WinAnsiEncoding')],
  ]);
}
