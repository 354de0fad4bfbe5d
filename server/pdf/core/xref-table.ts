import type { ByteSource } from './byte-source.js';
import type { PdfLimits } from './limits.js';
import { isDigit, type Lexer } from './lexer.js';
import { PdfDict } from './objects.js';
import type { Parser } from './parser.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { parseAt, type Reach } from './window-parse.js';
import { XrefEntriesBuilder } from './xref-entries.js';
import type { XrefEntry } from './xref-entry.js';
import type { XrefSection } from './xref-section.js';

const ROW = 20;
const USED = 0x6e;
const FREE = 0x66;
type Parse = <T>(offset: number, read: (parser: Parser, lexer: Lexer) => T) => Promise<T>;

/** Odd rows read from one window, which holds about so many. */
const ODD_ROWS = 96;

/** Reads a classic table that begins with `xref` at `offset`, with the trailer after it (ISO 32000-1, 7.5.4). */
export async function readXrefTable(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  reach: Reach,
): Promise<XrefSection> {
  const entries = new XrefEntriesBuilder(limits.maxObjects);
  const parse: Parse = (from, read) => parseAt(source, from, limits, read, reach);
  let at = await parse(offset, (_, lexer) => {
    lexer.skipBlank();
    if (!lexer.take('xref')) throw damaged(`no xref at ${String(offset)}`);
    return lexer.offset;
  });
  for (let subsections = 0; ; subsections += 1) {
    if (subsections > limits.maxObjects) throw overLimits('too many subsections');
    const next = await parse(at, (parser, lexer) => {
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
    reach.note(rows + count * ROW);
    at = await readRows(source, rows, first, count, entries, parse);
  }
}

async function readRows(
  source: ByteSource,
  offset: number,
  first: number,
  count: number,
  entries: XrefEntriesBuilder,
  parse: Parse,
): Promise<number> {
  const bytes = await source.read(offset, count * ROW);
  let fixed = 0;
  while (fixed < count && isFixedRow(bytes, fixed * ROW)) fixed += 1;
  entries.add(first, fixed, { entry: (row) => fixedRow(bytes, row * ROW) });
  // Some producers write rows of 19 bytes or end them oddly: those are read word by word.
  const odd: XrefEntry[] = [];
  entries.add(first + fixed, count - fixed, { entry: (row) => odd[row] ?? { is: 'free', generation: 0 } });
  let at = offset + fixed * ROW;
  while (odd.length < count - fixed) {
    const batch = Math.min(count - fixed - odd.length, ODD_ROWS);
    const { rows, end } = await parse(at, (_, lexer) => ({
      rows: Array.from({ length: batch }, () => oddRow(lexer)),
      end: lexer.offset,
    }));
    for (const row of rows) odd.push(row);
    at = end;
  }
  return at;
}

function oddRow(lexer: Lexer): XrefEntry {
  lexer.skipBlank();
  const field = lexer.wholeNumber();
  lexer.skipBlank();
  const generation = field === undefined ? undefined : lexer.wholeNumber();
  lexer.skipBlank();
  const kind = lexer.word();
  if (field === undefined || generation === undefined) throw damaged(`no row at ${String(lexer.offset)}`);
  if (kind !== 'n' && kind !== 'f') throw damaged('a row that is neither used nor free');
  return entryOf(kind.charCodeAt(0), field, generation);
}

/** `0000000017 00000 n` and two bytes of line end, which is what nearly all files hold. */
function isFixedRow(bytes: Uint8Array, at: number): boolean {
  const kind = bytes[at + 17];
  const beforeLast = bytes[at + 18];
  const last = bytes[at + 19];
  return (
    bytes[at + 10] === 32 &&
    bytes[at + 16] === 32 &&
    (kind === USED || kind === FREE) &&
    (beforeLast === 32 || beforeLast === 13) &&
    (last === 10 || last === 13)
  );
}

function fixedRow(bytes: Uint8Array, at: number): XrefEntry {
  return entryOf(bytes[at + 17] ?? 0, digits(bytes, at, 10), digits(bytes, at + 11, 5));
}

function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index += 1) {
    const code = bytes[index] ?? 0;
    if (!isDigit(code)) throw damaged('a row without numbers');
    value = value * 10 + code - 0x30;
  }
  return value;
}

/** An offset of 0 is the file's header: producers that write it mean a free object. */
function entryOf(kind: number, field: number, generation: number): XrefEntry {
  if (kind === FREE || field === 0) return { is: 'free', generation };
  return { is: 'at', offset: field, generation };
}
