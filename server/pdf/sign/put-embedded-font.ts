import { PdfDict, PdfName, PdfString, type PdfRef } from '../core/objects.js';
import type { ObjectSink } from '../core/object-sink.js';
import type { EmbeddedFont } from '../typeset/embedded-font.js';

/** Symbolic: its codes are its own (ISO 32000-1, table 123); and all glyphs of one width. */
const symbolic = 4;
const fixedPitch = 1;

/** Writes a part of a font as a composite font whose codes are its glyph numbers (ISO 32000-1 §9.7). */
export function putEmbeddedFont(writer: ObjectSink, font: EmbeddedFont): PdfRef {
  const [program, glyphSet, descriptor, descendant, toUnicode, whole] = [0, 1, 2, 3, 4, 5].map(() =>
    writer.newRef(),
  ) as [PdfRef, PdfRef, PdfRef, PdfRef, PdfRef, PdfRef];
  const deflated = new PdfName('FlateDecode');
  writer.putStream(
    program,
    new PdfDict([
      ['Filter', deflated],
      ['Length1', font.programLength],
    ]),
    font.program,
  );
  writer.putStream(glyphSet, new PdfDict(), font.glyphSet);
  writer.putStream(toUnicode, new PdfDict([['Filter', deflated]]), font.toUnicode);
  const name = new PdfName(font.name);
  writer.put(
    descriptor,
    new PdfDict([
      ['Type', new PdfName('FontDescriptor')],
      ['FontName', name],
      ['Flags', symbolic | (font.fixedPitch ? fixedPitch : 0)],
      ['FontBBox', [...font.box]],
      ['ItalicAngle', 0],
      ['Ascent', font.ascent],
      ['Descent', font.descent],
      ['CapHeight', 716],
      ['StemV', font.stem],
      ['FontFile2', program],
      ['CIDSet', glyphSet],
    ]),
  );
  writer.put(
    descendant,
    new PdfDict([
      ['Type', new PdfName('Font')],
      ['Subtype', new PdfName('CIDFontType2')],
      ['BaseFont', name],
      [
        'CIDSystemInfo',
        new PdfDict([
          ['Registry', text('Adobe')],
          ['Ordering', text('Identity')],
          ['Supplement', 0],
        ]),
      ],
      ['FontDescriptor', descriptor],
      ['W', [0, [...font.widths]]],
      ['CIDToGIDMap', new PdfName('Identity')],
    ]),
  );
  writer.put(
    whole,
    new PdfDict([
      ['Type', new PdfName('Font')],
      ['Subtype', new PdfName('Type0')],
      ['BaseFont', name],
      ['Encoding', new PdfName('Identity-H')],
      ['DescendantFonts', [descendant]],
      ['ToUnicode', toUnicode],
    ]),
  );
  return whole;
}

function text(characters: string): PdfString {
  return new PdfString(Buffer.from(characters, 'latin1'));
}
