import { chained, identity, moved, type Matrix } from '../anchors/placed-glyph.js';
import { type PdfObject, PdfDict } from '../core/objects.js';
import type { Rectangle } from '../verify/rectangle.js';
import type { Operand } from './read-operators.js';

/** Width of a character, in ems, where nobody asks the font: rather too small. */
const USUAL_WIDTH = 0.45;

/** A piece of text that is seen, about: its length is guessed from its characters. */
export interface SeenText extends Rectangle {
  /** The form in which it is drawn, 0 for the page itself. */
  readonly form: number;
  /** How many things were drawn before it. */
  readonly turn: number;
}

/** Something opaque that an object of its own draws: a picture, or a filled area in a form. */
export interface Cover extends Rectangle {
  readonly form: number;
  readonly turn: number;
}

/** What was drawn so far, in its order. */
export interface Drawn {
  readonly texts: SeenText[];
  readonly covers: Cover[];
  turn: number;
}

/** As a stream draws from here on. */
export interface Graphics {
  matrix: Matrix;
  size: number;
  /** Bytes of one character. */
  step: 1 | 2;
  leading: number;
  isSeen: boolean;
  isOpaque: boolean;
}

export const usualGraphics = (matrix: Matrix): Graphics => ({
  matrix,
  size: 0,
  step: 1,
  leading: 0,
  isSeen: true,
  isOpaque: true,
});

/** Follows where things are drawn in one stream. */
export class DrawingPen {
  now: Graphics;
  readonly #kept: Graphics[] = [];
  #line: Matrix = identity;
  #text: Matrix = identity;
  #path: Rectangle[] = [];
  /** A path of more than rectangles may leave out most of them. */
  #isOther = false;

  constructor(
    private readonly drawn: Drawn,
    start: Graphics,
    private readonly form: number,
  ) {
    this.now = { ...start };
  }

  setFont(size: number, font: PdfObject): void {
    this.now.size = size;
    this.now.step = font instanceof PdfDict && font.name('Subtype') === 'Type0' ? 2 : 1;
  }

  cover(left: number, bottom: number, right: number, top: number): void {
    this.drawn.turn += 1;
    const [, b, c] = this.now.matrix;
    const [a, , , d] = this.now.matrix;
    // A slanted one covers less than the rectangle around it.
    const isUpright =
      (Math.abs(b) < 0.01 && Math.abs(c) < 0.01) || (Math.abs(a) < 0.01 && Math.abs(d) < 0.01);
    if (!this.now.isOpaque || !isUpright) return;
    this.drawn.covers.push({ ...around(this.now.matrix, left, bottom, right, top), ...this.place });
  }

  follow(operator: string, operands: readonly Operand[]): void {
    const [first, second] = [numberAt(operands, 0), numberAt(operands, 1)];
    switch (operator) {
      case 'q':
        if (this.#kept.length < 256) this.#kept.push({ ...this.now });
        break;
      case 'Q':
        this.now = this.#kept.pop() ?? this.now;
        break;
      case 'cm':
        this.now.matrix = chained(sixOf(operands), this.now.matrix);
        break;
      case 'BT':
        this.#line = this.#text = identity;
        break;
      case 'Tm':
        this.#line = this.#text = sixOf(operands);
        break;
      case 'TL':
        this.now.leading = first;
        break;
      case 'TD':
        this.now.leading = -second;
        this.nextLine(first, second);
        break;
      case 'Td':
        this.nextLine(first, second);
        break;
      case 'T*':
        this.nextLine(0, -this.now.leading);
        break;
      case 'Tr':
        this.now.isSeen = first !== 3 && first !== 7;
        break;
      case "'":
      case '"':
        this.nextLine(0, -this.now.leading);
        this.show(operands.at(-1) ?? null);
        break;
      case 'Tj':
      case 'TJ':
        this.show(operands[0] ?? null);
        break;
      default:
        this.followPath(operator, operands);
    }
  }

  private followPath(operator: string, operands: readonly Operand[]): void {
    if (operator === 're') {
      const [x, y, width, height] = [0, 1, 2, 3].map((at) => numberAt(operands, at));
      this.#path.push(rectangle(x ?? 0, y ?? 0, (x ?? 0) + (width ?? 0), (y ?? 0) + (height ?? 0)));
    } else if (['m', 'l', 'c', 'v', 'y'].includes(operator)) this.#isOther = true;
    else {
      const isFilled = operator !== 'S' && operator !== 's' && operator !== 'n';
      // What the page itself fills cannot be taken away from it without changing the page.
      if (isFilled && !this.#isOther && this.form > 0)
        for (const { left, bottom, right, top } of this.#path) this.cover(left, bottom, right, top);
      this.#path = [];
      this.#isOther = false;
    }
  }

  private nextLine(x: number, y: number): void {
    this.#line = this.#text = chained([1, 0, 0, 1, x, y], this.#line);
  }

  private show(shown: Operand): void {
    const { size, step, matrix, isSeen } = this.now;
    const parts: readonly Operand[] = Array.isArray(shown) ? (shown as Operand[]) : [shown];
    for (const part of parts) {
      if (typeof part === 'number') {
        this.#text = chained([1, 0, 0, 1, (-part / 1000) * size, 0], this.#text);
      } else if (isText(part)) {
        const width = (part.length / step) * USUAL_WIDTH * size;
        this.drawn.turn += 1;
        if (isSeen && width !== 0)
          this.drawn.texts.push({
            ...around(chained(this.#text, matrix), 0, -0.1 * size, width, 0.7 * size),
            ...this.place,
          });
        this.#text = chained([1, 0, 0, 1, width, 0], this.#text);
      }
    }
  }

  private get place(): { form: number; turn: number } {
    return { form: this.form, turn: this.drawn.turn };
  }
}

function around(matrix: Matrix, left: number, bottom: number, right: number, top: number): Rectangle {
  const [x1, y1] = moved(matrix, left, bottom);
  const [x2, y2] = moved(matrix, right, top);
  return rectangle(x1, y1, x2, y2);
}

function rectangle(x1: number, y1: number, x2: number, y2: number): Rectangle {
  return {
    left: Math.min(x1, x2),
    bottom: Math.min(y1, y2),
    right: Math.max(x1, x2),
    top: Math.max(y1, y2),
  };
}

export function numberAt(operands: readonly Operand[], at: number): number {
  const value = operands[at];
  return typeof value === 'number' ? value : 0;
}

export function nameIn(operands: readonly Operand[]): string {
  const [first] = operands;
  return first !== null && typeof first === 'object' && 'name' in first ? first.name : '';
}

function sixOf(operands: readonly Operand[]): Matrix {
  const numbers = operands.filter((operand) => typeof operand === 'number');
  return numbers.length === 6 ? (numbers as unknown as Matrix) : identity;
}

function isText(operand: Operand): operand is { readonly length: number } {
  return operand !== null && typeof operand === 'object' && !Array.isArray(operand) && 'length' in operand;
}
