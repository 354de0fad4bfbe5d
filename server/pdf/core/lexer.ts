import { PdfString } from './objects.js';
import { damaged } from './pdf-refusal.js';

/** The bytes given to the lexer ended before the object did, and the file goes on: give more. */
export class WindowTooSmall extends Error {
  override readonly name = 'WindowTooSmall';
}

/** One for all, as it tells nothing but its name: to make one costs more than the object that it interrupts. */
const tooSmall = new WindowTooSmall();

const BLANK = 1;
const DELIMITER = 2;
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = BLANK;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = DELIMITER;

const LF = 10;
const CR = 13;
/** No keyword that is looked for ahead is as long. */
const LOOKAHEAD = 16;
/** Whole numbers of so many digits are exact. */
const MAX_DIGITS = 15;
const ESCAPES: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };

/** Reads tokens (ISO 32000-1, 7.2) from a window of a file. Offsets that it gives are those of the file. */
export class Lexer {
  /** Index in the window. */
  position: number;
  /** Index up to which it went before it turned back. */
  private furthest = 0;
  /** How many numbers were read that other readers may take for others. */
  doubtful = 0;
  private readonly bytes: Buffer;

  constructor(
    bytes: Uint8Array,
    /** Offset in the file of the first byte of the window. */
    private readonly windowStart: number,
    /** True if the file ends where the window does. */
    private readonly endsHere: boolean,
    position = 0,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.position = position;
  }

  get offset(): number {
    return this.windowStart + this.position;
  }

  /**
   * Offset in the file behind the last byte that anything read so far may hang on, or a little further. Beyond the end
   * of the file if that was met.
   */
  get reach(): number {
    return this.windowStart + Math.max(this.position, this.furthest) + LOOKAHEAD;
  }

  /** Returns to an index where it was. */
  turnBack(position: number): void {
    this.furthest = Math.max(this.furthest, this.position);
    this.position = position;
  }

  /** Skips white space and comments. */
  skipBlank(): void {
    for (;;) {
      const code = this.peek();
      if (code === 0x25) this.skipLine();
      else if (code < 0 || kinds[code] !== BLANK) return;
      else this.position += 1;
    }
  }

  at(character: string): boolean {
    return this.peek() === character.charCodeAt(0);
  }

  /** Moves over `text` if it stands here. */
  take(text: string): boolean {
    for (let index = 0; index < text.length; index += 1) {
      if (this.peek(index) !== text.charCodeAt(index)) return false;
    }
    this.position += text.length;
    return true;
  }

  /** As `take`, and only where the word ends there. */
  takeWord(text: string): boolean {
    const before = this.position;
    if (this.take(text) && this.atWordEnd()) return true;
    this.turnBack(before);
    return false;
  }

  /** A run of regular characters, at most 128 of them: no keyword is longer. */
  word(): string {
    const start = this.position;
    while (!this.atWordEnd() && this.position - start < 128) this.position += 1;
    return this.text(start, this.position);
  }

  atNumber(): boolean {
    const code = this.peek();
    return isDigit(code) || code === 0x2b || code === 0x2d || code === 0x2e;
  }

  /** Digits only, or undefined without moving. */
  wholeNumber(): number | undefined {
    const start = this.position;
    let value = 0;
    // Not a digit more than can be told from too many, or a long run of them would be read again and again.
    while (this.position - start <= MAX_DIGITS && isDigit(this.peek())) {
      value = value * 10 + this.next() - 0x30;
    }
    if (this.position === start || this.position - start > MAX_DIGITS || !this.atWordEnd()) {
      this.turnBack(start);
      return undefined;
    }
    return value;
  }

