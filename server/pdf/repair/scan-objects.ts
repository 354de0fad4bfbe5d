import { isBlank, isDigit, Lexer, WindowTooSmall } from '../core/lexer.js';
import type { PdfLimits } from '../core/limits.js';
import { isInteger, PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import { Parser } from '../core/parser.js';
import { overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { findStreamEnd, type StreamBytes } from './stream-end.js';

/** An object as it was found in the file, without asking any cross-reference. */
export interface FoundObject {
  readonly ref: PdfRef;
  /** Offset in the file of its end, or of the object stream that holds it: what stands later is newer. */
  readonly at: number;
  /** For a stream its dictionary. */
  readonly value: PdfObject;
  readonly stream?: StreamBytes;
}

export interface ScannedFile {
  /** By number. Of several with one number the last in the file, as later revisions stand behind earlier ones. */
  readonly objects: Map<number, FoundObject>;
  /** Numbers of objects that begin somewhere and cannot be read, nor are read elsewhere later. */
  readonly lost: Set<number>;
  /** Trailers and dictionaries of cross-reference streams, in the order of the file. */
  readonly trailers: PdfDict[];
  readonly correctedLengths: number;
}

/** White space looked over between the numbers of `12 0 obj`. */
const farthestBlank = 32;

/**
 * Reads every object that stands in the bytes one after the other. What is inside a stream is passed over, so that a
 * PDF that another one carries is not taken for a part of it.
 *
 * @throws {PdfRefusal} `pdf-over-limits`
 */
export function scanObjects(bytes: Buffer, limits: PdfLimits): ScannedFile {
  const lengths = wholeNumbers(bytes);
  const objects = new Map<number, FoundObject>();
  const lost = new Set<number>();
  const trailers: PdfDict[] = [];
  let correctedLengths = 0;
  for (let at = 0; ;) {
    const next = nextMark(bytes, at);
    if (!next) return { objects, lost, trailers, correctedLengths };
    at = next.end;
    const read = readValue(bytes, at, limits);
    if (!next.ref) {
      if (read?.value instanceof PdfDict) trailers.push(read.value);
      continue;
    }
    const { number } = next.ref;
    if (number > limits.maxObjects || objects.size > limits.maxObjects) throw overLimits('too many objects');
    const found = read && withStream(bytes, next.ref, read, lengths);
    if (!found) {
      objects.delete(number);
      lost.add(number);
      continue;
    }
    at = found.end;
    if (found.object.stream?.corrected) correctedLengths += 1;
    objects.set(number, found.object);
    lost.delete(number);
    if (found.object.stream && read.value instanceof PdfDict && read.value.name('Type') === 'XRef')
      trailers.push(read.value);
  }
}

interface ReadValue {
  readonly value: PdfObject;
  readonly end: number;
  /** Offset of the first byte of a stream. */
  readonly streamStart?: number;
}

interface Mark {
  /** Left out for a trailer. */
  readonly ref?: PdfRef;
  readonly end: number;
}

/** The next `12 0 obj` or `trailer`, whichever stands first. */
function nextMark(bytes: Buffer, from: number): Mark | undefined {
  const trailer = bytes.indexOf('trailer', from, 'latin1');
  for (let at = bytes.indexOf('obj', from, 'latin1'); at >= 0; at = bytes.indexOf('obj', at + 3, 'latin1')) {
    if (trailer >= 0 && trailer < at) break;
    const ref = refBefore(bytes, at, from);
    if (ref) return { ref, end: at + 3 };
  }
  return trailer < 0 ? undefined : { end: trailer + 'trailer'.length };
}

function refBefore(bytes: Buffer, at: number, from: number): PdfRef | undefined {
  const generation = numberBefore(bytes, at, from);
  const number = generation && numberBefore(bytes, generation.start, from, 1);
  // Number 0 is the head of the free list and never an object.
  if (!generation || !number?.value || generation.value > 65_535) return undefined;
  return new PdfRef(number.value, generation.value);
}

function numberBefore(
  bytes: Buffer,
  end: number,
  from: number,
  leastBlank = 0,
): { value: number; start: number } | undefined {
  let last = end;
  while (last > from && end - last < farthestBlank && isBlank(bytes[last - 1] ?? 0)) last -= 1;
  let start = last;
  while (start > from && last - start < 10 && isDigit(bytes[start - 1] ?? 0)) start -= 1;
  if (start === last || end - last < leastBlank) return undefined;
  return { value: Number(bytes.toString('latin1', start, last)), start };
}

/** Undefined for what is no object by ISO 32000. */
function readValue(bytes: Buffer, at: number, limits: PdfLimits): ReadValue | undefined {
  const window = bytes.subarray(0, Math.min(bytes.length, at + limits.maxObjectBytes));
  const lexer = new Lexer(window, 0, window.length === bytes.length, at);
  try {
    const value = new Parser(lexer, { maxNesting: limits.maxNesting }).object();
    const end = lexer.position;
    lexer.skipBlank();
    if (!(value instanceof PdfDict) || !lexer.take('stream')) return { value, end };
    lexer.takeStreamLineEnd();
    return { value, end, streamStart: lexer.position };
  } catch (error) {
    if (error instanceof WindowTooSmall) return undefined;
    if (error instanceof PdfRefusal && error.code === 'pdf-damaged') return undefined;
    throw error;
  }
}

function withStream(
  bytes: Buffer,
  ref: PdfRef,
  { value, end, streamStart }: ReadValue,
  lengths: ReadonlyMap<number, number>,
): { object: FoundObject; end: number } | undefined {
  if (streamStart === undefined || !(value instanceof PdfDict))
    return { object: { ref, at: end, value }, end };
  const said = value.get('Length');
  const length = said instanceof PdfRef ? lengths.get(said.number) : isInteger(said) ? said : undefined;
  const stream = findStreamEnd(bytes, streamStart, length);
  return stream && { object: { ref, at: end, value, stream }, end: stream.start + stream.length };
}

/** Objects that are one whole number: the lengths of streams are often kept so, and needed before they come. */
function wholeNumbers(bytes: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  for (let at = bytes.indexOf('obj', 0, 'latin1'); at >= 0; at = bytes.indexOf('obj', at + 3, 'latin1')) {
    const ref = refBefore(bytes, at, 0);
    const text =
      ref && /^[\0\t\n\f\r ]*(\d{1,10})[\0\t\n\f\r ]+endobj/u.exec(bytes.toString('latin1', at + 3, at + 48));
    if (text) found.set(ref.number, Number(text[1]));
  }
  return found;
}
