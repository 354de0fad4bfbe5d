/**
 * The eight kinds of PDF objects (ISO 32000-1, 7.3). Numbers, booleans, null and arrays are JavaScript's own.
 *
 * What the reader gives is shared between callers: nobody writes to it. To change a dictionary, take
 * `new PdfDict(old.entries())`.
 */
export type PdfObject =
  null | boolean | number | PdfName | PdfString | PdfRef | PdfObject[] | PdfDict | PdfStream;

/** A name without its slash. `text` holds one character per byte, `#xx` already decoded. */
export class PdfName {
  constructor(readonly text: string) {}
}

/**
 * A string as bytes. `hex` only remembers how it was written, and `place` where a hex string was read, its brackets
 * included: offsets in the file, or in the object stream that holds it.
 */
export class PdfString {
  constructor(
    readonly bytes: Uint8Array,
    readonly hex: boolean = false,
    readonly place?: { readonly start: number; readonly end: number },
  ) {}
}

/** A reference to an indirect object. */
export class PdfRef {
  constructor(
    readonly number: number,
    readonly generation: number = 0,
  ) {}

  /** For maps and sets, since two references to one object are two JavaScript objects. */
  get key(): string {
    return `${this.number} ${this.generation}`;
  }
}

/** A dictionary. Keys are names without slash, in the order of the file. */
export class PdfDict {
  readonly #entries: Map<string, PdfObject>;

  /** `ambiguous` tells of a key that stood there twice, or of a number written so that readers differ about it. */
  constructor(
    entries: Iterable<readonly [string, PdfObject]> = [],
    readonly ambiguous: boolean = false,
  ) {
    this.#entries = new Map(entries);
  }

  /** The entry as it stands, not resolved. An entry that is null is absent (ISO 32000-1, 7.3.7). */
  get(key: string): PdfObject | undefined {
    return this.#entries.get(key) ?? undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  set(key: string, value: PdfObject): this {
    this.#entries.set(key, value);
    return this;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  entries(): IterableIterator<[string, PdfObject]> {
    return this.#entries.entries();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The text of a direct name, as for `/Type`. */
  name(key: string): string | undefined {
    const value = this.get(key);
    return value instanceof PdfName ? value.text : undefined;
  }

  /** A direct whole number. */
  integer(key: string): number | undefined {
    const value = this.get(key);
    return isInteger(value) ? value : undefined;
  }
}

/** A stream: its dictionary, and where its encoded bytes begin. They are read only when asked for. */
export class PdfStream {
  constructor(
    readonly dict: PdfDict,
    /** Offset in the file of the first byte after `stream` and its line end. */
    readonly start: number,
  ) {}
}

export function isInteger(value: PdfObject | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value);
}

/** The dictionary of a dictionary or of a stream. */
export function dictOf(value: PdfObject | undefined): PdfDict | undefined {
  if (value instanceof PdfDict) return value;
  return value instanceof PdfStream ? value.dict : undefined;
}
