import { isBlank } from '../core/lexer.js';

export interface StreamBytes {
  readonly start: number;
  readonly length: number;
  /** Whether the length that the file says is not this one. */
  readonly corrected: boolean;
}

const word = 'endstream';
const LF = 10;
const CR = 13;

/**
 * Where a stream's bytes end: where its length says, if `endstream` stands there, else before the next `endstream`.
 * Undefined where there is none: the file was cut off in it.
 */
export function findStreamEnd(
  bytes: Buffer,
  start: number,
  said: number | undefined,
): StreamBytes | undefined {
  if (said !== undefined && said >= 0 && endsAt(bytes, start + said))
    return { start, length: said, corrected: false };
  const found = bytes.indexOf(word, start, 'latin1');
  if (found < 0) return undefined;
  let end = found;
  if (end > start && bytes[end - 1] === LF) end -= 1;
  if (end > start && bytes[end - 1] === CR) end -= 1;
  return { start, length: end - start, corrected: true };
}

function endsAt(bytes: Buffer, offset: number): boolean {
  if (offset > bytes.length) return false;
  let at = offset;
  while (at - offset < 8 && isBlank(bytes[at] ?? 0)) at += 1;
  return bytes.toString('latin1', at, at + word.length) === word;
}
