import { damaged, overLimits } from '../core/pdf-refusal.js';
import type { TrueTypeFont } from './true-type-font.js';

/** Some glyphs of a font, numbered anew from 0, as a font program that a PDF may embed. */
export interface TrueTypeSubset {
  readonly program: Uint8Array;
  /** Glyphs in the subset by their old number, in the order of the new one. */
  readonly glyphs: readonly number[];
}

/** Parts of a composite glyph are glyphs again; no font of ours needs as many. */
const mostGlyphs = 4096;

// Flags of a composite glyph (OpenType, `glyf`).
const wordArguments = 0x0001;
const oneScale = 0x0008;
const moreParts = 0x0020;
const twoScales = 0x0040;
const matrix = 0x0080;
const instructions = 0x0100;

/**
 * Cuts a font down to the wanted glyphs, those that they are composed of, and "not defined". Hints are left out: they
 * are programs, want three tables more, and matter on no printer.
 *
 * @param wanted glyph numbers of the font, in the order that they shall have
 * @throws {PdfRefusal} `pdf-damaged` for a font that lies about itself
 */
export function subsetOf(font: TrueTypeFont, wanted: readonly number[]): TrueTypeSubset {
  const numbers = new Map<number, number>([[0, 0]]);
  const number = (glyph: number) => {
    const known = numbers.get(glyph);
    if (known !== undefined) return known;
    if (numbers.size >= mostGlyphs) throw overLimits('a font of too many glyphs');
    numbers.set(glyph, numbers.size);
    return numbers.size - 1;
  };
  for (const glyph of wanted) number(glyph);

  const outlines: Uint8Array[] = [];
  // The map grows while it is walked: a composite glyph adds its parts at the end.
  for (const glyph of numbers.keys()) {
    const outline = font.outline(glyph);
    try {
      outlines.push(bare(outline, number));
    } catch (error) {
      if (error instanceof RangeError) throw damaged('a glyph that ends too soon', error);
      throw error;
    }
  }
  const glyphs = [...numbers.keys()];
  return { program: fontFile(font, glyphs, outlines), glyphs };
}

/** The outline without its hints, and with the new numbers of its parts. */
function bare(outline: Uint8Array, number: (glyph: number) => number): Uint8Array {
  if (outline.length === 0) return outline;
  const view = new DataView(outline.buffer, outline.byteOffset, outline.length);
  const contours = view.getInt16(0);
  if (contours >= 0) {
    const hints = 10 + 2 * contours;
    const length = view.getUint16(hints);
    const points = hints + 2 + length;
    if (points > outline.length) throw damaged('hints beyond their glyph');
    const out = Buffer.concat([outline.subarray(0, hints + 2), outline.subarray(points)]);
    out.writeUInt16BE(0, hints);
    return out;
  }
  const out = Buffer.from(outline);
  let place = 10;
  for (let more = true; more;) {
    const flags = view.getUint16(place);
    out.writeUInt16BE(flags & ~instructions, place);
    out.writeUInt16BE(number(view.getUint16(place + 2)), place + 2);
    place += 4 + (flags & wordArguments ? 4 : 2);
    place += flags & matrix ? 8 : flags & twoScales ? 4 : flags & oneScale ? 2 : 0;
    more = (flags & moreParts) !== 0;
  }
  if (place > out.length) throw damaged('a part beyond its glyph');
  return out.subarray(0, place);
}

function fontFile(
  font: TrueTypeFont,
  glyphs: readonly number[],
  outlines: readonly Uint8Array[],
): Uint8Array {
  const offsets = Buffer.alloc(4 * (glyphs.length + 1));
  let length = 0;
  const padded = outlines.flatMap((outline, index) => {
    const padding = new Uint8Array(-outline.length & 3);
    length += outline.length + padding.length;
    offsets.writeUInt32BE(length, 4 * (index + 1));
    return [outline, padding];
  });
  const metrics = Buffer.alloc(4 * glyphs.length);
  glyphs.forEach((glyph, index) => {
    const { advance, bearing } = font.metric(glyph);
    metrics.writeUInt16BE(advance, 4 * index);
    metrics.writeInt16BE(bearing, 4 * index + 2);
  });
  const head = copy(font.table('head'), 54);
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  const hhea = copy(font.table('hhea'), 36);
  hhea.writeUInt16BE(glyphs.length, 34);
  const maxp = copy(font.table('maxp'), 32);
  maxp.writeUInt16BE(glyphs.length, 4);
  // From twilight points to instructions: what only hints need.
  maxp.fill(0, 16, 28);
  return assembled([
    ['glyf', Buffer.concat(padded)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', metrics],
    ['loca', offsets],
    ['maxp', maxp],
  ]);
}

function copy(table: DataView, length: number): Buffer {
  if (table.byteLength < length) throw damaged('a font table that is too short');
  return Buffer.from(new Uint8Array(table.buffer, table.byteOffset, length));
}

/** Directory and tables, each at a multiple of four, with the sums that prove them whole (OpenType, "font file"). */
function assembled(tables: readonly (readonly [string, Buffer])[]): Uint8Array {
  const directory = Buffer.alloc(12 + 16 * tables.length);
  const power = Math.floor(Math.log2(tables.length));
  directory.writeUInt32BE(0x00010000, 0);
  directory.writeUInt16BE(tables.length, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (tables.length - 2 ** power), 10);
  const parts: Uint8Array[] = [directory];
  let offset = directory.length;
  let headAt = 0;
  tables.forEach(([tag, bytes], index) => {
    const row = 12 + 16 * index;
    directory.write(tag, row, 'latin1');
    directory.writeUInt32BE(sumOf(bytes), row + 4);
    directory.writeUInt32BE(offset, row + 8);
    directory.writeUInt32BE(bytes.length, row + 12);
    if (tag === 'head') headAt = offset;
    parts.push(bytes, new Uint8Array(-bytes.length & 3));
    offset += bytes.length + (-bytes.length & 3);
  });
  const whole = Buffer.concat(parts);
  whole.writeUInt32BE((0xb1b0afba - sumOf(whole)) >>> 0, headAt + 8);
  return whole;
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  const whole = bytes.length & ~3;
  for (let place = 0; place < whole; place += 4) sum = (sum + bytes.readUInt32BE(place)) >>> 0;
  for (let place = whole; place < bytes.length; place++) {
    sum = (sum + (bytes[place] ?? 0) * 2 ** (24 - 8 * (place & 3))) >>> 0;
  }
  return sum;
}
