import type { ByteSource } from '../core/byte-source.js';
import { defaultLimits, type PdfLimits } from '../core/limits.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { BraceSigns } from './brace-signs.js';
import { doubledObjects } from './doubled-objects.js';
import { coveredTexts } from './covered-texts.js';
import { pageOverlays } from './page-overlays.js';
import { replacedObjects } from './replaced-objects.js';
import { seenOnPage, type LookBudget } from './seen-on-page.js';
import { reachedObjects, unreferencedObjects } from './unreferenced-objects.js';

/**
 * What an unsigned file may hold ready for later (“shadow attacks”): none of it is wrong, and ordinary programs write
 * little of it.
 *
 * - `objects-unreferenced`: pages, content, pictures or large forms to which nothing leads, and whatever no section lists.
 * - `object-twice`: an object stands in the file twice, once where no section lists it.
 * - `object-replaced`: an earlier revision said something else in the place of what a page shows.
 * - `overlay`: a field or an annotation lies over what a page says.
 * - `field-open`: a field of a form shows something, which whoever fills it in can change.
 * - `overlay-hidden`: a field or an annotation is there and not shown.
 * - `text-covered`: a picture or a form lies over text that would be seen without it.
 */
export type Oddity =
  | 'objects-unreferenced'
  | 'object-twice'
  | 'object-replaced'
  | 'overlay'
  | 'overlay-hidden'
  | 'field-open'
  | 'text-covered';

export interface FoundOddity {
  readonly code: Oddity;
  /** How many objects, or pieces. */
  readonly count: number;
  /** The first page on which it is, from 1; left out where it is on none. */
  readonly page?: number;
}

export interface Oddities {
  readonly found: readonly FoundOddity[];
  /** False where the file is longer, or more intricate, than is looked at. */
  readonly whole: boolean;
  /** Whether a page may say `{`: without one no template's mark can stand there. True where not all was looked at. */
  readonly braces: boolean;
}

export interface OdditiesLimits {
  readonly pdf: PdfLimits;
  readonly objects: number;
  readonly pages: number;
  readonly annotationsOfPage: number;
  /** Bytes read between streams. */
  readonly bytes: number;
  readonly operators: number;
  readonly contentBytes: number;
}

const MiB = 1024 * 1024;

export const odditiesLimits: OdditiesLimits = {
  pdf: { ...defaultLimits, maxDecodedBytes: 16 * MiB, maxDecodedTotal: 64 * MiB },
  objects: 50_000,
  pages: 500,
  annotationsOfPage: 200,
  bytes: 16 * MiB,
  operators: 2_000_000,
  contentBytes: 16 * MiB,
};

/**
 * Looks at a file as it is before its first signature for what could be made use of after it (pades.md §3.2).
 *
 * @throws {PdfRefusal} as `openPdf`, and `pdf-encrypted`
 */
export async function findOddities(
  source: ByteSource,
  limits: OdditiesLimits = odditiesLimits,
): Promise<Oddities> {
  const pdf = await openPdf(source, limits.pdf);
  if (pdf.encrypted) throw new PdfRefusal('pdf-encrypted');
  const reached = await reachedObjects(pdf, limits.objects);
  // Where not all was reached, what is left over says nothing.
  const unreferenced = reached.whole ? await unreferencedObjects(pdf, reached) : [];
  const doubled = await doubledObjects(pdf, reached.streams, limits.bytes);
  const replaced = await replacedObjects(pdf, reached, limits.objects);
  const pages = await onPages(pdf, limits);
  const found: FoundOddity[] = [
    { code: 'objects-unreferenced' as const, count: unreferenced.length + doubled.unlisted.length },
    { code: 'object-twice' as const, count: doubled.numbers.length },
    { code: 'object-replaced' as const, count: replaced.length },
    ...pages.found,
  ];
  return {
    found: found.filter(({ count }) => count > 0),
    whole: reached.whole && doubled.whole && pages.whole,
    braces: pages.braces,
  };
}

async function onPages(pdf: PdfDocument, limits: OdditiesLimits): Promise<Oddities> {
  const braces = new BraceSigns();
  const budget: LookBudget = { operators: limits.operators, bytes: limits.contentBytes, braces };
  const counts = { overlay: 0, 'overlay-hidden': 0, 'field-open': 0, 'text-covered': 0 };
  const firsts: Partial<Record<keyof typeof counts, number>> = {};
  const count = (code: keyof typeof counts, more: number, page: number) => {
    if (more > 0) firsts[code] ??= page;
    counts[code] += more;
  };
  let whole = true;
  let index = 0;
  for (; index < limits.pages; index += 1) {
    const page = await pdf.page(index);
    if (!page) break;
    const look = await seenOnPage(pdf, page, budget);
    const overlays = await pageOverlays(pdf, page, look, limits.annotationsOfPage);
    whole &&= look.whole && overlays.whole;
    count('overlay', overlays.over, index + 1);
    count('overlay-hidden', overlays.hidden, index + 1);
    count('field-open', overlays.fields, index + 1);
    count('text-covered', coveredTexts(look), index + 1);
  }
  if (index === limits.pages && (await pdf.page(index))) whole = false;
  const codes = Object.keys(counts) as (keyof typeof counts)[];
  return {
    found: codes.map((code) => {
      const page = firsts[code];
      return { code, count: counts[code], ...(page === undefined ? {} : { page }) };
    }),
    whole,
    braces: !whole || braces.may,
  };
}
