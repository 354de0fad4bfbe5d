import type { ByteSource } from '../core/byte-source.js';
import type { PdfLimits } from '../core/limits.js';
import { PdfStream } from '../core/objects.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';

/** What is known of a file that can be opened. */
export interface FileFacts {
  readonly pages: number;
  /** Signature fields that have a value. */
  readonly signatures: number;
}

/** Pages whose content is unpacked. */
const lookedInto = 20;

/**
 * Opens a file as a reader would: counts pages and signatures and unpacks the first pages, so that what cannot be
 * opened within limits is refused before anybody wants to read it. Nothing is repaired.
 *
 * @throws {PdfRefusal} `pdf-empty`, `not-a-pdf`, `pdf-truncated`, `pdf-damaged`, `pdf-encrypted`, `pdf-over-limits`
 */
export async function inspectFile(source: ByteSource, limits: PdfLimits): Promise<FileFacts> {
  const pdf = await openPdf(source, limits);
  if (pdf.encrypted) throw new PdfRefusal('pdf-encrypted');
  const pages = await pdf.pageCount();
  if (pages === 0) throw damaged('no page');
  await unpackPages(pdf);
  const fields = await pdf.signatureFields();
  let signatures = 0;
  for (const { value } of fields) if (await pdf.dict(value)) signatures += 1;
  return { pages, signatures };
}

/** The first pages are unpacked, since what swells without end would otherwise be met on the reader's phone. */
async function unpackPages(pdf: PdfDocument): Promise<void> {
  for (let index = 0; index < lookedInto; index++) {
    const page = await pdf.page(index);
    if (!page) return;
    const contents = await pdf.resolve(page.dict.get('Contents'));
    for (const part of Array.isArray(contents) ? contents : [contents]) {
      const stream = await pdf.resolve(part);
      if (stream instanceof PdfStream) await pdf.decodedBytes(stream).catch(unlessTooMuch);
    }
  }
}

/** A page that another reader may still draw is not ours to refuse; only its size is. */
function unlessTooMuch(error: unknown): void {
  if (!(error instanceof PdfRefusal) || error.code === 'pdf-over-limits') throw error;
}
