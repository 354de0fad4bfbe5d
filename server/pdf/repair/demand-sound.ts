import { bytesSource, type ByteSource } from '../core/byte-source.js';
import type { PdfLimits } from '../core/limits.js';
import { PdfDict, PdfRef, PdfStream, type PdfObject } from '../core/objects.js';
import { openPdf } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';

/**
 * Reads every object that the trailer leads to, at the place that the cross-reference names.
 *
 * @returns bytes that stand before the header and are not counted in its offsets; 0 in a file that lacks nothing
 * @throws {PdfRefusal} why it cannot be read as it stands
 */
export async function demandSound(source: ByteSource, limits: PdfLimits): Promise<number> {
  const pdf = await openPdf(source, limits);
  if (pdf.encrypted) throw new PdfRefusal('pdf-encrypted');
  if ((await pdf.pageCount()) === 0) throw damaged('no page');
  const reached = new Set<number>();
  const open: PdfObject[] = [pdf.trailer.get('Root') ?? null, pdf.trailer.get('Info') ?? null];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (value instanceof PdfDict) for (const [, entry] of value.entries()) open.push(entry);
    else if (value instanceof PdfStream) {
      await pdf.extent(value);
      open.push(value.dict);
    } else if (value instanceof PdfRef && !reached.has(value.number)) {
      reached.add(value.number);
      open.push(await pdf.get(value));
    }
  }
  await pdf.formFields();
  return pdf.shift;
}

/** As `demandSound`, for what was just written. */
export function demandSoundBytes(bytes: Uint8Array, limits: PdfLimits): Promise<number> {
  return demandSound(bytesSource(bytes), limits);
}
