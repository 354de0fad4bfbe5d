import type { ByteSource } from './byte-source.js';
import { Lexer, WindowTooSmall } from './lexer.js';
import type { PdfLimits } from './limits.js';
import { Parser } from './parser.js';
import { damaged, overLimits } from './pdf-refusal.js';

const FIRST_WINDOW = 2048;

/** The reach of several readings: that of the one that went furthest (see `Lexer.reach`). */
export class Reach {
  end = 0;

  note(end: number): void {
    this.end = Math.max(this.end, end);
  }
}

/**
 * Runs `read` on a window of the file that begins at `offset`, and again on a larger one while it is too small.
 * `read` therefore starts from nothing each time and keeps no state.
 */
export async function parseAt<T>(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  read: (parser: Parser, lexer: Lexer) => T,
  reach?: Reach,
): Promise<T> {
  if (offset < 0 || offset >= source.size) throw damaged(`offset ${String(offset)} lies outside the file`);
  for (let length = FIRST_WINDOW; ; length *= 4) {
    if (length > 4 * limits.maxObjectBytes) throw overLimits(`an object at ${String(offset)} is too long`);
    const window = await source.read(offset, Math.min(length, limits.maxObjectBytes));
    const lexer = new Lexer(window, offset, offset + window.length >= source.size);
    try {
      const value = read(new Parser(lexer, { maxNesting: limits.maxNesting }), lexer);
      reach?.note(lexer.reach);
      return value;
    } catch (error) {
      if (!(error instanceof WindowTooSmall)) throw error;
    }
  }
}
