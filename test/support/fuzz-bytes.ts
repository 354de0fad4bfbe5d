import type { FuzzRandom } from './fuzz-random.js';

/** Changes bytes without knowing what they mean. Always gives a new array. */
export function changeBytes(bytes: Uint8Array, random: FuzzRandom, from = 0): Uint8Array {
  const length = bytes.length - from;
  if (length <= 0) return Buffer.concat([bytes, random.bytes(1 + random.below(8))]);
  const at = from + random.below(length);
  const count = 1 + random.below(Math.min(length, random.pick([1, 4, 32, 600])));
  const piece = bytes.subarray(at, at + count);
  const before = bytes.subarray(0, at);
  const after = bytes.subarray(at + piece.length);
  switch (random.below(9)) {
    case 0:
    case 1:
    case 2:
      return flipBits(bytes, random, from);
    case 3:
      return Buffer.concat([before, random.bytes(piece.length), after]);
    case 4:
      return Buffer.concat([before, after]);
    case 5:
      return Buffer.concat([before, piece, piece, after]);
    case 6:
      return Buffer.concat([before, random.bytes(count), piece, after]);
    case 7:
      return Buffer.concat([before, Buffer.alloc(piece.length, random.pick([0, 0x20, 0x30, 0x0a])), after]);
    default:
      return movePiece(bytes, random, from);
  }
}

/** Cuts the end off, or puts something behind it. */
export function changeEnd(bytes: Uint8Array, random: FuzzRandom): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const ends = [...text.matchAll(/%%EOF\r?\n?/gu)].map((found) => found.index + found[0].length);
  switch (random.below(5)) {
    case 0:
      return bytes.slice(0, random.pick([...ends, bytes.length]));
    case 1:
      return bytes.slice(0, random.below(bytes.length));
    case 2:
      return Buffer.concat([bytes, Buffer.from(random.pick(['\n', '\r\n', ' \0 ', '%%EOF\n', '%', 'x']))]);
    case 3:
      return Buffer.concat([bytes, bytes.subarray(random.pick([0, ...ends]))]);
    default:
      return Buffer.concat([bytes, random.bytes(1 + random.below(64))]);
  }
}

function flipBits(bytes: Uint8Array, random: FuzzRandom, from: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  for (let count = 1 + random.below(3); count > 0; count -= 1) {
    const at = from + random.below(bytes.length - from);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  }
  return changed;
}

function movePiece(bytes: Uint8Array, random: FuzzRandom, from: number): Uint8Array {
  const [first = from, second = from, third = from] = Array.from(
    { length: 3 },
    () => from + random.below(bytes.length - from + 1),
  ).sort((a, b) => a - b);
  const [head, one, other, rest] = [
    bytes.subarray(0, first),
    bytes.subarray(first, second),
    bytes.subarray(second, third),
    bytes.subarray(third),
  ];
  return Buffer.concat([head, other, one, rest]);
}
