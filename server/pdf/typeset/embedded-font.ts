import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { faceFont, type Face } from './face-fonts.js';
import { printedText, thousandths, type PrintedCharacter } from './printed-text.js';
import { subsetOf } from './true-type-subset.js';

/** A font as it goes into a PDF: only the glyphs that are shown, numbered by what the text's codes say (Identity-H). */
export interface EmbeddedFont {
  /** `ABCDEF+Arimo-Regular`: the tag says that it is a part (ISO 32000-1 §9.6.4). */
  readonly name: string;
  /** The font program, deflated, and its length before. */
  readonly program: Uint8Array;
  readonly programLength: number;
  /** The CMap that tells readers which characters the codes are, deflated. */
  readonly toUnicode: Uint8Array;
  /** One bit for each glyph, all set, as PDF/A-1 asks of a part of a font. */
  readonly glyphSet: Uint8Array;
  /** Of all glyphs from 0, thousandths of an em. */
  readonly widths: readonly number[];
  readonly box: readonly number[];
  readonly ascent: number;
  readonly descent: number;
  readonly stem: number;
  readonly fixedPitch: boolean;
  /** The text as a hexadecimal string for `Tj`. Its characters must be among those that the font was made for. */
  encode(text: string): string;
}

const kept = new Map<string, EmbeddedFont>();
const keepAtMost = 256;
/** What the verification code of a letter consists of. */
const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ ';

/**
 * The font of a face with the glyphs that these texts need. Fonts are kept by what is in them; a digit brings all ten,
 * and a letter of a code all of its alphabet, so that the next number or code finds its font ready.
 */
export function embeddedFont(face: Face, texts: Iterable<string>): EmbeddedFont {
  const characters = new Map<number, PrintedCharacter>();
  const add = (text: string) => {
    for (const one of printedText(text, face)) characters.set(one.codePoint, one);
  };
  for (const text of texts) add(text);
  if ([...characters.keys()].some((code) => code >= 0x30 && code <= 0x39)) add('0123456789');
  if (face === 'mono') add(codeAlphabet);
  const sorted = [...characters.values()].sort((a, b) => a.codePoint - b.codePoint);
  const key = `${face} ${sorted.map(({ codePoint }) => codePoint.toString(36)).join(' ')}`;
  const known = kept.get(key);
  if (known) return known;
  const font = embed(face, sorted, key);
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, font);
  return font;
}

function embed(face: Face, characters: readonly PrintedCharacter[], key: string): EmbeddedFont {
  const { font, name, stem } = faceFont(face);
  const { program, glyphs } = subsetOf(
    font,
    characters.map(({ glyph }) => glyph),
  );
  const numbers = new Map(glyphs.map((glyph, index) => [glyph, index]));
  const codes = new Map<number, string>();
  for (const { codePoint, glyph } of characters) {
    codes.set(codePoint, (numbers.get(glyph) ?? 0).toString(16).padStart(4, '0'));
  }
  const inEm = (units: number) => thousandths(units, font.unitsPerEm);
  return {
    name: `${tagOf(key)}+${name}`,
    program: deflateSync(program),
    programLength: program.length,
    toUnicode: deflateSync(Buffer.from(toUnicode(codes), 'latin1')),
    glyphSet: allOf(glyphs.length),
    widths: glyphs.map((glyph) => inEm(font.metric(glyph).advance)),
    box: font.box.map(inEm),
    ascent: inEm(font.ascent),
    descent: inEm(font.descent),
    stem,
    fixedPitch: face === 'mono',
    encode: (text) =>
      `<${printedText(text, face)
        .map(({ codePoint }) => codes.get(codePoint) ?? '0000')
        .join('')}>`,
  };
}

/** Six capitals that differ where the parts differ. */
function tagOf(key: string): string {
  const hash = createHash('sha256').update(key).digest();
  return String.fromCharCode(...hash.subarray(0, 6).map((byte) => 65 + (byte % 26)));
}

function allOf(count: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(count / 8)).fill(0xff);
  if (count % 8 !== 0) bits[bits.length - 1] = (0xff00 >> (count % 8)) & 0xff;
  return bits;
}

/** A glyph that two characters share is told as the first of them. At most a hundred rows stand in one block. */
function toUnicode(codes: ReadonlyMap<number, string>): string {
  const characterOf = new Map<string, number>();
  for (const [codePoint, code] of codes) if (!characterOf.has(code)) characterOf.set(code, codePoint);
  const rows = [...characterOf].map(([code, codePoint]) => `<${code}> <${utf16(codePoint)}>`);
  const blocks: string[] = [];
  for (let start = 0; start < rows.length; start += 100) {
    const block = rows.slice(start, start + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
    ...blocks,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end\nend',
  ].join('\n');
}

function utf16(codePoint: number): string {
  return [...Buffer.from(String.fromCodePoint(codePoint), 'utf16le').swap16()]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
