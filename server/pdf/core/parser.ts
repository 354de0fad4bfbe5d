import { Lexer } from './lexer.js';
import { type PdfObject, PdfDict, PdfName, PdfRef, PdfStream } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';

/** What stands at the offset of an indirect object. */
export interface IndirectObject {
  readonly ref: PdfRef;
  readonly value: PdfObject;
  /** Offset in the file just after the value, or after the `stream` keyword's line end. */
  readonly end: number;
}

export interface ParserOptions {
  readonly maxNesting: number;
}

/**
 * Turns bytes into objects. Strict: what ISO 32000 does not know is refused, never guessed, since a guess may
 * differ from that of the next reader, and signatures are attacked through such differences.
 */
export class Parser {
  constructor(
    private readonly lexer: Lexer,
    private readonly options: ParserOptions,
  ) {}

  /** @throws {PdfRefusal} `pdf-damaged`, `pdf-over-limits`; @throws {WindowTooSmall} when the bytes end too early */
  object(): PdfObject {
    const { doubtful } = this.lexer;
    const value = this.value(0);
    // A dictionary tells it of itself; an array or a number that others refer to could not.
    if (this.lexer.doubtful > doubtful && !(value instanceof PdfDict))
      throw damaged('numbers that can be read in two ways');
    return value;
  }

  private value(depth: number): PdfObject {
    if (depth > this.options.maxNesting) throw overLimits(`nesting below ${String(this.options.maxNesting)}`);
    const { lexer } = this;
    lexer.skipBlank();
    const start = lexer.offset;
    if (lexer.take('<<')) return this.dictionary(depth + 1);
    if (lexer.take('[')) return this.array(depth + 1);
    if (lexer.at('/')) return new PdfName(lexer.name());
    if (lexer.at('(')) return lexer.literalString();
    if (lexer.at('<')) return lexer.hexString();
    if (lexer.atNumber()) return this.numberOrReference();
    const word = lexer.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    throw damaged(`no object at ${String(start)}`);
  }

  /** `12 0 obj … endobj`. A missing `endobj` is let pass, as real files lack it and nothing hangs on it. */
  indirect(): IndirectObject {
    const { lexer } = this;
    lexer.skipBlank();
    const start = lexer.offset;
    const number = lexer.wholeNumber();
    lexer.skipBlank();
    const generation = number === undefined ? undefined : lexer.wholeNumber();
    lexer.skipBlank();
    if (number === undefined || generation === undefined || !lexer.take('obj')) {
      throw damaged(`no indirect object at ${String(start)}`);
    }
    const ref = new PdfRef(number, generation);
    const value = this.object();
    const end = lexer.offset;
    lexer.skipBlank();
    if (value instanceof PdfDict && lexer.take('stream')) {
      lexer.takeStreamLineEnd();
      return { ref, value: new PdfStream(value, lexer.offset), end: lexer.offset };
    }
    return { ref, value, end };
  }

  private array(depth: number): PdfObject[] {
    const items: PdfObject[] = [];
    for (;;) {
      this.lexer.skipBlank();
      if (this.lexer.take(']')) return items;
      items.push(this.value(depth));
    }
  }

  private dictionary(depth: number): PdfDict {
    const { lexer } = this;
    const entries = new Map<string, PdfObject>();
    const { doubtful } = lexer;
    let repeated = false;
    for (;;) {
      lexer.skipBlank();
      if (lexer.take('>>')) return new PdfDict(entries, repeated || lexer.doubtful > doubtful);
      if (!lexer.at('/')) throw damaged(`no key at ${String(lexer.offset)}`);
      const key = lexer.name();
      const value = this.value(depth);
      repeated ||= entries.has(key);
      entries.set(key, value);
    }
  }

  private numberOrReference(): PdfObject {
    const { lexer } = this;
    const number = lexer.number();
    if (!Number.isSafeInteger(number) || number < 0) return number;
    const before = lexer.position;
    lexer.skipBlank();
    const generation = lexer.wholeNumber();
    if (generation !== undefined) {
      lexer.skipBlank();
      if (lexer.takeWord('R')) return new PdfRef(number, generation);
    }
    lexer.turnBack(before);
    return number;
  }
}
