import type { ByteSource } from './byte-source.js';
import { decodeStream } from './filters.js';
import type { PdfLimits } from './limits.js';
import { isInteger, PdfDict, PdfStream } from './objects.js';
import { damaged } from './pdf-refusal.js';
import { parseAt, type Reach } from './window-parse.js';
import { type XrefEntries, XrefEntriesBuilder, type XrefRows } from './xref-entries.js';
import type { XrefEntry } from './xref-entry.js';
import type { XrefSection } from './xref-section.js';

/** What the sections of one file may still unpack to: each may be small in the file and large outside of it. */
export interface DecodingBudget {
  left: number;
}

/** Reads a cross-reference stream (ISO 32000-1, 7.5.8). Its length must be direct, as nothing can be looked up yet. */
export async function readXrefStream(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  budget: DecodingBudget,
  reach: Reach,
): Promise<XrefSection> {
  const { ref, value } = await parseAt(source, offset, limits, (parser) => parser.indirect(), reach);
  if (!(value instanceof PdfStream) || value.dict.name('Type') !== 'XRef') {
    throw damaged(`no cross-reference stream at ${String(offset)}`);
  }
  const { dict } = value;
  const length = dict.integer('Length');
  if (length === undefined || length < 0 || value.start + length > source.size) {
    throw damaged('a cross-reference stream without length');
  }
  reach.note(value.start + length);
  const encoded = await source.read(value.start, length);
  const rows = await decodeStream(dict, encoded, Math.max(1, Math.min(limits.maxDecodedBytes, budget.left)));
  budget.left -= rows.length;
  return {
    kind: 'stream',
    offset,
    objectNumber: ref.number,
    trailer: dict,
    entries: readRows(dict, rows, limits),
  };
}

function readRows(dict: PdfDict, rows: Uint8Array, limits: PdfLimits): XrefEntries {
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

  const entries = new XrefEntriesBuilder(limits.maxObjects);
  const rowsOf: XrefRows = {
    entry: (row) => entryAt(rows, row * rowLength, kindWidth, middleWidth, lastWidth),
  };
  let row = 0;
  for (let pair = 0; pair < index.length; pair += 2) {
    const first = index[pair] as number;
    const count = index[pair + 1] as number;
    if (first < 0 || count < 0) throw damaged('a senseless index');
    entries.add(first, count, rowsOf, row);
    row += count;
    if (row * rowLength > rows.length) throw damaged('fewer rows than the index says');
  }
  return entries.finish();
}

/** An unknown kind is a reference to null (ISO 32000-1, table 18): free, as far as we are concerned. */
function entryAt(
  rows: Uint8Array,
  at: number,
  kindWidth: number,
  middleWidth: number,
  lastWidth: number,
): XrefEntry {
  const kind = kindWidth === 0 ? 1 : field(rows, at, kindWidth);
  const middle = field(rows, at + kindWidth, middleWidth);
  const last = field(rows, at + kindWidth + middleWidth, lastWidth);
  if (kind === 1) return { is: 'at', offset: middle, generation: last };
  if (kind === 2) return { is: 'inside', container: middle, index: last };
  return { is: 'free', generation: last };
}

function field(rows: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let index = at; index < at + width; index += 1) value = value * 256 + (rows[index] ?? 0);
  return value;
}
