import { isBlank, Lexer, WindowTooSmall } from '../core/lexer.js';
import { isInteger, type PdfObject, PdfDict, PdfRef, PdfStream } from '../core/objects.js';
import { type IndirectObject, Parser } from '../core/parser.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { damaged, overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import type { XrefSection } from '../core/xref-section.js';
import { scanReferences } from './scan-references.js';

/** Bytes read at once when all objects are looked through. */
const WINDOW = 1024 * 1024;
/** Honest objects lie beside one another: all together are no longer than the file, but for what is read twice. */
const OVERLAP = 4;

const END_OF_STREAM = 'endstream';
const ENDOBJ = Buffer.from('endobj');
const STREAM = Buffer.from('stream');
const ENDSTREAM = Buffer.from(END_OF_STREAM);

interface Version {
  readonly number: number;
  readonly offset: number;
  /** The file as it was when it was written. */
  readonly pdf: PdfDocument;
}

/**
 * Who refers to whom, over all versions of all objects of a file. Built once per file: with it, a comparison need
 * not walk a hundred thousand objects to learn that none of them leads to the five that changed.
 *
 * It may know references that one revision has not; then a walk is longer, never shorter.
 */
export class ReferenceIndex {
  readonly #referrers = new Map<number, number[]>();
  /** Objects that cannot be read, so that nobody knows what they refer to. */
  readonly #unknown: number[] = [];

  /** @param asOf The file as it was when that section was the newest, up to its end then. */
  static async build(pdf: PdfDocument, asOf: (section: number) => PdfDocument): Promise<ReferenceIndex> {
    const index = new ReferenceIndex();
    const versions: Version[] = [];
    for (const [at, section] of pdf.sections.entries()) {
      const packed: { number: number; container: number }[] = [];
      const then = asOf(at);
      for (const number of numbersOf(section)) {
        for (const entry of [section.entries.get(number), section.hybrid?.entries.get(number)]) {
          if (entry?.is === 'at') versions.push({ number, offset: entry.offset, pdf: then });
          else if (entry?.is === 'inside') packed.push({ number, container: entry.container });
        }
      }
      // Container after container, since each is unpacked when the first of its objects is asked for.
      for (const { number } of packed.toSorted((a, b) => a.container - b.container)) {
        await index.tryTo(number, async () => {
          index.note(number, await then.get(new PdfRef(number)));
        });
      }
    }
    await index.readAll(pdf, versions);
    return index;
  }

  /**
   * Every object from which one of `changed` can be reached, and these themselves.
   *
   * @param isStop Objects that are compared by a rule of their own: what leads to them leads no further.
   */
  leadingTo(changed: Iterable<number>, isStop: (number: number) => boolean): Set<number> {
    const found = new Set<number>();
    const open = [...changed, ...this.#unknown];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (found.has(number) || isStop(number)) continue;
      found.add(number);
      for (const referrer of this.#referrers.get(number) ?? []) open.push(referrer);
    }
    return found;
  }

  /** In the order of the file, window by window: asking for each object alone would cost ten times as much. */
  private async readAll(pdf: PdfDocument, versions: Version[]): Promise<void> {
    const window = new ReadingWindow(pdf);
    for (const version of versions.toSorted((a, b) => a.offset - b.offset)) {
      // What a signed revision only announces, anybody may write behind it.
      if (version.offset >= version.pdf.size) this.#unknown.push(version.number);
      const isScanned = window.scan(version, (number) => this.add(number, version.number));
      if (isScanned && window.endsInTime(version)) continue;
      await this.tryTo(version.number, async () => {
        const { value, end } = await window.objectAt(version);
        this.note(version.number, value);
        const goesOn = end >= version.pdf.size;
        if (goesOn || (value instanceof PdfStream && (await reachesBeyond(version.pdf, value))))
          this.#unknown.push(version.number);
      });
    }
  }

  private async tryTo(number: number, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof PdfRefusal)) throw error;
      this.#unknown.push(number);
    }
  }

  private note(referrer: number, value: PdfObject): void {
    const open: PdfObject[] = [value];
    for (let item = open.pop(); item !== undefined; item = open.pop()) {
      if (item instanceof PdfRef) this.add(item.number, referrer);
      else if (Array.isArray(item)) for (const each of item) pushNested(each, open);
      else if (item instanceof PdfDict) for (const [, each] of item.entries()) pushNested(each, open);
      else if (item instanceof PdfStream) open.push(item.dict);
    }
  }

  private add(number: number, referrer: number): void {
    const known = this.#referrers.get(number);
    if (!known) this.#referrers.set(number, [referrer]);
    else if (known.at(-1) !== referrer) known.push(referrer);
  }
}

const lastEnds = new WeakMap<PdfDocument, Promise<number>>();

/** Offset of the last `endstream` in a file, -1 for none. */
function lastStreamEnd(pdf: PdfDocument): Promise<number> {
  const known = lastEnds.get(pdf) ?? findLastStreamEnd(pdf);
  lastEnds.set(pdf, known);
  return known;
}

