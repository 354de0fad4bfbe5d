const BLANK = 1;
const DELIMITER = 2;
const DIGIT = 3;
const kinds = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) kinds[code] = BLANK;
for (const character of '()<>[]{}/%') kinds[character.charCodeAt(0)] = DELIMITER;
for (const character of '0123456789') kinds[character.charCodeAt(0)] = DIGIT;

/** More digits than any object number has. */
const MAX_DIGITS = 9;
const MAX_DEPTH = 32;
const NUMERIC = new Set([...'0123456789+-.'].map((character) => character.charCodeAt(0)));
const WORDS = new Set(['true', 'false', 'null']);
const ENDS = new Set(['endobj', 'stream']);

/**
 * Finds the references in one plainly written object, without making anything of it: four times as fast as the
 * parser. On the least doubt (comments, odd tokens, the end of the window) it gives up, and the parser decides.
 *
 * @param position Where the object's number begins in `bytes`.
 * @returns Where the object ends, or undefined where it gave up; then what it told of may be too little.
 */
export function scanReferences(
  bytes: Uint8Array,
  position: number,
  number: number,
  onReference: (number: number) => void,
): number | undefined {
  const start = afterHead(bytes, position, number);
  if (start === undefined) return undefined;
  let at = start;
  // Ends that are owed: `]` or `>>`.
  const owed: number[] = [];
  // The last two whole numbers, as long as nothing else stood between or after them.
  let first = -1;
  let second = -1;
  while (at < bytes.length) {
    const code = bytes[at] ?? 0;
    const kind = kinds[code];
    if (kind === BLANK) {
      at += 1;
      continue;
    }
    if (kind === DIGIT) {
      const end = skipDigits(bytes, at);
      const after = kinds[bytes[end] ?? 0];
      if (end - at <= MAX_DIGITS && (after === BLANK || after === DELIMITER)) {
        first = second;
        second = valueOf(bytes, at, end);
        at = end;
        continue;
      }
    }
    const end = endOfToken(bytes, at, code);
    if (end === undefined) return undefined;
    if (code === 0x52 && end === at + 1) {
      if (first < 0 || second < 0) return undefined;
      onReference(first);
    } else if (code === 0x5b || (code === 0x3c && bytes[at + 1] === 0x3c)) {
      if (owed.push(code === 0x5b ? 0x5d : 0x3e) > MAX_DEPTH) return undefined;
    } else if (code === 0x5d || code === 0x3e) {
      if (owed.pop() !== code) return undefined;
      if (owed.length === 0) return end;
    } else if (isLetter(code)) {
      const word = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('latin1');
      if (owed.length === 0 && ENDS.has(word)) return at;
      if (!WORDS.has(word)) return undefined;
    }
    first = -1;
    second = -1;
    at = end;
  }
  return undefined;
}

/** After `12 0 obj`, written with blanks alone. */
function afterHead(bytes: Uint8Array, position: number, number: number): number | undefined {
  const numberEnd = skipDigits(bytes, position);
  if (numberEnd - position > MAX_DIGITS || valueOf(bytes, position, numberEnd) !== number) return undefined;
  const generation = skipBlank(bytes, numberEnd);
  const generationEnd = skipDigits(bytes, generation);
  const keyword = skipBlank(bytes, generationEnd);
  if (numberEnd === position || generation === numberEnd || generationEnd === generation) return undefined;
  const isHead = bytes[keyword] === 0x6f && bytes[keyword + 1] === 0x62 && bytes[keyword + 2] === 0x6a;
  return isHead ? keyword + 3 : undefined;
}

function endOfToken(bytes: Uint8Array, at: number, code: number): number | undefined {
  switch (code) {
    case 0x28:
      return endOfText(bytes, at);
    case 0x3c:
      if (bytes[at + 1] === 0x3c) return at + 2;
      return within(bytes, bytes.indexOf(0x3e, at) + 1);
    case 0x3e:
      return bytes[at + 1] === 0x3e ? at + 2 : undefined;
    case 0x5b:
    case 0x5d:
      return at + 1;
    case 0x2f:
      return endOfWord(bytes, at + 1);
    default:
      if (kinds[code] === DELIMITER) return undefined;
      return isLetter(code) ? endOfWord(bytes, at) : endOfNumber(bytes, at);
  }
}

function within(bytes: Uint8Array, end: number): number | undefined {
  return end > 0 && end < bytes.length ? end : undefined;
}

/** A word that reaches to the end of the window may go on behind it. */
function endOfWord(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  for (let kind = kinds[bytes[at] ?? 0]; kind !== BLANK && kind !== DELIMITER; kind = kinds[bytes[at] ?? 0])
    at += 1;
  return within(bytes, at);
}

/** A number that is not whole, or too large to be an object's. */
function endOfNumber(bytes: Uint8Array, from: number): number | undefined {
  const end = endOfWord(bytes, from);
  for (let at = from; end !== undefined && at < end; at += 1) {
    if (!NUMERIC.has(bytes[at] ?? 0)) return undefined;
  }
  return end !== undefined && end - from <= MAX_DIGITS ? end : undefined;
}

function endOfText(bytes: Uint8Array, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const code = bytes[at];
    if (code === 0x5c) at += 1;
    else if (code === 0x28) depth += 1;
    else if (code === 0x29) {
      depth -= 1;
      if (depth === 0) return within(bytes, at + 1);
    }
  }
  return undefined;
}

function skipDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (kinds[bytes[at] ?? 0] === DIGIT) at += 1;
  return at;
}

function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && kinds[bytes[at] ?? 0] === BLANK) at += 1;
  return at;
}

function valueOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (bytes[at] ?? 0) - 0x30;
  return value;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
