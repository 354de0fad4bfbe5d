import { PdfDict, PdfName, type PdfObject, type PdfRef } from '../core/objects.js';
import type { ObjectSink } from '../core/object-sink.js';
import { grayProfile } from '../typeset/gray-profile.js';
import { fontNames, imageName, type Drawing } from '../typeset/drawing.js';
import { putEmbeddedFont } from './put-embedded-font.js';
import { putLogoImage } from './put-logo-image.js';

/**
 * Writes a drawing as a form of its own (ISO 32000-1 §8.10), with its fonts inside, so that it depends on nothing
 * that the page has, nor on what the document says of its colours: in a PDF/A file it breaks no rule.
 *
 * @param turns quarter turns clockwise by which the page is shown turned: the form is turned back
 */
export function putDrawnForm(
  writer: ObjectSink,
  drawing: Drawing,
  size: { width: number; height: number },
  turns = 0,
): PdfRef {
  const { operators, fonts, image } = drawing.finish();
  const ref = writer.newRef();
  const fontRefs = [...fonts].map(
    ([face, font]) => [fontNames[face], putEmbeddedFont(writer, font)] as const,
  );
  const resources = new PdfDict([
    ['ColorSpace', new PdfDict([['DefaultGray', [new PdfName('ICCBased'), putGrayProfile(writer)]]])],
    ['Font', new PdfDict(fontRefs)],
  ]);
  if (image) resources.set('XObject', new PdfDict([[imageName, putLogoImage(writer, image)]]));
  const dict = new PdfDict([
    ['Type', new PdfName('XObject')],
    ['Subtype', new PdfName('Form')],
    ['BBox', [0, 0, size.width, size.height]],
    ['Resources', resources],
  ]);
  if (turns !== 0) dict.set('Matrix', turnedBack[turns] ?? []);
  writer.putStream(ref, dict, operators);
  return ref;
}

const turnedBack: Readonly<Record<number, PdfObject[]>> = {
  1: [0, 1, -1, 0, 0, 0],
  2: [-1, 0, 0, -1, 0, 0],
  3: [0, -1, 1, 0, 0, 0],
};

function putGrayProfile(writer: ObjectSink): PdfRef {
  const ref = writer.newRef();
  writer.putStream(ref, new PdfDict([['N', 1]]), grayProfile);
  return ref;
}
