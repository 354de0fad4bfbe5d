import { isBlank, isDigit } from '../core/lexer.js';

/** What stands before an operator. Of a text only its length in bytes matters here, of a dictionary nothing. */
export type Operand = number | { readonly name: string } | { readonly length: number } | Operand[] | null;

const SLASH = 0x2f;
const OPEN = 0x28;
const CLOSE = 0x29;
const ESCAPE = 0x5c;
const COMMENT = 0x25;
const DELIMITERS = new Set([...'()<>[]{}/%'].map((character) => character.charCodeAt(0)));
/** No operator takes more; a heap of numbers that none takes is let go. */
const MOST_OPERANDS = 64;

/**
 * Tells the operators of a content stream one after another (ISO 32000-1, 7.8.2). What cannot be read is passed over, as
 * readers do: here nothing is drawn, and a picture that is wrong costs a warning.
 *
 * @param onOperator Gives false to end it.
 */
export function readOperators(
  bytes: Uint8Array,
  onOperator: (operator: string, operands: readonly Operand[]) => boolean,
): void {
  let at = 0;
  let operands: Operand[] = [];
  const open: Operand[][] = [];
  const push = (operand: Operand) => {
    const list = open.at(-1) ?? operands;
    if (list.length < MOST_OPERANDS || open.length > 0) list.push(operand);
  };
  while (at < bytes.length) {
    const code = bytes[at] ?? 0;
    if (isBlank(code)) at += 1;
    else if (code === COMMENT) at = lineEnd(bytes, at);
    else if (code === SLASH) {
      const end = wordEnd(bytes, at + 1);
      push({ name: textOf(bytes, at + 1, end) });
      at = end;
    } else if (code === OPEN) {
      const end = stringEnd(bytes, at);
      push({ length: end.length });
      at = end.at;
    } else if (code === 0x3c && bytes[at + 1] === 0x3c) {
      at = dictionaryEnd(bytes, at);
      push(null);
    } else if (code === 0x3c) {
      const end = bytes.indexOf(0x3e, at);
      const to = end < 0 ? bytes.length : end;
      push({ length: (to - at) >> 1 });
      at = to + 1;
    } else if (code === 0x5b) {
      open.push([]);
      at += 1;
    } else if (code === 0x5d) {
      const list = open.pop();
      if (list) push(list);
      at += 1;
    } else if (DELIMITERS.has(code)) at += 1;
    else {
      const end = wordEnd(bytes, at);
      const word = textOf(bytes, at, end);
      at = end;
      if (isDigit(code) || code === 0x2b || code === 0x2d || code === 0x2e) push(Number(word) || 0);
      else if (open.length > 0) continue;
      else {
        if (!onOperator(word, operands)) return;
        operands = [];
        if (word === 'ID') at = inlineImageEnd(bytes, at);
      }
    }
  }
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, 127)).toString('latin1');
}

function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && !isBlank(bytes[at] ?? 0) && !DELIMITERS.has(bytes[at] ?? 0)) at += 1;
  return at;
}

function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at += 1;
  return at;
}

function stringEnd(bytes: Uint8Array, from: number): { at: number; length: number } {
  let depth = 0;
  let length = -1;
  for (let at = from; at < bytes.length; at += 1) {
    const code = bytes[at];
    length += 1;
    if (code === ESCAPE) at += isDigit(bytes[at + 1] ?? 0) ? 3 : 1;
    else if (code === OPEN) depth += 1;
    else if (code === CLOSE) {
      depth -= 1;
      if (depth === 0) return { at: at + 1, length: length - 1 };
    }
  }
  return { at: bytes.length, length };
}

/** Only that it ends somewhere. */
function dictionaryEnd(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  while (at < bytes.length) {
    const code = bytes[at];
    if (code === OPEN) {
      at = stringEnd(bytes, at).at;
      continue;
    }
    const isTwice = bytes[at + 1] === code;
    if (code === 0x3c && isTwice) depth += 1;
    if (code === 0x3e && isTwice) depth -= 1;
    at += isTwice && (code === 0x3c || code === 0x3e) ? 2 : 1;
    if (depth === 0) return at;
  }
  return at;
}

/** A picture within the stream ends with `EI` between blanks. */
function inlineImageEnd(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const isEnd = bytes[at] === 0x45 && bytes[at + 1] === 0x49 && isBlank(bytes[at - 1] ?? 0);
    if (isEnd && (at + 2 >= bytes.length || isBlank(bytes[at + 2] ?? 0))) return at + 2;
  }
  return bytes.length;
}
