import { create } from 'qrcode';
import type { Drawing } from './drawing.js';

/** A QR code as operators in a square of `modules` units, origin at the lower left, without its quiet border. */
export interface QrDrawing {
  modules: number;
  operators: string;
}

/** White modules that scanners want on each side (ISO/IEC 18004). */
export const quietModules = 4;

const kept = new Map<string, QrDrawing>();
const keepAtMost = 256;

/**
 * The QR code of a text at error correction M, as filled vector runs: sharp on any printer, and no image to embed.
 *
 * The last codes are kept, since one letter is stamped, then drawn again for each copy and preview.
 */
export function qrDrawing(text: string): QrDrawing {
  const known = kept.get(text);
  if (known) return known;
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const drawing = { modules: modules.size, operators: `0 g ${runs(modules.data, modules.size).join(' ')} f` };
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '');
  kept.set(text, drawing);
  return drawing;
}

/** Draws the code with its white border into a square, of which (left, top) is the upper left corner. */
export function placeQr(drawing: Drawing, qr: QrDrawing, left: number, top: number, side: number): void {
  const module = side / (qr.modules + 2 * quietModules);
  const border = quietModules * module;
  drawing.fill(left, top - side, side, side, 1);
  drawing.place(qr.operators, left + border, top - side + border, module);
}

/** Dark modules side by side become one rectangle. The matrix counts rows from the top, the page from the foot. */
function runs(dark: Uint8Array, size: number): string[] {
  const out: string[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark[row * size + column]) continue;
      const start = column;
      while (column + 1 < size && dark[row * size + column + 1]) column++;
      out.push(`${start} ${size - 1 - row} ${column - start + 1} 1 re`);
    }
  }
  return out;
}
