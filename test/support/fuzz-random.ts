/** Numbers that look random and come again for the same seed, so that a case can be made twice. */
export interface FuzzRandom {
  /** A whole number from 0 to `below` - 1; 0 where there is nothing to choose from. */
  below(below: number): number;
  pick<T>(from: readonly T[]): T;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  bytes(length: number): Uint8Array;
}

/** Mulberry32: small, quick, and even enough to choose mutations with. */
export function fuzzRandom(seed: number): FuzzRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * Math.max(1, limit));
  return {
    below,
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new RangeError('Nothing to choose from.');
      return from[below(from.length)] as T;
    },
    percent: (share) => below(100) < share,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
