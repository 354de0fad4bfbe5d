import {
  PdfRefusal,
  signatureBox,
  stampInset,
  type ByteSource,
  type SignatureBoxText,
  type SignaturePlacement,
} from '../pdf/index.js';
import { LastPages, type Sheet } from './last-pages.js';
import type { InkArea } from './page-ink.js';

/** Where the foot of a box stands if it can, above the strip, and the lowest where it may. Points. */
const usualFoot = 118;
const lowestFoot = 28;
const highest = 40;
const step = 6;
/** Between a box and what stands beside it. */
const gap = 3;
/** In parts of its usual size; a smaller one is not read without effort: the least print has 6.7 points then. */
const sizes = [1, 0.85, 0.7] as const;

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Found {
  readonly sheet: Sheet;
  readonly area: InkArea;
  /** How much of the page it covers; 0 where it covers nothing that is seen. */
  readonly covers: number;
}

/**
 * Where a signature box covers nothing that is seen.
 *
 * On the last page, as low as it can be above the foot strip, at the right margin where it is free, else at the left or
 * between; where the last page is full on the nearest one before it that has room; where none has, the same with a
 * smaller box. Is there no room at all, the smallest box stands on the last page where it covers least: nobody is kept
 * from signing by it. A last page that cannot be drawn gets the usual place, lower right.
 *
 * @param text what the box will say, since its size follows from it
 * @returns with `width` and `height` where the box is smaller than usual
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-page-not-found`, `appearance-does-not-fit`, `character-not-in-font`
 */
export async function freePlace(pdf: ByteSource, text: SignatureBoxText): Promise<SignaturePlacement> {
  const box = signatureBox(text);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const isLegible = ({ width, height }: Size) => signatureBox(text, width, height) !== undefined;
  const { sheet, area } = await place(await LastPages.of(pdf), box, isLegible);
  const { x, y } = area;
  return { page: sheet.page, rect: area.width < box.width ? area : { x, y } };
}

/**
 * Whether so many boxes of that size have room, if need be smaller, and none on another.
 *
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-page-not-found`
 */
export async function hasRoomFor(pdf: ByteSource, boxes: number, size: Size): Promise<boolean> {
  const pages = await LastPages.of(pdf);
  for (let count = 0; count < boxes; count++) {
    const { sheet, area, covers } = await place(pages, size, () => true);
    if (covers > 0) return false;
    sheet.taken.push(area);
  }
  return true;
}

async function place(pages: LastPages, box: Size, isLegible: (size: Size) => boolean): Promise<Found> {
  const last = await pages.sheet(0);
  if (!last.ink) return { sheet: last, area: { ...usualPlace(last, box), ...box }, covers: 0 };
  let smallest = box;
  for (const scale of sizes) {
    const size = { width: box.width * scale, height: box.height * scale };
    if (scale < 1 && !isLegible(size)) break;
    smallest = size;
    for (let back = 0; back < pages.count; back++) {
      const found = find(await pages.sheet(back), size);
      if (found?.covers === 0) return found;
    }
  }
  return (
    find(last, smallest) ?? { sheet: last, area: { ...usualPlace(last, smallest), ...smallest }, covers: 1 }
  );
}

/** The first place that covers nothing, else the one that covers least; undefined where the page is smaller than the box. */
function find(sheet: Sheet, size: Size): Found | undefined {
  let best: Found | undefined;
  for (const { x, y } of places(sheet, size)) {
    const area = { x, y, ...size };
    const covers = coverage(sheet, area);
    if (!best || covers < best.covers) best = { sheet, area, covers };
    if (covers === 0) break;
  }
  return best;
}

/** Pixels of ink, and of boxes that will be there, within and close round an area. */
function coverage({ ink, taken }: Sheet, { x, y, width, height }: InkArea): number {
  if (!ink) return Infinity;
  const around = { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap };
  const shared = taken.reduce((sum, other) => sum + overlap(around, other), 0);
  return ink.within(around) + shared;
}

function overlap(one: InkArea, other: InkArea): number {
  const wide = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const high = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/** In the order in which they are tried: above the strip at either margin, then between, then down at the edge. */
function* places({ width, height }: Sheet, box: Size): Generator<Place> {
  const [right, left] = [width - stampInset.right - box.width, stampInset.left];
  const margins = [right, left].filter((x, at) => x >= 0 && (at === 0 || x + box.width < right));
  const between: number[] = [];
  for (let x = right - 4 * step; x > left; x -= 4 * step) between.push(x);
  const [up, down]: [number[], number[]] = [[], []];
  for (let y = usualFoot; y + box.height < height - highest; y += step) up.push(y);
  for (let y = usualFoot - step; y >= lowestFoot; y -= step)
    if (y + box.height < height - highest) down.push(y);
  for (const [rows, columns] of [
    [up, margins],
    [up, between],
    [down, [...margins, ...between]],
  ] as const)
    for (const y of rows) for (const x of columns) yield { x, y };
}

function usualPlace({ width, height }: Size, box: Size): Place {
  return {
    x: Math.max(width - stampInset.right - box.width, 0),
    y: Math.min(usualFoot, Math.max(height - box.height, 0)),
  };
}
