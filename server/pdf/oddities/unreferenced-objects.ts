import { dictOf, type PdfObject, PdfRef, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { areaOf, rectangleOf } from '../verify/rectangle.js';
import { type Operand, readOperators } from './read-operators.js';

export interface ReachedObjects {
  readonly numbers: ReadonlySet<number>;
  /** Streams among them, which lie where they say that they do. */
  readonly streams: readonly PdfStream[];
  /** False where there were more than are looked at. */
  readonly whole: boolean;
}

/** Of the trailer only: where the sections before it are. */
const UNFOLLOWED = new Set(['Prev', 'XRefStm']);

/** Everything to which the trailer leads, as far as `most` objects. */
export async function reachedObjects(pdf: PdfDocument, most: number): Promise<ReachedObjects> {
  const numbers = new Set<number>();
  const streams: PdfStream[] = [];
  const open: PdfObject[] = [];
  for (const [key, value] of pdf.trailer.entries()) if (!UNFOLLOWED.has(key)) open.push(value);
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (item instanceof PdfRef) {
      if (numbers.has(item.number)) continue;
      if (numbers.size >= most) return { numbers, streams, whole: false };
      numbers.add(item.number);
      const value = await objectOrNull(pdf, item);
      if (value instanceof PdfStream) streams.push(value);
      open.push(value);
    } else if (Array.isArray(item)) for (const each of item) pushNested(each, open);
    else for (const [, each] of dictOf(item)?.entries() ?? []) pushNested(each, open);
  }
  return { numbers, streams, whole: true };
}

/** What cannot be read is shown by nobody. */
async function objectOrNull(pdf: PdfDocument, ref: PdfRef): Promise<PdfObject> {
  try {
    return await pdf.get(ref);
  } catch (error) {
    if (error instanceof PdfRefusal) return null;
    throw error;
  }
}

function pushNested(value: PdfObject, open: PdfObject[]): void {
  if (typeof value === 'object' && value !== null) open.push(value);
}

/**
 * Numbers of objects in force to which nothing leads, and that say something: pages, trees that lead to such pages, content
 * that writes or draws pictures, pictures, and forms as large as a part of a page. Programs leave much else lying about:
 * marks of boxes that were ticked, fonts, what a signature was checked with.
 */
export async function unreferencedObjects(pdf: PdfDocument, { numbers }: ReachedObjects): Promise<number[]> {
  const found: number[] = [];
  for (const number of listedNumbers(pdf)) {
    if (numbers.has(number)) continue;
    const entry = pdf.entry(number);
    if (!entry || entry.is === 'free') continue;
    const generation = entry.is === 'at' ? entry.generation : 0;
    const value = await objectOrNull(pdf, new PdfRef(number, generation));
    if (await saysSomething(pdf, value, numbers)) found.push(number);
  }
  return found;
}

/** Every number that a section lists. */
export function listedNumbers({ sections }: PdfDocument): Set<number> {
  const listed = new Set<number>();
  for (const { entries, hybrid } of sections)
    for (const rows of [entries, hybrid?.entries])
      for (const number of rows?.keys() ?? []) listed.add(number);
  return listed;
}

/** Points by points: smaller forms are marks of fields. */
const LARGE_FORM = 150 * 60;
/** Pixels: smaller pictures are bullets and lines. */
const LARGE_PICTURE = 64 * 64;

async function saysSomething(
  pdf: PdfDocument,
  value: PdfObject,
  reached: ReadonlySet<number>,
): Promise<boolean> {
  const dict = dictOf(value);
  const type = dict?.name('Type');
  if (type === 'Page') return dict?.has('Contents') === true;
  // An earlier catalog, or tree, of the same pages is what a save leaves behind.
  if (type === 'Catalog') return isElsewhere(dict?.get('Pages'), reached);
  if (type === 'Pages') {
    const kids = (await pdf.array(dict?.get('Kids'))) ?? [];
    return kids.some((kid) => isElsewhere(kid, reached));
  }
  if (!dict || !(value instanceof PdfStream)) return false;
  const subtype = dict.name('Subtype');
  if (subtype === 'Image')
    return (dict.integer('Width') ?? 0) * (dict.integer('Height') ?? 0) >= LARGE_PICTURE;
  if (subtype === 'Form') {
    const box = await rectangleOf(pdf, dict.get('BBox'));
    return box !== undefined && areaOf(box) >= LARGE_FORM;
  }
  return !OF_SECTIONS.has(type ?? '') && writesOrDraws(pdf, value);
}

function isElsewhere(ref: PdfObject | undefined, reached: ReadonlySet<number>): boolean {
  return ref instanceof PdfRef && !reached.has(ref.number);
}

/** Streams that sections are made of, to which nothing need lead. */
const OF_SECTIONS = new Set(['ObjStm', 'XRef']);

/** By its operators alone: whatever else a stream says of itself, it can be a page's content. */
function isWriting(operator: string, [first]: readonly Operand[]): boolean {
  if (first === null || typeof first !== 'object') return false;
  if (operator === 'Tj') return 'length' in first;
  return operator === 'TJ' ? Array.isArray(first) : operator === 'Do' && 'name' in first;
}

async function writesOrDraws(pdf: PdfDocument, stream: PdfStream): Promise<boolean> {
  let found = false;
  let left = MOST_OPERATORS;
  try {
    readOperators(await pdf.decodedBytes(stream), (operator, operands) => {
      found = isWriting(operator, operands);
      left -= 1;
      return !found && left > 0;
    });
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
  }
  return found;
}

/** Bytes that are no content at all also fall into words. */
const MOST_OPERATORS = 2000;
