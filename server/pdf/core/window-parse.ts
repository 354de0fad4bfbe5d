import type { ByteSource } from './byte-source.js';
import { Lexer, WindowTooSmall } from './lexer.js';
import type { PdfLimits } from './limits.js';
import { Parser } from './parser.js';
import { damaged, overLimits } from './pdf-refusal.js';

const FIRST_WINDOW = 2048;

/**
 * Runs `read` on a window of the file that begins at `offset`, and again on a larger one while it is too small.
 * `read` therefore starts from nothing each time and keeps no state.
 */
export async function parseAt<T>(
  source: ByteSource,
  offset: number,
  limits: PdfLimits,
  read: (parser: Parser, lexer: Lexer) => T,
): Promise<T> {
  if (offset < 0 || offset >= source.size) throw damaged(`offset ${String(offset)} lies outside the file`);
  for (let length = FIRST_WINDOW; ; length *= 4) {
    if (length > 4 * limits.maxObjectBytes) throw overLimits(`an object at ${String(offset)} is too long`);
    const window = await source.read(offset, Math.min(length, limits.maxObjectBytes));
    const lexer = new Lexer(window, offset, offset + window.length >= source.size);
    try {
      return read(new Parser(lexer, { maxNesting: limits.maxNesting }), lexer);
    } catch (error) {
      if (!(error instanceof WindowTooSmall)) throw error;
    }
  }
}
