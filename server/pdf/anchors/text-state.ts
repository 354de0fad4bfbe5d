import { chained, identity, moved, type Matrix, type PlacedGlyph } from './placed-glyph.js';

/** What is used of a font. */
export interface GlyphFont {
  /** Glyph units to ems; a thousandth unless the font draws its glyphs itself. */
  readonly unit: number;
  readonly vertical: boolean;
  /** Advance downwards of glyphs that say none, in glyph units. */
  readonly verticalAdvance: number;
}

/** A glyph as pdf.js hands it out. */
export interface ShownGlyph {
  readonly unicode: string;
  readonly width: number;
  readonly isSpace: boolean;
  readonly vmetric?: readonly number[] | null;
}

interface Parameters {
  matrix: Matrix;
  font: GlyphFont | undefined;
  size: number;
  characterSpacing: number;
  wordSpacing: number;
  stretch: number;
  leading: number;
  rise: number;
}

/** A file that nests deeper than this is not one that an office writes. */
const deepest = 256;

/** Follows the graphics and text state through a page (ISO 32000-1 §9.3, §9.4), and says where each glyph falls. */
export class TextState {
  readonly glyphs: PlacedGlyph[] = [];
  private state: Parameters = {
    matrix: identity,
    font: undefined,
    size: 0,
    characterSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
  };
  private readonly saved: Parameters[] = [];
  private line: Matrix = identity;
  private text: Matrix = identity;

  save(): void {
    if (this.saved.length < deepest) this.saved.push({ ...this.state });
  }

  restore(): void {
    this.state = this.saved.pop() ?? this.state;
  }

  transform(matrix: Matrix): void {
    this.state.matrix = chained(matrix, this.state.matrix);
  }

  set(parameters: Partial<Omit<Parameters, 'matrix'>>): void {
    Object.assign(this.state, parameters);
  }

  setLine(matrix: Matrix): void {
    this.line = this.text = matrix;
  }

  moveLine(x: number, y: number): void {
    this.setLine(chained([1, 0, 0, 1, x, y], this.line));
  }

  nextLine(): void {
    this.moveLine(0, -this.state.leading);
  }

  show(items: readonly (ShownGlyph | number)[]): void {
    const { font, size, stretch } = this.state;
    if (!font) return;
    for (const item of items) {
      if (typeof item === 'number') {
        const back = (-item / 1000) * size;
        this.advance(font.vertical ? 0 : back * stretch, font.vertical ? back : 0);
      } else this.place(item, font);
    }
  }

  private place(glyph: ShownGlyph, font: GlyphFont): void {
    const { size, stretch, rise, characterSpacing, wordSpacing, matrix } = this.state;
    const spacing = characterSpacing + (glyph.isSpace ? wordSpacing : 0);
    const whole = chained(chained([size * stretch, 0, 0, size, 0, rise], this.text), matrix);
    const [right, down] = font.vertical
      ? [0, (glyph.vmetric?.[0] ?? font.verticalAdvance) * font.unit]
      : [glyph.width * font.unit, 0];
    const along = font.vertical ? [-whole[2], -whole[3]] : [whole[0], whole[1]];
    const length = Math.hypot(along[0] ?? 0, along[1] ?? 0);
    if (Number.isFinite(length) && length > 0) {
      this.glyphs.push({
        text: glyph.unicode,
        from: moved(whole, 0, 0),
        to: moved(whole, right, down),
        up: [whole[2], whole[3]],
        along: [(along[0] ?? 0) / length, (along[1] ?? 0) / length],
      });
    }
    if (font.vertical) this.advance(0, down * size + spacing);
    else this.advance((right * size + spacing) * stretch, 0);
  }

  private advance(x: number, y: number): void {
    this.text = chained([1, 0, 0, 1, x, y], this.text);
  }
}
