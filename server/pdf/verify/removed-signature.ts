import { prefixSource, type ByteSource } from '../core/byte-source.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { isEmptySignature, signatureEntries } from './signature-entry.js';

/** Older states looked at for a signature that the newest has no more. */
const OLDER_STATES = 64;
const PIECE = 1024 * 1024;
const END = '%%EOF';
/** `startxref`, an offset and their line ends. */
const BEFORE_END = 64;

/**
 * Whether a file without a signature had one before: in an older revision of its chain, or in a revision that the
 * newest steps over by its `/Prev`. The latter still stands in the file, so the file up to its end is a signed one.
 *
 * @returns undefined where there are more states than anybody saves without a reason, and those looked at had none
 */
export async function wasSigned(source: ByteSource, pdf: PdfDocument): Promise<boolean | undefined> {
  for (let index = 1; index < Math.min(pdf.sections.length, OLDER_STATES); index += 1) {
    // The half of a linearized file that comes first in the chain cannot be read alone, and holds no signature.
    if (await unlessRefused(() => isSigned(pdf.asOf(index)))) return true;
  }
  const chained = new Set(pdf.sections.map(({ offset }) => offset));
  const ends = await endsBeside(source, chained);
  for (const end of ends.slice(0, OLDER_STATES)) {
    const stepsOver = await unlessRefused(async () => {
      const older = await openPdf(prefixSource(source, end), pdf.limits);
      return !chained.has(older.startXref) && (await isSigned(older));
    });
    if (stepsOver) return true;
  }
  return ends.length > OLDER_STATES || pdf.sections.length > OLDER_STATES ? undefined : false;
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

/**
 * Where the file ended for those who saved it in states that the chain does not have, in the order of the file. Marks
 * that tell of no section, of one still to come, or of one told of before, are none, so that nobody hides a state behind
 * many of them or behind one that was laid out for it.
 */
async function endsBeside(source: ByteSource, chained: ReadonlySet<number>): Promise<number[]> {
  const ends = new Map<number, number>();
  for (let at = 0; at < source.size && ends.size <= OLDER_STATES; at += PIECE) {
    const start = Math.max(0, at - BEFORE_END);
    const piece = Buffer.from(await source.read(start, at - start + PIECE + END.length - 1));
    for (let found = piece.indexOf(END, at - start); found >= 0; found = piece.indexOf(END, found + 1)) {
      const before = piece.toString('latin1', Math.max(0, found - BEFORE_END), found);
      const told = /startxref[\0\t\n\f\r ]+(\d{1,15})[\0\t\n\f\r ]*$/.exec(before)?.[1];
      const offset = Number(told ?? -1);
      const isBehind = offset >= 0 && offset < start + found;
      if (isBehind && !chained.has(offset) && !ends.has(offset)) ends.set(offset, start + found + END.length);
      if (ends.size > OLDER_STATES) break;
    }
  }
  return [...ends.values()];
}
