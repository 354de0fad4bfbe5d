import { runsWidth, textWidth, type Face, type TextRun } from './text-layout.js';
import { toWinAnsi } from './win-ansi.js';

/** Names under which a drawing's resources must list its fonts. */
export const fontNames: Readonly<Record<Face, string>> = { regular: 'NkR', bold: 'NkB', mono: 'NkM' };

/** The standard font of each face (ISO 32000-1 §9.6.2.2). */
export const standardFonts: Readonly<Record<Face, string>> = {
  regular: 'Helvetica',
  bold: 'Helvetica-Bold',
  mono: 'Courier-Bold',
};

/**
 * Operators of a content stream, written one after another. Points, origin at the lower left, black on nothing.
 *
 * Nothing here knows of objects or files: the text goes into the stream of a form.
 */
export class Drawing {
  private readonly parts: string[] = [];
  private readonly used = new Set<Face>();
  private written: Uint8Array | undefined;

  /** Fonts that the resources must name. */
  get faces(): Face[] {
    return [...this.used];
  }

  /** One line of runs with its baseline at `y`. `ink` is grey from 0 (black) to 1 (white). Returns its width. */
  line(runs: readonly TextRun[], x: number, y: number, size: number, ink = 0): number {
    const shows = runs.map((run) => {
      this.used.add(run.face);
      return `/${fontNames[run.face]} ${number(size)} Tf ${literal(toWinAnsi(run.text))} Tj`;
    });
    this.write(`BT ${number(ink)} g 1 0 0 1 ${number(x)} ${number(y)} Tm ${shows.join(' ')} ET`);
    return runsWidth(runs, size);
  }

  /** One line in one face. */
  text(text: string, face: Face, x: number, y: number, size: number, ink = 0): number {
    this.line([{ text, face }], x, y, size, ink);
    return textWidth(text, face, size);
  }

  /** A filled rectangle; `ink` is grey from 0 (black) to 1 (white). */
  fill(x: number, y: number, width: number, height: number, ink = 0): void {
    this.write(`${number(ink)} g ${number(x)} ${number(y)} ${number(width)} ${number(height)} re f`);
  }

  /** The outline of a rectangle, drawn wholly inside it. */
  frame(x: number, y: number, width: number, height: number, stroke: number): void {
    const half = stroke / 2;
    this.write(
      `0 G ${number(stroke)} w ${number(x + half)} ${number(y + half)} ${number(width - stroke)} ${number(height - stroke)} re S`,
    );
  }

  /** Ready operators, set in a frame of their own whose origin is (x, y) and whose unit is `scale` points. */
  place(operators: string, x: number, y: number, scale: number): void {
    this.write(`q ${number(scale, 5)} 0 0 ${number(scale, 5)} ${number(x)} ${number(y)} cm ${operators} Q`);
  }

  /** The same array until something more is drawn. */
  bytes(): Uint8Array {
    this.written ??= Buffer.from(this.parts.join('\n') + '\n', 'latin1');
    return this.written;
  }

  private write(operators: string): void {
    this.parts.push(operators);
    this.written = undefined;
  }
}

/** A real number as content streams want it: no exponent, no needless zeros. */
export function number(value: number, digits = 2): string {
  const fixed = value.toFixed(digits).replace(/\.?0+$/u, '');
  return fixed === '-0' || fixed === '' ? '0' : fixed;
}

/** Codes as a literal string, with what would end or change it escaped (ISO 32000-1 §7.3.4.2). */
function literal(codes: Uint8Array): string {
  let out = '(';
  for (const code of codes) {
    if (code === 0x28 || code === 0x29 || code === 0x5c) out += '\\';
    out += String.fromCharCode(code);
  }
  return out + ')';
}
