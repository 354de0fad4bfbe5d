import { Drawing } from '../typeset/drawing.js';
import { textWidth, wrapText, type Face } from '../typeset/text-layout.js';

/** What a signature box says of its signer, as the rules for the kind of letter want it (rank and NIP may be left out). */
export interface SignatureBoxText {
  /** The capacity as printed above a name, line by line: `Plh. KEPALA DINAS …`, or `a.n. BUPATI …` and below it the own title. */
  capacity: readonly string[];
  name: string;
  rank?: string;
  nip?: string;
  /** Marks the box as having no legal force. */
  trial: boolean;
}

/** A drawn box, origin at its lower left corner, sizes in points. */
export interface SignatureBox {
  width: number;
  height: number;
  drawing: Drawing;
}

/** Width of the box on office paper, in points. */
export const signatureBoxWidth = 212;

const intro = 'Ditandatangani secara elektronik oleh:';
const corner = 'UJI COBA';
const smallestScale = 0.4;

interface BoxLine {
  text: string;
  face: Face;
  size: number;
  /** From the top of the box to the baseline. */
  down: number;
}

const kept = new Map<string, SignatureBox>();
const keepAtMost = 128;

/**
 * Draws the box that stands where a handwritten signature stood. There is no picture of handwriting in it: what signs
 * is the certificate, and the box only says whose.
 *
 * @param height Points; left out, the box is as high as its text. Given, the text shrinks until it fits.
 * @returns undefined when the text fits the given box at no legible size.
 */
export function signatureBox(
  text: SignatureBoxText,
  width: number = signatureBoxWidth,
  height?: number,
): SignatureBox | undefined {
  const key = JSON.stringify([text, width, height]);
  const known = kept.get(key);
  if (known) return known;
  for (let scale = 1; scale >= smallestScale; scale -= 0.05) {
    const layout = layOut(text, width, scale);
    if (height !== undefined && layout.height > height) continue;
    if (layout.lines.some((line) => textWidth(line.text, line.face, line.size) > width)) continue;
    const box = draw(layout.lines, text.trial, width, height ?? layout.height, scale);
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, box);
    return box;
  }
  return undefined;
}

function layOut(text: SignatureBoxText, width: number, scale: number): { lines: BoxLine[]; height: number } {
  const inner = width - 22 * scale;
  const lines: BoxLine[] = [];
  let down = (text.trial ? 10 : 1) * scale;
  const add = (words: string | undefined, face: Face, size: number, first: number, next: number) => {
    if (words === undefined || words === '') return;
    wrapText(words, face, size * scale, inner).forEach((line, index) => {
      down += (index === 0 ? first : next) * scale;
      lines.push({ text: line, face, size: size * scale, down });
    });
  };
  add(intro, 'regular', 9.6, 17, 12);
  text.capacity.forEach((line, index) => add(line, 'regular', 12, index === 0 ? 19.5 : 16, 16));
  add(text.name, 'bold', 12, 24.5, 16);
  add(text.rank, 'regular', 12, 16, 16);
  add(text.nip === undefined ? undefined : `NIP ${text.nip}`, 'regular', 12, 16, 16);
  return { lines, height: down + 13 * scale };
}

function draw(
  lines: readonly BoxLine[],
  trial: boolean,
  width: number,
  height: number,
  scale: number,
): SignatureBox {
  const drawing = new Drawing();
  drawing.fill(0, 0, width, height, 1);
  drawing.frame(0, 0, width, height, 0.8);
  if (trial) {
    const size = 9 * scale;
    const wide = textWidth(corner, 'bold', size) + 12 * scale;
    const high = 14 * scale;
    drawing.fill(width - wide, height - high, wide, high);
    drawing.text(corner, 'bold', width - wide + 6 * scale, height - high + 4 * scale, size, 1);
  }
  for (const line of lines) drawing.text(line.text, line.face, 11 * scale, height - line.down, line.size);
  return { width, height, drawing };
}