  number(): number {
    const whole = this.wholeNumber();
    if (whole !== undefined) return whole;
    const start = this.offset;
    const text = this.word();
    if (!/^[+-]{0,2}(?:\d+\.?\d*|\.\d+|\.)-?\d*$/.test(text)) throw damaged(`no number at ${String(start)}`);
    // Old producers write `--5` and `12.-3`. Readers make different numbers of the like of `0-600`.
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) this.doubtful += 1;
    const value = Number(text.replace(/^[+-](?=[+-])/, '').replace(/(?!^)-.*$/, ''));
    return Number.isNaN(value) ? 0 : value;
  }

  /** A name, standing at its slash, with `#xx` decoded. */
  name(): string {
    this.position += 1;
    const start = this.position;
    while (!this.atWordEnd()) this.position += 1;
    const text = this.text(start, this.position);
    if (!text.includes('#')) return text;
    return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }

  hexString(): PdfString {
    const start = this.position + 1;
    const end = this.bytes.indexOf(0x3e, start);
    if (end < 0) return this.endless();
    this.position = end + 1;
    const place = { start: this.windowStart + start - 1, end: this.offset };
    // Node stops at the first pair that is not of two digits, so all of it was digits if nothing is lacking.
    const plain = Buffer.from(this.text(start, end), 'hex');
    if (plain.length * 2 === end - start) return new PdfString(plain, true, place);
    const bytes = new Uint8Array(Math.ceil((end - start) / 2));
    let digits = 0;
    for (let index = start; index < end; index += 1) {
      const code = this.bytes[index] ?? 0;
      if (kinds[code] === BLANK) continue;
      const digit = hexDigit(code);
      if (digit < 0) throw damaged(`no hex digit at ${String(this.windowStart + index)}`);
      bytes[digits >> 1] = (bytes[digits >> 1] ?? 0) | (digits % 2 === 0 ? digit << 4 : digit);
      digits += 1;
    }
    return new PdfString(bytes.subarray(0, Math.ceil(digits / 2)), true, place);
  }

  literalString(): PdfString {
    const out: number[] = [];
    let open = 0;
    for (;;) {
      const code = this.next();
      if (code === 0x28) {
        if (open > 0) out.push(code);
        open += 1;
      } else if (code === 0x29) {
        open -= 1;
        if (open === 0) return new PdfString(Uint8Array.from(out));
        out.push(code);
      } else if (code === 0x5c) this.escape(out);
      else if (code === CR) {
        if (this.peek() === LF) this.position += 1;
        out.push(LF);
      } else out.push(code);
    }
  }

  /** The line end after `stream`: CR LF or LF; a lone CR is let pass, as readers do. */
  takeStreamLineEnd(): void {
    while (this.peek() === 32 || this.peek() === 9) this.position += 1;
    if (this.peek() === CR) this.position += 1;
    if (this.peek() === LF) this.position += 1;
  }

  private escape(out: number[]): void {
    const code = this.next();
    if (code >= 0x30 && code <= 0x37) {
      let value = code - 0x30;
      for (let more = 0; more < 2; more += 1) {
        const digit = this.peek();
        if (digit < 0x30 || digit > 0x37) break;
        value = value * 8 + digit - 0x30;
        this.position += 1;
      }
      out.push(value & 0xff);
    } else if (code === CR) {
      if (this.peek() === LF) this.position += 1;
    } else if (code !== LF) out.push(ESCAPES[code] ?? code);
  }

  private text(start: number, end: number): string {
    return this.bytes.toString('latin1', start, end);
  }

  private skipLine(): void {
    for (let code = this.peek(); code >= 0 && code !== LF && code !== CR; code = this.peek())
      this.position += 1;
  }

  private atWordEnd(): boolean {
    const code = this.peek();
    return code < 0 || kinds[code] !== 0;
  }

  /** The code of a byte ahead, or -1 at the end of the file. */
  private peek(ahead = 0): number {
    const code = this.bytes[this.position + ahead];
    if (code !== undefined) return code;
    if (this.endsHere) return -1;
    throw tooSmall;
  }

  private next(): number {
    const code = this.peek();
    if (code < 0) return this.endless();
    this.position += 1;
    return code;
  }

  private endless(): never {
    if (!this.endsHere) throw tooSmall;
    throw damaged(`a string has no end before ${String(this.windowStart + this.bytes.length)}`);
  }
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isBlank(code: number): boolean {
  return kinds[code] === BLANK;
}

function hexDigit(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
