import type { ByteSource } from './byte-source.js';
import type { PdfLimits } from './limits.js';
import { isDigit, type Lexer } from './lexer.js';
import { PdfDict } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { parseAt } from './window-parse.js';
import { XrefEntriesBuilder } from './xref-entries.js';
import type { XrefSection } from './xref-section.js';

const ROW = 20;
const USED = 0x6e;
const FREE = 0x66;
/** Odd rows read from one window, which holds about so many. */
const ODD_ROWS = 96;

/** Reads a classic table that begins with `xref` at `offset`, with the trailer after it (ISO 32000-1, 7.5.4). */
export async function readXrefTable(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
): Promise<XrefSection> {
  const entries = new XrefEntriesBuilder(limits.maxObjects);
  let at = await parseAt(source, offset, limits, (_, lexer) => {
    lexer.skipBlank();
    if (!lexer.take('xref')) throw damaged(`no xref at ${String(offset)}`);
    return lexer.offset;
  });
  for (let subsections = 0; ; subsections += 1) {
    if (subsections > limits.maxObjects) throw overLimits('too many subsections');
    const next = await parseAt(source, at, limits, (parser, lexer) => {
      lexer.skipBlank();
      if (lexer.takeWord('trailer')) return parser.object();
      const first = lexer.wholeNumber();
      lexer.skipBlank();
      const count = first === undefined ? undefined : lexer.wholeNumber();
      if (first === undefined || count === undefined)
        throw damaged(`no subsection at ${String(lexer.offset)}`);
      lexer.skipBlank();
      return { first, count, rows: lexer.offset };
    });
    if (next instanceof PdfDict) return { kind: 'table', offset, trailer: next, entries: entries.finish() };
    if (next === null || typeof next !== 'object' || !('rows' in next))
      throw damaged('a trailer is no dictionary');
    const { first, count, rows } = next;
    if (first + count > limits.maxObjects) throw overLimits('too many objects');
    if (count > (source.size - rows) / 16) throw damaged('a table longer than the file');
    entries.begin(first, count);
    at = await readRows(source, rows, count, limits, entries);
  }
}

async function readRows(
  source: ByteSource,
  offset: number,
  count: number,
  limits: PdfLimits,
  entries: XrefEntriesBuilder,
): Promise<number> {
  const bytes = await source.read(offset, count * ROW);
  let index = 0;
  while (index < count && takeFixedRow(bytes, index * ROW, entries)) index += 1;
  let at = offset + index * ROW;
  // Some producers write rows of 19 bytes or end them oddly: those are read word by word.
  while (index < count) {
    const batch = Math.min(count - index, ODD_ROWS);
    const { rows, end } = await parseAt(source, at, limits, (_, lexer) => ({
      rows: Array.from({ length: batch }, () => oddRow(lexer)),
      end: lexer.offset,
    }));
    for (const { kind, field, generation } of rows) keep(entries, kind, field, generation);
    index += batch;
    at = end;
  }
  return at;
}

function oddRow(lexer: Lexer): { field: number; generation: number; kind: number } {
  lexer.skipBlank();
  const field = lexer.wholeNumber();
  lexer.skipBlank();
  const generation = field === undefined ? undefined : lexer.wholeNumber();
  lexer.skipBlank();
  const kind = lexer.word();
  if (field === undefined || generation === undefined) throw damaged(`no row at ${String(lexer.offset)}`);
  if (kind !== 'n' && kind !== 'f') throw damaged('a row that is neither used nor free');
  return { field, generation, kind: kind.charCodeAt(0) };
}

/** `0000000017 00000 n` and two bytes of line end, which is what nearly all files hold. */
function takeFixedRow(bytes: Uint8Array, at: number, entries: XrefEntriesBuilder): boolean {
  if (at + ROW > bytes.length || bytes[at + 10] !== 32 || bytes[at + 16] !== 32) return false;
  const end = bytes[at + 19];
  if ((end !== 10 && end !== 13) || (bytes[at + 18] !== 32 && bytes[at + 18] !== 13)) return false;
  const field = digits(bytes, at, 10);
  const generation = digits(bytes, at + 11, 5);
  if (field < 0 || generation < 0) return false;
  const kind = bytes[at + 17];
  if (kind !== USED && kind !== FREE) return false;
  keep(entries, kind, field, generation);
  return true;
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const code = bytes[index] ?? 0;
    if (!isDigit(code)) return -1;
    value = value * 10 + code - 0x30;
  }
  return value;
}

/** An offset of 0 is the file's header: producers that write it mean a free object. */
function keep(entries: XrefEntriesBuilder, kind: number, field: number, generation: number): void {
  if (kind === FREE || field === 0) entries.free(generation);
  else entries.at(field, generation);
}
