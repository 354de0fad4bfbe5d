import type { PlacedGlyph } from './placed-glyph.js';

/** A tag and the glyphs that it consists of, first to last. */
export interface TagHit {
  readonly tag: string;
  readonly glyphs: readonly PlacedGlyph[];
}

/** `${ttd}`, `${ttd_pengirim1}`; and the one character that some offices use instead. */
const usual = /\$\{ttd[\p{L}\p{N}_.-]{0,64}\}|#/giu;
/** What a template leaves where nobody filled it in: `${nomor_naskah}`, `{{tanggal}}`; not the place of a signature. */
export const unfilled = /\$\{(?!ttd)[A-Z_][A-Z0-9_.-]{0,39}\}|\{\{(?!ttd)[A-Z_][A-Z0-9_.-]{0,39}\}\}/giu;
/** Parts of ems: how far a glyph may stand off its line, how wide a gap in a tag may be, and how near a glyph is the same. */
const offLine = 0.3;
const widestGap = 1.6;
const sameGlyph = 0.1;
/** Angles in a circle that are told apart. */
const angles = 360;

/**
 * Finds tags in the glyphs of a page, in whatever pieces and with whatever blanks the words were written. Glyphs are
 * put together by the line that they stand on, whichever way it runs.
 *
 * @param names the tags to look for; left out, those of `pattern`, the usual ones
 */
export function findTags(
  glyphs: readonly PlacedGlyph[],
  names?: readonly string[],
  pattern: RegExp = usual,
): TagHit[] {
  return stretchesOf(glyphs).flatMap((stretch) => hitsIn(stretch, names, pattern));
}

interface Stood {
  readonly glyph: PlacedGlyph;
  readonly em: number;
  readonly angle: number;
  /** Distance of the line from the origin, and place on the line. */
  readonly off: number;
  readonly at: number;
  readonly end: number;
}

function stand(glyph: PlacedGlyph): Stood {
  const [x, y] = glyph.along;
  const angle = Math.round((Math.atan2(y, x) / (2 * Math.PI)) * angles + angles) % angles;
  // By the rounded angle, so that all glyphs of a line are measured alike.
  const [cos, sin] = [Math.cos((angle / angles) * 2 * Math.PI), Math.sin((angle / angles) * 2 * Math.PI)];
  const place = ([px, py]: readonly [number, number]) => cos * px + sin * py;
  return {
    glyph,
    em: Math.hypot(...glyph.up),
    angle,
    off: cos * glyph.from[1] - sin * glyph.from[0],
    at: place(glyph.from),
    end: place(glyph.to),
  };
}

/** Glyphs that stand close together on a line, in reading order, without blanks, each once. */
function stretchesOf(glyphs: readonly PlacedGlyph[]): PlacedGlyph[][] {
  const stood = glyphs.filter(({ text }) => text.trim() !== '').map(stand);
  stood.sort((a, b) => a.angle - b.angle || a.off - b.off);
  const stretches: PlacedGlyph[][] = [];
  for (let start = 0; start < stood.length;) {
    const first = stood[start];
    let end = start + 1;
    for (; end < stood.length; end++) {
      const next = stood[end];
      if (!first || next?.angle !== first.angle || next.off - first.off > offLine * first.em) break;
    }
    addStretches(stood.slice(start, end), stretches);
    start = end;
  }
  return stretches;
}

function addStretches(line: Stood[], stretches: PlacedGlyph[][]): void {
  line.sort((a, b) => a.at - b.at);
  let last: Stood | undefined;
  for (const next of line) {
    // Bold is sometimes made by writing twice, a hair apart.
    if (last?.glyph.text === next.glyph.text && next.at - last.at < sameGlyph * next.em) continue;
    if (!last || next.at - last.end > widestGap * Math.max(next.em, last.em)) stretches.push([]);
    stretches.at(-1)?.push(next.glyph);
    last = next;
  }
}

function hitsIn(
  stretch: readonly PlacedGlyph[],
  names: readonly string[] | undefined,
  pattern: RegExp,
): TagHit[] {
  let text = '';
  const glyphAt: number[] = [];
  stretch.forEach((glyph, index) => {
    const letters = glyph.text.replace(/\s/gu, '');
    for (let place = 0; place < letters.length; place++) glyphAt.push(index);
    text += letters;
  });
  const hit = (tag: string, start: number): TagHit => ({
    tag,
    glyphs: stretch.slice(glyphAt[start], (glyphAt[start + tag.length - 1] ?? 0) + 1),
  });
  const found = [...text.matchAll(pattern)].map((match) => ({ tag: match[0], start: match.index }));
  if (!names) return found.map(({ tag, start }) => hit(tag, start));
  const inTag = (start: number) =>
    found.some((other) => other.start < start + 1 && start < other.start + other.tag.length);
  return names.flatMap((name) =>
    startsOf(name.replace(/\s/gu, ''), text)
      // A lone `$` is not the one that a longer tag begins with.
      .filter((start) => name.length > 1 || text[start] === '#' || !inTag(start))
      .map((start) => hit(name.replace(/\s/gu, ''), start)),
  );
}

function startsOf(name: string, text: string): number[] {
  const starts: number[] = [];
  if (name === '') return starts;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) starts.push(at);
  return starts;
}
