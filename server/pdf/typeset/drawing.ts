import { embeddedFont, type EmbeddedFont } from './embedded-font.js';
import type { Face } from './face-fonts.js';
import type { LogoImage } from './logo-image.js';
import { runsWidth, textWidth, type TextRun } from './text-layout.js';

/** Names under which a drawing's resources must list its fonts and its image. */
export const fontNames: Readonly<Record<Face, string>> = { regular: 'NkR', bold: 'NkB', mono: 'NkM' };
export const imageName = 'NkI';

interface Line {
  readonly runs: readonly TextRun[];
  /** Operators before and after those that show the runs. */
  readonly before: string;
  readonly size: string;
}

/** A drawing that is done, with all that its resources must have. */
export interface FinishedDrawing {
  readonly operators: Uint8Array;
  readonly fonts: ReadonlyMap<Face, EmbeddedFont>;
  readonly image: LogoImage | undefined;
}

/**
 * Operators of a content stream, written one after another. Points, origin at the lower left, black on nothing.
 *
 * Nothing here knows of objects or files: the operators go into the stream of a form. Text is kept as text until the
 * end, when it is known which characters its fonts must have.
 */
export class Drawing {
  private readonly parts: (string | Line)[] = [];
  private logo: LogoImage | undefined;
  private finished: FinishedDrawing | undefined;

  /** One line of runs with its baseline at `y`. `ink` is grey from 0 (black) to 1 (white). Returns its width. */
  line(runs: readonly TextRun[], x: number, y: number, size: number, ink = 0): number {
    const before = `BT ${number(ink)} g 1 0 0 1 ${number(x)} ${number(y)} Tm`;
    this.write({ runs, before, size: number(size) });
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

  /** The one image of a drawing, its lower left corner at (x, y). */
  image(logo: LogoImage, x: number, y: number, width: number, height: number): void {
    this.logo = logo;
    this.write(
      `q ${number(width, 4)} 0 0 ${number(height, 4)} ${number(x)} ${number(y)} cm /${imageName} Do Q`,
    );
  }

  /** The same value until something more is drawn. */
  finish(): FinishedDrawing {
    if (this.finished) return this.finished;
    const texts = new Map<Face, string[]>();
    for (const part of this.parts) {
      if (typeof part === 'string') continue;
      for (const { text, face } of part.runs) texts.set(face, [...(texts.get(face) ?? []), text]);
    }
    const fonts = new Map([...texts].map(([face, all]) => [face, embeddedFont(face, all)]));
    const lines = this.parts.map((part) => (typeof part === 'string' ? part : shown(part, fonts)));
    const operators = Buffer.from(lines.join('\n') + '\n', 'latin1');
    this.finished = { operators, fonts, image: this.logo };
    return this.finished;
  }

  private write(part: string | Line): void {
    this.parts.push(part);
    this.finished = undefined;
  }
}

/** A real number as content streams want it: no exponent, no needless zeros. */
export function number(value: number, digits = 2): string {
  const fixed = value.toFixed(digits).replace(/\.?0+$/u, '');
  return fixed === '-0' || fixed === '' ? '0' : fixed;
}

function shown({ runs, before, size }: Line, fonts: ReadonlyMap<Face, EmbeddedFont>): string {
  const shows = runs.map(
    ({ text, face }) => `/${fontNames[face]} ${size} Tf ${fonts.get(face)?.encode(text) ?? '<>'} Tj`,
  );
  return `${before} ${shows.join(' ')} ET`;
}
