import type { PdfDict } from './objects.js';
import { damaged } from './pdf-refusal.js';

/**
 * Undoes the PNG predictors (ISO 32000-1, 7.4.4.4) that cross-reference streams are packed with. TIFF's is for
 * images and refused.
 */
export function undoPredictor(bytes: Uint8Array, parameters: PdfDict): Uint8Array {
  const predictor = parameters.integer('Predictor') ?? 1;
  if (predictor === 1) return bytes;
  if (predictor < 10 || predictor > 15) throw damaged('a predictor that is not read here');

  const colours = parameters.integer('Colors') ?? 1;
  const bits = parameters.integer('BitsPerComponent') ?? 8;
  const columns = parameters.integer('Columns') ?? 1;
  if (colours < 1 || colours > 32 || bits < 1 || bits > 16 || columns < 1 || columns > 1 << 20) {
    throw damaged('a predictor with senseless numbers');
  }
  const pixel = Math.max(1, (colours * bits) >> 3);
  const width = Math.ceil((colours * bits * columns) / 8);
  const rows = Math.ceil(bytes.length / (width + 1));
  const out = new Uint8Array(Math.max(0, bytes.length - rows));

  for (let row = 0; row < rows; row += 1) {
    const from = row * (width + 1);
    const kind = bytes[from] ?? 0;
    const to = row * width;
    const length = Math.min(width, bytes.length - from - 1);
    for (let index = 0; index < length; index += 1) {
      const left = index >= pixel ? (out[to + index - pixel] ?? 0) : 0;
      const up = row > 0 ? (out[to + index - width] ?? 0) : 0;
      const corner = row > 0 && index >= pixel ? (out[to + index - width - pixel] ?? 0) : 0;
      out[to + index] = (bytes[from + 1 + index] ?? 0) + foretold(kind, left, up, corner);
    }
  }
  return out;
}

function foretold(kind: number, left: number, up: number, corner: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      throw damaged('an unknown row predictor');
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
