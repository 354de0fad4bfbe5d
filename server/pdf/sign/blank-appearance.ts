import { PdfDict, PdfName } from '../core/objects.js';
import type { RevisionWriter } from '../core/revision-writer.js';

/**
 * The appearance of a widget that is not to be seen, which shows nothing. PDF/A-1 asks one of every form field
 * (ISO 19005-1 §6.9); the later parts do so only where there is something to see, and allow it.
 */
export function blankAppearance(writer: RevisionWriter): PdfDict {
  const form = writer.newRef();
  writer.putStream(
    form,
    new PdfDict([
      ['Type', new PdfName('XObject')],
      ['Subtype', new PdfName('Form')],
      ['BBox', [0, 0, 0, 0]],
      ['Resources', new PdfDict()],
    ]),
    new Uint8Array(),
  );
  return new PdfDict([['N', form]]);
}
