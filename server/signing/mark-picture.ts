import type { PersonalMark } from '../contract/signing.js';
import { escapeHtml } from '../platform/escape-html.js';

/** Threads of a woven square: ground, figure, and a second colour in it. */
type Thread = 0 | 1 | 2;

const side = 11;
const middle = (side - 1) / 2;
/** Steps from the middle, along the threads. */
const away = (x: number, y: number) => Math.abs(x - middle) + Math.abs(y - middle);
const every = (figure: number, second: number, of: number, at: number): Thread =>
  at % of === figure ? 1 : at % of === second ? 2 : 0;

/** How each square is woven, by column and row. */
const motifs = [
  (x: number, y: number) => every(0, 2, 4, away(x, y)),
  (x: number, y: number) => every(0, 2, 4, y + Math.abs((x % 4) - 2)),
  (x: number, y: number) => every(0, 1, 3, (x >> 1) + (y >> 1)),
  (x: number, y: number) => every(0, 2, 4, Math.abs(x - middle) + y),
  (x: number, y: number): Thread =>
    x === middle || y === middle ? 1 : x === y || x + y === side - 1 ? 2 : 0,
  (x: number, y: number): Thread => (x % 4 < 2 === y % 4 < 2 ? 1 : (x + y) % 2 === 1 ? 2 : 0),
] as const;

const names = {
  id: {
    motifs: ['belah ketupat', 'ombak', 'tangga', 'anak panah', 'bintang', 'anyaman'],
    colours: ['merah', 'biru', 'hijau', 'hitam'],
  },
  en: {
    motifs: ['diamond', 'wave', 'stairs', 'arrow', 'star', 'plait'],
    colours: ['red', 'blue', 'green', 'black'],
  },
} as const;
const colours = [
  ['#f6ecd9', '#b3261b', '#e0a128'],
  ['#f6ecd9', '#1a5f96', '#d9622b'],
  ['#f6ecd9', '#1a6b3a', '#c78a12'],
  ['#f6ecd9', '#23201c', '#b3261b'],
] as const;

/** How many pictures there are to choose from; each is its number. */
export const pictureCount = motifs.length * colours.length;

/** A picture as both the pages of an enrolment and the sign frame draw it: rows of threads and their colours. */
export function pictureOf(picture: number): Pick<PersonalMark, 'weave' | 'colours'> {
  const motif = motifs[picture % motifs.length] ?? motifs[0];
  const shades = colours[Math.floor(picture / motifs.length) % colours.length] ?? colours[0];
  const each = Array.from({ length: side }, (_, at) => at);
  return { weave: each.map((y) => each.map((x) => String(motif(x, y))).join('')), colours: [...shades] };
}

/** What it is called: "ombak biru". */
export function pictureName(picture: number, language: 'id' | 'en'): string {
  const { motifs: of, colours: shades } = names[language];
  const [motif = '', colour = ''] = [of[picture % of.length], shades[Math.floor(picture / of.length)]];
  return language === 'id' ? `${motif} ${colour}` : `${colour} ${motif}`;
}

/** As an SVG element of a page of ours. */
export function pictureSvg(picture: number, label: string): string {
  const { weave, colours: shades } = pictureOf(picture);
  const threads = weave.flatMap((row, y) =>
    [...row].map((thread, x) =>
      thread === '0'
        ? ''
        : `<path fill="${shades[Number(thread)] ?? ''}" d="M${String(x)} ${String(y)}h1v1h-1z"/>`,
    ),
  );
  return (
    `<svg class="mark" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${String(side)} ${String(side)}" ` +
    `shape-rendering="crispEdges"><path fill="${shades[0] ?? ''}" d="M0 0h${String(side)}v${String(side)}h-${String(side)}z"/>${threads.join('')}</svg>`
  );
}

const nouns =
  'kasuari mambruk cenderawasih sagu papeda noken perahu tifa danau kelapa pinang matoa kangguru rotan gunung teluk';
const kinds =
  'biru merah pagi senja kecil besar tenang jauh manis cepat sunyi kuning baru utara selatan bahagia';

/** Two words to begin with: most people take what is there. @param at a random number from 0 to 255 for each word */
export function wordPair([first, second]: readonly [number, number]): string {
  const pick = (words: string, at: number) => words.split(' ')[at % 16] ?? '';
  return `${pick(nouns, first)} ${pick(kinds, second)}`;
}
