import type { ByteSource } from './byte-source.js';
import type { PlaceMemory } from './file-memory.js';
import { decodeStream } from './filters.js';
import { Lexer } from './lexer.js';
import type { PdfLimits } from './limits.js';
import { isInteger, type PdfObject, PdfDict, PdfRef, PdfStream } from './objects.js';
import { type IndirectObject, Parser } from './parser.js';
import { damaged, overLimits, PdfRefusal } from './pdf-refusal.js';
import { parseAt, Reach } from './window-parse.js';
import type { XrefEntry } from './xref-entry.js';

/** Objects remembered before all are forgotten. */
const KEPT_OBJECTS = 20_000;
const KEPT_CONTAINERS = 16;
/** Longest walk from a reference to what it needs to be read: lengths and containers. */
const MAX_HOPS = 16;

interface Container {
  readonly bytes: Uint8Array;
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

/** Reads single objects where the cross-reference entries say that they are. */
export class ObjectStore {
  readonly #objects = new Map<number, PdfObject>();
  readonly #containers = new Map<number, Container>();
  #decoded = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly limits: PdfLimits,
    private readonly entry: (number: number) => XrefEntry | undefined,
    private readonly encrypted: boolean,
    /** Shared by the revisions of one file, which have most objects in common. */
    private readonly known: PlaceMemory<IndirectObject>,
  ) {}

  /** The object, or null where there is none (ISO 32000-1, 7.3.10). */
  async get(ref: PdfRef, hops = 0): Promise<PdfObject> {
    const entry = this.entry(ref.number);
    if (!entry || entry.is === 'free') return null;
    if ((entry.is === 'at' ? entry.generation : 0) !== ref.generation) return null;
    const known = this.#objects.get(ref.number);
    if (known !== undefined) return known;
    if (hops > MAX_HOPS) throw damaged(`object ${ref.key} hangs on itself`);
    const value =
      entry.is === 'at' ? await this.readAt(ref, entry.offset) : await this.readInside(ref, entry, hops);
    if (this.#objects.size >= KEPT_OBJECTS) this.#objects.clear();
    this.#objects.set(ref.number, value);
    return value;
  }

  async resolve(value: PdfObject | undefined, hops = 0): Promise<PdfObject> {
    let current = value ?? null;
    for (let hop = hops; current instanceof PdfRef; hop += 1) {
      if (hop > MAX_HOPS) throw damaged('references that lead to references');
      current = await this.get(current, hop + 1);
    }
    return current;
  }

  /** Where the encoded bytes of a stream lie. @throws {PdfRefusal} `pdf-damaged` unless `endstream` follows them */
  async extent(stream: PdfStream, hops = 0): Promise<{ start: number; length: number }> {
    const length = await this.resolve(stream.dict.get('Length'), hops);
    if (!isInteger(length) || length < 0 || stream.start + length > this.source.size) {
      throw damaged(`a stream at ${String(stream.start)} without a right length`);
    }
    const closed = await parseAt(this.source, stream.start + length, this.limits, (_, lexer) => {
      lexer.skipBlank();
      return lexer.take('endstream');
    });
    if (!closed) throw damaged(`a stream at ${String(stream.start)} does not end where it says`);
    return { start: stream.start, length };
  }

  /** A stream's decoded bytes, within the limits of one stream and of the whole document. */
  async decode(stream: PdfStream, hops = 0): Promise<Uint8Array> {
    if (this.encrypted) throw new PdfRefusal('pdf-encrypted', 'an encrypted stream');
    const { start, length } = await this.extent(stream, hops);
    const dict = await this.withDirectFilters(stream.dict, hops);
    const bytes = await decodeStream(
      dict,
      await this.source.read(start, length),
      this.limits.maxDecodedBytes,
    );
    this.#decoded += bytes.length;
    if (this.#decoded > this.limits.maxDecodedTotal) throw overLimits('streams unpack to too much together');
    return bytes;
  }

  private async readAt(ref: PdfRef, offset: number): Promise<PdfObject> {
    const { size } = this.source;
    const found = this.known.get(offset, size) ?? (await this.parse(offset, size));
    if (found.ref.key !== ref.key) throw damaged(`object ${found.ref.key} stands where ${ref.key} should`);
    return found.value;
  }

  private async parse(offset: number, size: number): Promise<IndirectObject> {
    const reach = new Reach();
    const found = await parseAt(this.source, offset, this.limits, (parser) => parser.indirect(), reach);
    this.known.keep(offset, found, reach.end, size);
    return found;
  }

  private async readInside(
    ref: PdfRef,
    entry: { readonly container: number; readonly index: number },
    hops: number,
  ): Promise<PdfObject> {
    const container = await this.container(entry.container, hops);
    const offset = container.offsets[entry.index];
    if (container.numbers[entry.index] !== ref.number || offset === undefined) {
      throw damaged(`object ${ref.key} is not in stream ${String(entry.container)}`);
    }
    return this.parser(container.bytes, offset).object();
  }

  private async container(number: number, hops: number): Promise<Container> {
    const known = this.#containers.get(number);
    if (known) return known;
    if (hops > MAX_HOPS || this.entry(number)?.is !== 'at') throw damaged('an object stream inside another');
    const stream = await this.get(new PdfRef(number), hops + 1);
    if (!(stream instanceof PdfStream) || stream.dict.name('Type') !== 'ObjStm') {
      throw damaged(`object ${String(number)} is no object stream`);
    }
    const container = this.readContainer(stream.dict, await this.decode(stream, hops + 1));
    if (this.#containers.size >= KEPT_CONTAINERS) this.#containers.clear();
    this.#containers.set(number, container);
    return container;
  }

  private readContainer(dict: PdfDict, bytes: Uint8Array): Container {
    const first = dict.integer('First');
    const count = dict.integer('N');
    if (first === undefined || count === undefined || first < 0 || count < 0 || count > bytes.length) {
      throw damaged('an object stream with senseless numbers');
    }
    const lexer = new Lexer(bytes, 0, true);
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let index = 0; index < count; index += 1) {
      lexer.skipBlank();
      const number = lexer.wholeNumber();
      lexer.skipBlank();
      const offset = lexer.wholeNumber();
      if (number === undefined || offset === undefined) throw damaged('an object stream without its list');
      numbers.push(number);
      offsets.push(first + offset);
    }
    // Some readers go by the place in the list, some by the number.
    if (new Set(numbers).size < count) throw damaged('an object stream that holds one number twice');
    return { bytes, numbers, offsets };
  }

  private parser(bytes: Uint8Array, position: number): Parser {
    return new Parser(new Lexer(bytes, 0, true, position), { maxNesting: this.limits.maxNesting });
  }

  private async withDirectFilters(dict: PdfDict, hops: number): Promise<PdfDict> {
    const direct = new PdfDict(dict.entries());
    for (const key of ['Filter', 'DecodeParms']) {
      const value = await this.resolve(dict.get(key), hops);
      direct.set(key, Array.isArray(value) ? await this.resolveAll(value, hops) : value);
    }
    return direct;
  }

  private async resolveAll(values: readonly PdfObject[], hops: number): Promise<PdfObject[]> {
    const resolved: PdfObject[] = [];
    for (const value of values) resolved.push(await this.resolve(value, hops));
    return resolved;
  }
}

/** Parses one object from bytes that stand alone. For tests and for bytes we wrote ourselves. */
export function parseObject(bytes: Uint8Array, maxNesting = 64): PdfObject {
  return new Parser(new Lexer(bytes, 0, true), { maxNesting }).object();
}
