import { PdfRef } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { type Coverage, endsAtEof, readCoverage } from './byte-range.js';
import { isEmptySignature, type SignatureEntry } from './signature-entry.js';
import type { StructureProblem } from './verification-report.js';

/** Sub-filters that we know how to check. SHA-1 ones are read and reported as weak. */
const SUB_FILTERS = new Set([
  'adbe.pkcs7.detached',
  'adbe.pkcs7.sha1',
  'ETSI.CAdES.detached',
  'ETSI.RFC3161',
]);

/** A signature whose place in the file is right, with the revision that it covers. */
export interface PlacedSignature {
  readonly coverage: Coverage;
  readonly signed: PdfDocument;
}

/** Why a signature's bytes are not even looked at. */
export interface MisplacedSignature {
  readonly integrity: 'wrong' | 'unchecked';
  readonly problem: StructureProblem;
}

/**
 * Finds out what a signature covers and opens that revision alone, as it was when it was signed. The field must be
 * there with the same dictionary: else a signature would be shown that its signer never made.
 */
export async function checkStructure(
  pdf: PdfDocument,
  entry: SignatureEntry,
): Promise<PlacedSignature | MisplacedSignature> {
  const { value, holder } = entry;
  if (value.size === 0 || !holder) return { integrity: 'unchecked', problem: 'signature-incomplete' };
  if (isEmptySignature(value)) return { integrity: 'unchecked', problem: 'signature-empty' };
  if (!SUB_FILTERS.has(entry.subFilter)) return { integrity: 'unchecked', problem: 'sub-filter-unknown' };
  if (pdf.shift !== 0) return { integrity: 'unchecked', problem: 'bytes-before-header' };
  if (entry.isShared) return wrong('value-in-several-fields');

  const coverage = await readCoverage(pdf, value, holder, entry.isDirect);
  if (typeof coverage === 'string') return wrong(coverage);
  if (coverage.end === pdf.size) return { coverage, signed: pdf };
  if (!(await endsAtEof(pdf, coverage.end))) return wrong('covered-end-wrong');

  const signed = await openRevision(pdf, coverage.end);
  if (!signed) return wrong('revision-unreadable');
  if (!(await isInRevision(signed, pdf, entry, holder))) return wrong('revision-differs');
  return { coverage, signed };
}

async function openRevision(pdf: PdfDocument, end: number): Promise<PdfDocument | undefined> {
  try {
    return await pdf.openPrefix(end);
  } catch (error) {
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

/** Same object at the same offset, under the same field: then its bytes are the same, being covered. */
async function isInRevision(
  signed: PdfDocument,
  pdf: PdfDocument,
  entry: SignatureEntry,
  holder: PdfRef,
): Promise<boolean> {
  const was = signed.entry(holder.number);
  const is = pdf.entry(holder.number);
  if (was?.is !== 'at' || is?.is !== 'at' || was.offset !== is.offset) return false;
  try {
    const fields = await signed.signatureFields();
    const field = fields.find(({ name }) => name === entry.field);
    return entry.isDirect
      ? field?.ref?.key === holder.key
      : field?.value instanceof PdfRef && field.value.key === holder.key;
  } catch (error) {
    if (error instanceof PdfRefusal) return false;
    throw error;
  }
}

function wrong(problem: StructureProblem): MisplacedSignature {
  return { integrity: 'wrong', problem };
}
