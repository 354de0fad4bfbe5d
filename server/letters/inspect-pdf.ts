import type { ProblemCode } from '../contract/problems.js';
import {
  defaultLimits,
  openPdf,
  PdfRefusal,
  PdfStream,
  type ByteSource,
  type PdfDocument,
  type PdfRefusalCode,
} from '../pdf/index.js';
import { Problem } from '../platform/problem.js';

const refusals: Readonly<Partial<Record<PdfRefusalCode, ProblemCode>>> = {
  'pdf-empty': 'file-empty',
  'not-a-pdf': 'file-not-pdf',
  'pdf-truncated': 'file-truncated',
  'pdf-damaged': 'file-damaged',
  'pdf-encrypted': 'file-encrypted',
  'pdf-over-limits': 'file-over-limits',
};

/** What a letter needs no more than; a scan of 200 pages stays far below. */
const limits = {
  ...defaultLimits,
  maxPages: 5_000,
  maxDecodedBytes: 32 * 1024 * 1024,
  maxDecodedTotal: 128 * 1024 * 1024,
};
const lookedInto = 20;

/**
 * Looks into a file before it is taken: pages and signatures are counted, and what cannot be opened is refused here
 * rather than on the desk of whoever wants to read it. Nothing is repaired: a repaired file is another file, which the
 * office does by saving it anew.
 *
 * @throws {Problem} `file-empty`, `file-not-pdf`, `file-truncated`, `file-damaged`, `file-encrypted`,
 *   `file-over-limits`
 */
export async function inspectPdf(source: ByteSource): Promise<{ pages: number; signatures: number }> {
  try {
    const pdf = await openPdf(source, limits);
    if (pdf.encrypted) throw new Problem('file-encrypted');
    const pages = await pdf.pageCount();
    if (pages === 0) throw new Problem('file-damaged');
    await unpackPages(pdf);
    const fields = await pdf.signatureFields();
    const values = await Promise.all(fields.map(({ value }) => pdf.dict(value)));
    return { pages, signatures: values.filter((value) => value !== undefined).length };
  } catch (error) {
    const code = error instanceof PdfRefusal ? refusals[error.code] : undefined;
    if (!code) throw error;
    throw new Problem(code, {}, { cause: error });
  }
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
