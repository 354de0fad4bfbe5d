import type { ByteSource } from './byte-source.js';
import type { FileMemory, PlaceMemory, ReadSection } from './file-memory.js';
import type { PdfLimits } from './limits.js';
import type { PdfDict } from './objects.js';
import { damaged, overLimits, PdfRefusal } from './pdf-refusal.js';
import { byteText } from './pdf-text.js';
import { parseAt, Reach } from './window-parse.js';
import { type DecodingBudget, readXrefStream } from './xref-stream.js';
import { readXrefTable } from './xref-table.js';
import type { XrefEntry } from './xref-entry.js';
import type { XrefSection } from './xref-section.js';

/** Where the last `startxref` must be found, in bytes from the end. */
const TAIL = 2048;
const HEADER = 1024;
/** What a row of a section takes in memory, about. */
const ROW_BYTES = 20;

/** The chain of cross-reference sections, newest first. */
export interface XrefChain {
  /** Offset that `startxref` names, as written. */
  readonly startXref: number;
  /** What must be added to every offset in the file: bytes that stand before `%PDF-`, or 0. */
  readonly shift: number;
  readonly sections: readonly XrefSection[];
}

/** @throws {PdfRefusal} `pdf-empty`, `not-a-pdf`: bytes before the header are let pass, as readers do */
export async function findHeader(source: ByteSource): Promise<number> {
  if (source.size === 0) throw new PdfRefusal('pdf-empty', 'zero bytes');
  const head = byteText(await source.read(0, HEADER));
  const at = head.indexOf('%PDF-');
  if (at < 0) throw new PdfRefusal('not-a-pdf', 'no header in the first 1024 bytes');
  return at;
}

/**
 * Follows the chain from the end of the file.
 *
 * @throws {PdfRefusal} `pdf-truncated` when there is no `startxref` near the end; `pdf-damaged`, `pdf-over-limits`
 */
export async function readXrefChain(
  source: ByteSource,
  header: number,
  limits: PdfLimits,
  memory: FileMemory,
): Promise<XrefChain> {
  const startXref = await findStartXref(source);
  const shift = await findShift(source, startXref, header);
  const shifted = shift === 0 ? source : shiftedSource(source, shift);
  const known = memory.countedFrom(shift).sections;
  const sections: XrefSection[] = [];
  const visited = new Set<number>();
  let left = limits.maxDecodedTotal;
  let entries = 0;
  let next: number | undefined = startXref;
  while (next !== undefined) {
    if (visited.has(next)) throw damaged('the chain of sections runs in a circle');
    if (visited.size >= limits.maxSections) throw overLimits('too many sections');
    visited.add(next);
    const { section, unpacked }: ReadSection =
      known.get(next, shifted.size) ?? (await readSection(shifted, next, limits, left, known));
    left -= unpacked;
    if (left < 0) throw overLimits('sections unpack to too much together');
    entries += section.entries.size + (section.hybrid?.entries.size ?? 0);
    if (entries > limits.maxObjects) throw overLimits('too many objects in all sections');
    sections.push(section);
    next = previous(section.trailer);
  }
  return { startXref, shift, sections };
}

/**
 * The entry in force for an object, by the newest section that names it. In a hybrid section the stream tells of
 * objects that the table calls free or leaves out.
 */
export function findEntry(sections: readonly XrefSection[], number: number): XrefEntry | undefined {
  for (const section of sections) {
    const entry = entryOf(section, number);
    if (entry) return entry;
  }
  return undefined;
}

/** The entry that one section gives, its hybrid stream included. */
export function entryOf(section: XrefSection, number: number): XrefEntry | undefined {
  const entry = section.entries.get(number);
  if (entry && entry.is !== 'free') return entry;
  return section.hybrid?.entries.get(number) ?? entry;
}

/** Reads as if the file began at its header. */
export function shiftedSource(source: ByteSource, shift: number): ByteSource {
  return { size: source.size - shift, read: (offset, length) => source.read(offset + shift, length) };
}

async function readSection(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  left: number,
  known: PlaceMemory<ReadSection>,
): Promise<ReadSection> {
  const budget = { left };
  const reach = new Reach();
  const section = await readWhole(source, offset, limits, budget, reach);
  const read = { section, unpacked: left - budget.left };
  const weight = read.unpacked + ROW_BYTES * section.entries.size;
  known.keep(offset, read, reach.end, source.size, weight);
  return read;
}

async function readWhole(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  budget: DecodingBudget,
  reach: Reach,
): Promise<XrefSection> {
  const beginsWithNumber = await parseAt(
    source,
    offset,
    limits,
    (_, lexer) => {
      lexer.skipBlank();
      return lexer.atNumber();
    },
    reach,
  );
  if (beginsWithNumber) return readXrefStream(source, offset, limits, budget, reach);
  const table = await readXrefTable(source, offset, limits, reach);
  const stream = table.trailer.integer('XRefStm');
  if (stream === undefined) return table;
  return { ...table, hybrid: await readXrefStream(source, stream, limits, budget, reach) };
}

/** `/Prev 0` is written by some producers for "none". */
function previous(trailer: PdfDict): number | undefined {
  const value = trailer.get('Prev');
  if (value === undefined || value === 0) return undefined;
  const offset = trailer.integer('Prev');
  if (offset === undefined || offset < 0) throw damaged('a senseless /Prev');
  return offset;
}

async function findStartXref(source: ByteSource): Promise<number> {
  const from = Math.max(0, source.size - TAIL);
  const tail = byteText(await source.read(from, TAIL));
  const at = tail.lastIndexOf('startxref');
  if (at < 0) throw new PdfRefusal('pdf-truncated', 'no startxref near the end');
  const found = /^startxref[\0\t\n\f\r ]+(\d{1,15})/.exec(tail.slice(at));
  if (!found) throw new PdfRefusal('pdf-truncated', 'startxref without an offset');
  return Number(found[1]);
}

/** Offsets count from the header; most files with bytes before it count from the first byte all the same. */
async function findShift(source: ByteSource, startXref: number, header: number): Promise<number> {
  if (header === 0) return 0;
  const looksRight = async (offset: number) =>
    /^[\0\t\n\f\r ]*(?:xref|\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj)/.test(
      byteText(await source.read(offset, 64)),
    );
  if (await looksRight(startXref)) return 0;
  if (await looksRight(startXref + header)) return header;
  throw damaged('startxref names no section');
}
