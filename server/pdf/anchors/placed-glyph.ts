/** `[a b c d e f]`, as PDF writes a change of coordinates (ISO 32000-1 §8.3.3). */
export type Matrix = readonly [number, number, number, number, number, number];

/** A character where it stands, in the page's own space. */
export interface PlacedGlyph {
  readonly text: string;
  /** Where it begins on its baseline, and where the next begins. */
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  /** From the baseline to the height of one em. */
  readonly up: readonly [number, number];
  /** Of unit length. */
  readonly along: readonly [number, number];
}

export const identity: Matrix = [1, 0, 0, 1, 0, 0];

/** What `inner` does first and `outer` after it. */
export function chained(inner: Matrix, outer: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [g, h, i, j, k, l] = outer;
  return [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
}

export function moved([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** Undefined for one that has no way back. */
export function inverse([a, b, c, d, e, f]: Matrix): Matrix | undefined {
  const area = a * d - b * c;
  if (!Number.isFinite(1 / area)) return undefined;
  return [d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area];
}
