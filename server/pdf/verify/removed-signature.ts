import { prefixSource, type ByteSource } from '../core/byte-source.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { isEmptySignature, signatureEntries } from './signature-entry.js';

/** Older states looked at for a signature that the newest has no more. */
const OLDER_STATES = 32;
const PIECE = 1024 * 1024;
const END = '%%EOF';

/**
 * Whether a file without a signature had one before: in an older revision of its chain, or in a revision that the
 * newest steps over by its `/Prev`. The latter still stands in the file, so the file up to its end is a signed one.
 */
export async function wasSigned(source: ByteSource, pdf: PdfDocument): Promise<boolean> {
  for (let index = 1; index < Math.min(pdf.sections.length, OLDER_STATES); index += 1) {
    // The half of a linearized file that comes first in the chain cannot be read alone, and holds no signature.
    if (await unlessRefused(() => isSigned(pdf.asOf(index)))) return true;
  }
  const chained = new Set(pdf.sections.map(({ offset }) => offset));
  for (const end of (await endsOf(source)).slice(-OLDER_STATES)) {
    const stepsOver = await unlessRefused(async () => {
      const older = await openPdf(prefixSource(source, end), pdf.limits);
      return !chained.has(older.startXref) && (await isSigned(older));
    });
    if (stepsOver) return true;
  }
  return false;
}

async function isSigned(pdf: PdfDocument): Promise<boolean> {
  return (await signatureEntries(pdf)).some(({ value }) => !isEmptySignature(value));
}

async function unlessRefused(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof PdfRefusal) return false;
    throw error;
  }
}

/** Offsets after each `%%EOF`, in the order of the file. */
async function endsOf(source: ByteSource): Promise<number[]> {
  const ends: number[] = [];
  for (let at = 0; at < source.size; at += PIECE) {
    const piece = Buffer.from(await source.read(at, PIECE + END.length - 1));
    for (let found = piece.indexOf(END); found >= 0; found = piece.indexOf(END, found + END.length))
      ends.push(at + found + END.length);
  }
  return ends;
}
