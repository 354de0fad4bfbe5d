import { PdfRefusal } from '../core/pdf-refusal.js';
import { faceFont, type Face } from './face-fonts.js';

/** A character as it is printed. */
export interface PrintedCharacter {
  readonly codePoint: number;
  readonly glyph: number;
  /** Advance width in thousandths of an em, as `/W` of the font says it to readers. */
  readonly width: number;
}

/** Control and format characters (marks that turn the direction of writing among them), and the soft hyphen. */
const unseen = /[\p{Cc}\p{Cf}\u00AD]/gu;

const kept: Record<Face, Map<string, readonly PrintedCharacter[]>> = {
  regular: new Map(),
  bold: new Map(),
  mono: new Map(),
};
const keepAtMost = 1024;

/**
 * The characters that stand on paper for a text: composed (NFC), white space as a blank, without what cannot be seen.
 * One that the font lacks is set as what Unicode holds to be the same letter in plain form (NFKC) or not at all.
 *
 * @throws {PdfRefusal} `character-not-in-font`: a name is printed as it is written, or the signature is not made
 */
export function printedText(text: string, face: Face): readonly PrintedCharacter[] {
  const known = kept[face].get(text);
  if (known) return known;
  const printed: PrintedCharacter[] = [];
  for (const character of text.normalize('NFC').replace(/\s+/gu, ' ').replace(unseen, '')) {
    const one = inFont(character, face);
    const plain = one ? [one] : [...character.normalize('NFKC')].map((letter) => inFont(letter, face));
    for (const letter of plain) {
      if (!letter) throw new PdfRefusal('character-not-in-font', nameOf(character));
      printed.push(letter);
    }
  }
  if (kept[face].size >= keepAtMost) kept[face].clear();
  kept[face].set(text, printed);
  return printed;
}

/** The text with a dot for each character that cannot be printed, where a page is better with a gap than not at all. */
export function printable(text: string, face: Face): string {
  return [...text]
    .map((character) => {
      try {
        printedText(character, face);
        return character;
      } catch (error) {
        if (error instanceof PdfRefusal) return '·';
        throw error;
      }
    })
    .join('');
}

function inFont(character: string, face: Face): PrintedCharacter | undefined {
  const codePoint = character.codePointAt(0) ?? 0;
  const { font } = faceFont(face);
  const glyph = font.glyphOf(codePoint);
  if (glyph === 0) return undefined;
  return { codePoint, glyph, width: thousandths(font.metric(glyph).advance, font.unitsPerEm) };
}

/** Font units in thousandths of an em, whole, as widths in a PDF are. */
export function thousandths(units: number, unitsPerEm: number): number {
  return Math.round((units * 1000) / unitsPerEm);
}

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `“${character}” (U+${code})`;
}
