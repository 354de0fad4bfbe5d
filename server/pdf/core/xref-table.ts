import type { ByteSource } from './byte-source.js';
import type { PdfLimits } from './limits.js';
import { isDigit } from './lexer.js';
import { PdfDict } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { parseAt } from './window-parse.js';
import type { XrefEntry, XrefSection } from './xref-section.js';

const ROW = 20;

/** Reads a classic table that begins with `xref` at `offset`, with the trailer after it (ISO 32000-1, 7.5.4). */
export async function readXrefTable(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
): Promise<XrefSection> {
  const entries = new Map<number, XrefEntry>();
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
    if (next instanceof PdfDict) return { kind: 'table', offset, trailer: next, entries };
    if (next === null || typeof next !== 'object' || !('rows' in next))
      throw damaged('a trailer is no dictionary');
    const { first, count, rows } = next;
    if (first + count > limits.maxObjects) throw overLimits('too many objects');
    if (count > (source.size - rows) / 16) throw damaged('a table longer than the file');
    at = await readRows(source, rows, first, count, limits, entries);
  }
}

async function readRows(
  source: ByteSource,
  offset: number,
  first: number,
  count: number,
  limits: PdfLimits,
  entries: Map<number, XrefEntry>,
): Promise<number> {
  const bytes = await source.read(offset, count * ROW);
  let index = 0;
  while (index < count && takeFixedRow(bytes, index * ROW, first + index, entries)) index += 1;
  let at = offset + index * ROW;
  // Some producers write rows of 19 bytes or end them oddly: those are read word by word.
  for (; index < count; index += 1) {
    const number = first + index;
    at = await parseAt(source, at, limits, (_, lexer) => {
      lexer.skipBlank();
      const field = lexer.wholeNumber();
      lexer.skipBlank();
      const generation = field === undefined ? undefined : lexer.wholeNumber();
      lexer.skipBlank();
      const kind = lexer.word();
      if (field === undefined || generation === undefined) throw damaged(`no row at ${String(lexer.offset)}`);
      keep(entries, number, entryOf(kind, field, generation));
      return lexer.offset;
    });
  }
  return at;
}

/** `0000000017 00000 n` and two bytes of line end, which is what nearly all files hold. */
function takeFixedRow(
  bytes: Uint8Array,
  at: number,
  number: number,
  entries: Map<number, XrefEntry>,
): boolean {
  if (at + ROW > bytes.length || bytes[at + 10] !== 32 || bytes[at + 16] !== 32) return false;
  const end = bytes[at + 19];
  if ((end !== 10 && end !== 13) || (bytes[at + 18] !== 32 && bytes[at + 18] !== 13)) return false;
  const field = digits(bytes, at, 10);
  const generation = digits(bytes, at + 11, 5);
  if (field < 0 || generation < 0) return false;
  const kind = bytes[at + 17];
  if (kind !== 0x6e && kind !== 0x66) return false;
  keep(entries, number, entryOf(kind === 0x6e ? 'n' : 'f', field, generation));
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

function entryOf(kind: string, field: number, generation: number): XrefEntry {
  if (kind === 'f') return { is: 'free', generation };
  if (kind !== 'n') throw damaged('a row that is neither used nor free');
  // An offset of 0 is the file's header: producers that write it mean a free object.
  return field === 0 ? { is: 'free', generation } : { is: 'at', offset: field, generation };
}

/** Two rows for one number in one section: readers differ, so we do not choose. */
function keep(entries: Map<number, XrefEntry>, number: number, entry: XrefEntry): void {
  if (entries.has(number)) throw damaged(`object ${String(number)} is listed twice in one section`);
  entries.set(number, entry);
}
