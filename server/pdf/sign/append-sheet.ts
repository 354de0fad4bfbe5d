import type { ByteSource } from '../core/byte-source.js';
import { PdfDict, PdfName, PdfRef } from '../core/objects.js';
import { openPdf } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { a4 } from '../typeset/drawn-document.js';
import { Drawing } from '../typeset/drawing.js';
import { wrapText } from '../typeset/text-layout.js';
import { demandUnsigned } from './demand-unsigned.js';
import { putDrawnForm } from './drawn-form.js';
import { pageGeometry } from './page-geometry.js';
import { stampInset } from './stamp-strip.js';

/** What stands at the head of an added page. */
export interface SheetText {
  readonly title: string;
  readonly lines: readonly string[];
}

const head = 56;
const pitch = 15;

/**
 * Adds a page behind the last one, as large as that is but no smaller than A4, with a few words at its head and room for
 * signatures below, as one append-only revision. A file that is signed is refused: a new page would change what was signed.
 *
 * @returns the tail: file with the page = base + tail
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-already-signed`, `pdf-page-not-found`, `pdf-damaged`
 *   where the page tree cannot be added to, `character-not-in-font`
 */
export async function appendSheet(base: ByteSource, text: SheetText): Promise<Uint8Array> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  await demandUnsigned(document);
  const count = await document.pageCount();
  const last = await document.page(count - 1);
  if (!last) throw new PdfRefusal('pdf-page-not-found', 'page 1');
  const root = (await document.catalog()).get('Pages');
  const tree = await document.dict(root);
  const kids = await document.array(tree?.get('Kids'));
  if (!(root instanceof PdfRef) || !tree || !kids) throw damaged('a page tree that cannot be added to');

  const shown = await pageGeometry(document, last);
  const size = { width: Math.max(shown.width, a4.width), height: Math.max(shown.height, a4.height) };
  const writer = new RevisionWriter(document);
  const form = putDrawnForm(writer, drawHead(text, size), size);
  const [page, content] = [writer.newRef(), writer.newRef()];
  // No part of what a tagged letter says: marked so that it breaks no rule of one.
  writer.putStream(content, new PdfDict(), Buffer.from('/Artifact BMC /Sheet Do EMC', 'latin1'));
  const box = [0, 0, size.width, size.height];
  writer.put(
    page,
    new PdfDict([
      ['Type', new PdfName('Page')],
      ['Parent', root],
      // All that it would inherit, so that nothing of the letter's turns or crops it.
      ['MediaBox', box],
      ['CropBox', box],
      ['Rotate', 0],
      ['Resources', new PdfDict([['XObject', new PdfDict([['Sheet', form]])]])],
      ['Contents', content],
    ]),
  );
  writer.put(root, new PdfDict(tree.entries()).set('Kids', [...kids, page]).set('Count', count + 1));
  return (await writer.finish()).tail;
}

/** @throws {PdfRefusal} `character-not-in-font` */
function drawHead(
  { title, lines }: SheetText,
  { width, height }: { width: number; height: number },
): Drawing {
  const drawing = new Drawing();
  let y = height - head;
  drawing.text(title, 'bold', stampInset.left, y, 13);
  for (const line of lines) {
    for (const part of wrapText(line, 'regular', 11, width - stampInset.left - stampInset.right)) {
      y -= pitch;
      drawing.text(part, 'regular', stampInset.left, y, 11);
    }
  }
  return drawing;
}
