import type { ByteSource } from './byte-source.js';
import { decodeStream } from './filters.js';
import type { PdfLimits } from './limits.js';
import { isInteger, PdfDict, PdfStream } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { parseAt } from './window-parse.js';
import type { XrefEntry, XrefSection } from './xref-section.js';

/** Reads a cross-reference stream (ISO 32000-1, 7.5.8). Its length must be direct, as nothing can be looked up yet. */
export async function readXrefStream(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
): Promise<XrefSection> {
  const { ref, value } = await parseAt(source, offset, limits, (parser) => parser.indirect());
  if (!(value instanceof PdfStream) || value.dict.name('Type') !== 'XRef') {
    throw damaged(`no cross-reference stream at ${String(offset)}`);
  }
  const { dict } = value;
  const length = dict.integer('Length');
  if (length === undefined || length < 0 || value.start + length > source.size) {
    throw damaged('a cross-reference stream without length');
  }
  const encoded = await source.read(value.start, length);
  const rows = await decodeStream(dict, encoded, limits.maxDecodedBytes);
  return {
    kind: 'stream',
    offset,
    objectNumber: ref.number,
    trailer: dict,
    entries: readRows(dict, rows, limits),
  };
}

function readRows(dict: PdfDict, rows: Uint8Array, limits: PdfLimits): Map<number, XrefEntry> {
  const widths = dict.get('W');
  if (!Array.isArray(widths) || widths.length < 3 || !widths.every(isInteger))
    throw damaged('no field widths');
  const [kindWidth = 0, middleWidth = 0, lastWidth = 0] = widths;
  for (const width of [kindWidth, middleWidth, lastWidth]) {
    if (width < 0 || width > 8) throw damaged('a field of senseless width');
  }
  const rowLength = kindWidth + middleWidth + lastWidth;
  if (rowLength === 0) throw damaged('rows without fields');

  const size = dict.integer('Size') ?? 0;
  const index = dict.get('Index') ?? [0, size];
  if (!Array.isArray(index) || index.length % 2 !== 0 || !index.every(isInteger))
    throw damaged('a senseless index');

  const entries = new Map<number, XrefEntry>();
  let at = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const first = index[pair] as number;
    const count = index[pair + 1] as number;
    if (first < 0 || count < 0) throw damaged('a senseless index');
    if (first + count > limits.maxObjects) throw overLimits('too many objects');
    if (at + count * rowLength > rows.length) throw damaged('fewer rows than the index says');
    for (let number = first; number < first + count; number += 1) {
      const kind = kindWidth === 0 ? 1 : field(rows, at, kindWidth);
      const middle = field(rows, at + kindWidth, middleWidth);
      const last = field(rows, at + kindWidth + middleWidth, lastWidth);
      at += rowLength;
      if (entries.has(number)) throw damaged(`object ${String(number)} is listed twice in one section`);
      entries.set(number, entryOf(kind, middle, last));
    }
  }
  return entries;
}

/** An unknown kind is a reference to null (ISO 32000-1, table 18): free, as far as we are concerned. */
function entryOf(kind: number, middle: number, last: number): XrefEntry {
  if (kind === 1) return { is: 'at', offset: middle, generation: last };
  if (kind === 2) return { is: 'inside', container: middle, index: last };
  return { is: 'free', generation: last };
}

function field(rows: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = at; index < at + width; index += 1) value = value * 256 + (rows[index] ?? 0);
  return value;
}
