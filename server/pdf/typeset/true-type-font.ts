import { damaged } from '../core/pdf-refusal.js';

/** A TrueType font with `glyf` outlines, read as far as a PDF needs it (OpenType 1.9). Bounds are checked throughout. */
export class TrueTypeFont {
  readonly glyphCount: number;
  readonly unitsPerEm: number;
  /** `[left, low, right, high]`, ascender and descender (negative), all in font units. */
  readonly box: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;

  private readonly view: DataView;
  private readonly tables: ReadonlyMap<string, DataView>;
  private readonly longOffsets: boolean;
  private readonly metricCount: number;
  private readonly known = new Map<number, number>();

  /** @throws {PdfRefusal} `pdf-damaged` when it is no such font */
  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.tables = guarded(() => tablesOf(this.view));
    const head = this.table('head');
    const hhea = this.table('hhea');
    ({
      unitsPerEm: this.unitsPerEm,
      box: this.box,
      longOffsets: this.longOffsets,
      ascent: this.ascent,
      descent: this.descent,
      metricCount: this.metricCount,
      glyphCount: this.glyphCount,
    } = guarded(() => ({
      unitsPerEm: head.getUint16(18),
      box: [head.getInt16(36), head.getInt16(38), head.getInt16(40), head.getInt16(42)] as const,
      longOffsets: head.getInt16(50) === 1,
      ascent: hhea.getInt16(4),
      descent: hhea.getInt16(6),
      metricCount: hhea.getUint16(34),
      glyphCount: this.table('maxp').getUint16(4),
    })));
    if (this.unitsPerEm < 16 || this.glyphCount < 1 || this.metricCount < 1)
      throw damaged('a font of no size');
  }

  /** The glyph of a character; 0, "not defined", for one that the font lacks. */
  glyphOf(codePoint: number): number {
    const known = this.known.get(codePoint);
    if (known !== undefined) return known;
    const glyph = guarded(() => lookUp(this.table('cmap'), codePoint));
    const good = glyph < this.glyphCount ? glyph : 0;
    this.known.set(codePoint, good);
    return good;
  }

  /** Advance width and left side bearing in font units. */
  metric(glyph: number): { advance: number; bearing: number } {
    const { metricCount } = this;
    const hmtx = this.table('hmtx');
    return guarded(() => ({
      advance: hmtx.getUint16(4 * Math.min(glyph, metricCount - 1)),
      bearing:
        glyph < metricCount
          ? hmtx.getInt16(4 * glyph + 2)
          : hmtx.getInt16(4 * metricCount + 2 * (glyph - metricCount)),
    }));
  }

  /** The glyph's description as the `glyf` table holds it; empty for one without ink. */
  outline(glyph: number): Uint8Array {
    if (glyph < 0 || glyph >= this.glyphCount) throw damaged('a glyph that the font has not');
    const glyf = this.table('glyf');
    const [start, end] = guarded(() => [this.offset(glyph), this.offset(glyph + 1)]);
    if (start > end || end > glyf.byteLength) throw damaged('a glyph beyond its table');
    return new Uint8Array(glyf.buffer, glyf.byteOffset + start, end - start);
  }

  /** @throws {PdfRefusal} `pdf-damaged` when the font has no such table */
  table(tag: string): DataView {
    const table = this.tables.get(tag);
    if (!table) throw damaged(`a font without ${tag}`);
    return table;
  }

  private offset(glyph: number): number {
    const loca = this.table('loca');
    return this.longOffsets ? loca.getUint32(4 * glyph) : 2 * loca.getUint16(2 * glyph);
  }
}

function tablesOf(view: DataView): Map<string, DataView> {
  const version = view.getUint32(0);
  if (version !== 0x00010000 && version !== 0x74727565) throw damaged('no TrueType font');
  const tables = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const row = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(row + place)));
    const [offset, length] = [view.getUint32(row + 8), view.getUint32(row + 12)];
    if (offset + length > view.byteLength) throw damaged('a font table beyond the font');
    tables.set(tag, new DataView(view.buffer, view.byteOffset + offset, length));
  }
  return tables;
}

/** Reading beyond a view is a RangeError of the language; here it says that the font is cut or lies. */
function guarded<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw damaged('a font that ends too soon', error);
    throw error;
  }
}

/** Looks up in the subtable for all of Unicode where there is one, else in that of the first plane. */
function lookUp(cmap: DataView, codePoint: number): number {
  let first: number | undefined;
  let all: number | undefined;
  for (let index = 0; index < cmap.getUint16(2); index++) {
    const row = 4 + 8 * index;
    const [platform, encoding] = [cmap.getUint16(row), cmap.getUint16(row + 2)];
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
    const start = cmap.getUint32(row + 4);
    const format = cmap.getUint16(start);
    if (format === 12) all = start;
    if (format === 4) first = start;
  }
  if (all !== undefined) return fromGroups(cmap, all, codePoint);
  if (first !== undefined && codePoint <= 0xffff) return fromSegments(cmap, first, codePoint);
  return 0;
}

/** Format 12: groups of characters that follow one another. */
function fromGroups(cmap: DataView, start: number, codePoint: number): number {
  let low = 0;
  let high = cmap.getUint32(start + 12) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const row = start + 16 + 12 * middle;
    if (codePoint < cmap.getUint32(row)) high = middle - 1;
    else if (codePoint > cmap.getUint32(row + 4)) low = middle + 1;
    else return cmap.getUint32(row + 8) + codePoint - cmap.getUint32(row);
  }
  return 0;
}

/** Format 4: segments of the first plane, each with a shift or a list of its own. */
function fromSegments(cmap: DataView, start: number, codePoint: number): number {
  const double = cmap.getUint16(start + 6);
  const ends = start + 14;
  const starts = ends + double + 2;
  for (let row = 0; row < double; row += 2) {
    if (codePoint > cmap.getUint16(ends + row)) continue;
    const from = cmap.getUint16(starts + row);
    if (codePoint < from) return 0;
    const shift = cmap.getUint16(starts + double + row);
    const rangeAt = starts + 2 * double + row;
    const range = cmap.getUint16(rangeAt);
    if (range === 0) return (codePoint + shift) & 0xffff;
    const glyph = cmap.getUint16(rangeAt + range + 2 * (codePoint - from));
    return glyph === 0 ? 0 : (glyph + shift) & 0xffff;
  }
  return 0;
}
