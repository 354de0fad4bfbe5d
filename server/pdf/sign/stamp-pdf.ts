import type { ByteSource } from '../core/byte-source.js';
import { PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import type { PdfPage } from '../core/page-tree.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import { RevisionWriter } from '../core/revision-writer.js';
import { number } from '../typeset/drawing.js';
import { demandUnsigned } from './demand-unsigned.js';
import { putDrawnForm } from './drawn-form.js';
import { isOnPage, pageGeometry } from './page-geometry.js';
import { stampInset, stampStrip, type StampInset, type StampText } from './stamp-strip.js';

export interface StampRequest extends Omit<StampText, 'pageLabel'> {
  /** `halaman 1 dari 3`; left out, counted. */
  pageLabel?: string;
  /** The tenant's setting of where the strip stands; left out, the margins of an office letter. */
  inset?: StampInset;
}

/**
 * Draws the foot strip on page one, as one append-only revision. The page's own content stays as it is, between a
 * save and a restore of the graphics state, so that whatever it leaves behind does not move the strip.
 *
 * @returns the tail: stamped file = base + tail
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-encrypted`, `pdf-already-signed` (the strip belongs under the
 *   first signature), `pdf-page-not-found`, `placement-outside-page`, `character-not-in-font`
 */
export async function stampPdf(base: ByteSource, request: StampRequest): Promise<Uint8Array> {
  const document = await openPdf(base);
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  await demandUnsigned(document);
  const page = await document.page(0);
  if (!page) throw new PdfRefusal('pdf-page-not-found', 'page 1');
  if (!page.ref) throw damaged('a page that is no object of its own');

  const geometry = await pageGeometry(document, page);
  const pageLabel = request.pageLabel ?? `halaman 1 dari ${String(await document.pageCount())}`;
  const inset = request.inset ?? stampInset;
  const { drawing, height } = stampStrip({ ...request, pageLabel }, geometry.width, inset);
  const strip = { x: inset.left, y: inset.foot, width: geometry.width - inset.left - inset.right, height };
  if (strip.width < 200 || !isOnPage(geometry, strip)) {
    throw new PdfRefusal('placement-outside-page', 'the page is too small for the strip');
  }

  const writer = new RevisionWriter(document);
  const form = putDrawnForm(writer, drawing, geometry);
  const resources = await document.dict(page.attribute('Resources'));
  const forms = await document.dict(resources?.get('XObject'));
  const name = unusedName(forms);
  const changed = new PdfDict(page.dict.entries())
    .set('Resources', withEntry(resources, 'XObject', withEntry(forms, name, form)))
    .set(
      'Contents',
      await wrappedContents(
        document,
        writer,
        page,
        `${geometry.matrix.map(coefficient).join(' ')} cm /${name} Do`,
      ),
    );
  writer.put(page.ref, changed);
  return (await writer.finish()).tail;
}

/** The strip is marked as an artifact, so that a screen reader does not read it into the letter. */
async function wrappedContents(
  document: PdfDocument,
  writer: RevisionWriter,
  page: PdfPage,
  operators: string,
): Promise<PdfObject[]> {
  const before = writer.newRef();
  const after = writer.newRef();
  writer.putStream(before, new PdfDict(), Buffer.from('q\n', 'latin1'));
  writer.putStream(after, new PdfDict(), Buffer.from(`\nQ\n/Artifact BMC q ${operators} Q EMC\n`, 'latin1'));
  const value = page.dict.get('Contents');
  const list = await document.array(value);
  return [before, ...(list ?? (value instanceof PdfRef ? [value] : [])), after];
}

function withEntry(dict: PdfDict | undefined, key: string, value: PdfObject): PdfDict {
  return new PdfDict(dict?.entries() ?? []).set(key, value);
}

function unusedName(forms: PdfDict | undefined): string {
  for (let count = 0; ; count += 1) {
    const name = `NkStamp${count === 0 ? '' : String(count)}`;
    if (!forms?.has(name)) return name;
  }
}

function coefficient(value: number): string {
  return number(value, 4);
}
