import { isInteger, PdfDict, type PdfRef, PdfString } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { StructureProblem } from './verification-report.js';

/** What a signature covers: the file from its first byte to `end`, but for the gap that holds the signature. */
export interface Coverage {
  readonly gapStart: number;
  readonly gapEnd: number;
  /** Offset after the last byte covered. */
  readonly end: number;
  /** Contents of the gap. */
  readonly contents: Uint8Array;
}

/**
 * Reads `/ByteRange` and requires that it leaves out exactly this dictionary's own `/Contents`, and that they lie
 * where the file's reader finds the dictionary. Anything looser lets signed bytes be moved and others shown.
 *
 * @param holder The object that the dictionary is, or lies in directly.
 */
export async function readCoverage(
  pdf: PdfDocument,
  value: PdfDict,
  holder: PdfRef,
  isDirect: boolean,
): Promise<Coverage | StructureProblem> {
  if (value.ambiguous) return 'repeated-key';
  const contents = value.get('Contents');
  if (!(contents instanceof PdfString)) return 'signature-incomplete';

  const range = await numbersOf(pdf, value);
  if (range === undefined) return 'byte-range-missing';
  const [start, firstLength, second, secondLength] = range;
  if (range.length !== 4 || start !== 0 || firstLength === undefined) return 'byte-range-wrong';
  if (second === undefined || secondLength === undefined || second < firstLength) return 'byte-range-wrong';
  const end = second + secondLength;
  if (end > pdf.size) return 'byte-range-outside';

  if (pdf.entry(holder.number)?.is !== 'at') return 'value-in-object-stream';
  const gap = await contentsIn(pdf, holder, isDirect);
  if (!contents.hex || gap?.place?.start !== firstLength || gap.place.end !== second)
    return 'byte-range-gap-wrong';
  return { gapStart: firstLength, gapEnd: second, end, contents: gap.bytes };
}

/** The `/Contents` that stand in the very object of the file, and not in one that it refers to. */
async function contentsIn(
  pdf: PdfDocument,
  holder: PdfRef,
  isDirect: boolean,
): Promise<PdfString | undefined> {
  const object = await pdf.get(holder);
  const value = isDirect && object instanceof PdfDict ? object.get('V') : object;
  const contents = value instanceof PdfDict ? value.get('Contents') : undefined;
  return contents instanceof PdfString ? contents : undefined;
}

/** True if `%%EOF` and at most white space stand at the end of what is covered. */
export async function endsAtEof(pdf: PdfDocument, end: number): Promise<boolean> {
  const from = Math.max(0, end - 64);
  const tail = Buffer.from(await pdf.read(from, end - from)).toString('latin1');
  return /%%EOF[\0\t\n\f\r ]*$/.test(tail);
}

/**
 * True if the last lines are `startxref`, its offset and `%%EOF`, in order and with nothing between them, as they shall
 * be (ISO 32000-1, 7.5.5). Readers look for the first of them in the last 1024 bytes or so, each in its own way, and
 * those that do not find it there put the file together by themselves.
 */
export async function endsAsFilesDo(pdf: PdfDocument, end: number): Promise<boolean> {
  const from = Math.max(0, end - 64);
  const tail = Buffer.from(await pdf.read(from, end - from)).toString('latin1');
  return /startxref[\0\t\n\f\r ]+\d{1,15}[\0\t\n\f\r ]+%%EOF[\0\t\n\f\r ]*$/.test(tail);
}

async function numbersOf(pdf: PdfDocument, value: PdfDict): Promise<number[] | undefined> {
  const list = await pdf.array(value.get('ByteRange'));
  if (!list || list.length === 0) return undefined;
  const numbers: number[] = [];
  for (const item of list.slice(0, 8)) {
    const number = await pdf.resolve(item);
    numbers.push(isInteger(number) && number >= 0 ? number : Number.NaN);
  }
  return numbers.some(Number.isNaN) ? [] : numbers;
}