async function findLastStreamEnd(pdf: PdfDocument): Promise<number> {
  for (let end = pdf.size; end > 0; end -= WINDOW) {
    const from = Math.max(0, end - WINDOW);
    const piece = Buffer.from(await pdf.read(from, end - from + END_OF_STREAM.length - 1));
    const found = piece.lastIndexOf(END_OF_STREAM, piece.length, 'latin1');
    if (found >= 0) return from + found;
  }
  return -1;
}

/**
 * Whether a stream goes on where the file ended when it was written: by its length, or with readers that search for
 * an end that is not there.
 */
export async function reachesBeyond(pdf: PdfDocument, { dict, start }: PdfStream): Promise<boolean> {
  if (start > (await lastStreamEnd(pdf))) return true;
  const length = await pdf.resolve(dict.get('Length'));
  return isInteger(length) && start + length > pdf.size;
}

/** Reads objects in rising order from large pieces of the file. */
class ReadingWindow {
  #start = 0;
  #bytes: Uint8Array = new Uint8Array();
  #parsed = 0;
  /** The object scanned last, in the window. */
  #last = { start: 0, end: 0 };

  constructor(private readonly pdf: PdfDocument) {}

  /** False where the object must be parsed; some of its references may have been told by then. */
  scan({ number, offset }: Version, onReference: (number: number) => void): boolean {
    const at = offset - this.#start;
    if (at < 0 || at >= this.#bytes.length || this.isBusy) return false;
    const end = scanReferences(this.#bytes, at, number, onReference);
    if (end === undefined) return false;
    this.#parsed += end - at;
    this.#last = { start: at, end };
    return true;
  }

  /**
   * Whether the object scanned last surely ended before its file did. A stream or a text that a signed revision only
   * begins is written to its end by whoever comes next.
   */
  endsInTime({ pdf }: Version): boolean {
    if (pdf.size === this.pdf.size) return true;
    const { start, end } = this.#last;
    if (this.#start + end >= pdf.size) return false;
    const word = this.skipBlank(end);
    if (this.isAt(word, ENDOBJ)) return true;
    if (!this.isAt(word, STREAM)) return false;
    const head = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, end - start).toString(
      'latin1',
    );
    const [length, ...others] = head.matchAll(
      /\/(?:Length(?![A-Za-z0-9])|[^/\s]*#)\s*(?:(\d+)(?![\d\s]*R))?/g,
    );
    if (length?.[1] === undefined || others.length > 0) return false;
    const close = this.afterLineEnd(this.afterLineEnd(word + STREAM.length) + Number(length[1]));
    return this.isAt(close, ENDSTREAM) && this.#start + close + ENDSTREAM.length <= pdf.size;
  }

  private skipBlank(from: number): number {
    let at = from;
    while (isBlank(this.#bytes[at] ?? 0x21)) at += 1;
    return at;
  }

  private afterLineEnd(at: number): number {
    const afterReturn = this.#bytes[at] === 0x0d ? at + 1 : at;
    return this.#bytes[afterReturn] === 0x0a ? afterReturn + 1 : afterReturn;
  }

  private isAt(at: number, word: Uint8Array): boolean {
    return word.every((code, index) => this.#bytes[at + index] === code);
  }

  private get isBusy(): boolean {
    return this.#parsed > OVERLAP * this.pdf.size;
  }

  /** @throws {PdfRefusal} `pdf-damaged`; `pdf-over-limits` where objects lie over one another to keep us busy */
  async objectAt({ number, offset }: Version): Promise<IndirectObject> {
    if (offset >= this.pdf.size) throw damaged(`object ${String(number)} lies outside the file`);
    if (this.isBusy) throw overLimits('objects over one another');
    if (offset < this.#start || offset >= this.#start + this.#bytes.length) await this.load(offset, WINDOW);
    for (;;) {
      try {
        const endsHere = this.#start + this.#bytes.length >= this.pdf.size;
        const lexer = new Lexer(this.#bytes, this.#start, endsHere, offset - this.#start);
        const object = new Parser(lexer, { maxNesting: this.pdf.limits.maxNesting }).indirect();
        this.#parsed += object.end - offset;
        if (object.ref.number !== number)
          throw damaged(`another object stands where ${String(number)} should`);
        return object;
      } catch (error) {
        if (!(error instanceof WindowTooSmall)) throw error;
        const length = this.#start === offset ? 4 * this.#bytes.length : WINDOW;
        if (length > 4 * this.pdf.limits.maxObjectBytes) throw overLimits('an object is too long');
        await this.load(offset, length);
      }
    }
  }

  private async load(offset: number, length: number): Promise<void> {
    this.#start = offset;
    this.#bytes = await this.pdf.read(offset, length);
  }
}

function pushNested(value: PdfObject, open: PdfObject[]): void {
  if (typeof value === 'object' && value !== null) open.push(value);
}

function numbersOf({ entries, hybrid }: XrefSection): Iterable<number> {
  return hybrid ? new Set([...entries.keys(), ...hybrid.entries.keys()]) : entries.keys();
}
