import { dictOf, type PdfObject, type PdfDict, PdfRef, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import { savedRevisions } from '../verify/revision-list.js';
import type { ReachedObjects } from './unreferenced-objects.js';

/**
 * Numbers under which an earlier revision kept something else that pages show: content, pictures, fonts, or a page whose
 * content was exchanged. That content was added to a page, as stamps do, is no exchange.
 */
export async function replacedObjects(
  pdf: PdfDocument,
  { numbers }: ReachedObjects,
  most: number,
): Promise<number[]> {
  const saves = savedRevisions(pdf);
  const found = new Set<number>();
  let left = most;
  for (const { section } of saves.slice(0, -1)) {
    const before = pdf.asOf(section);
    for (const number of numbers) {
      left -= 1;
      if (left < 0) return [...found];
      const [old, now] = [before.entry(number), pdf.entry(number)];
      if (
        !old ||
        !now ||
        old.is === 'free' ||
        now.is === 'free' ||
        JSON.stringify(old) === JSON.stringify(now)
      )
        continue;
      if (await isExchange(before, pdf, number)) found.add(number);
    }
  }
  return [...found];
}

const SHOWN_TYPES = new Set(['Page', 'Font', 'XObject']);
/** Of streams that say what they are: none of these is content. */
const OTHER_TYPES = new Set(['Metadata', 'ObjStm', 'XRef', 'EmbeddedFile']);

/** Whether a page may show it, or shows by it. */
function isShown(value: PdfObject): boolean {
  const type = dictOf(value)?.name('Type');
  if (value instanceof PdfStream) return type === undefined || !OTHER_TYPES.has(type);
  return type !== undefined && SHOWN_TYPES.has(type);
}

async function isExchange(before: PdfDocument, now: PdfDocument, number: number): Promise<boolean> {
  try {
    const [old, value] = [await valueIn(before, number), await valueIn(now, number)];
    const [oldDict, dict] = [dictOf(old), dictOf(value)];
    if (!isShown(old)) return false;
    if (oldDict?.name('Type') !== dict?.name('Type')) return true;
    if (old instanceof PdfStream && value instanceof PdfStream) {
      const [one, other] = [await before.encodedBytes(old), await now.encodedBytes(value)];
      return Buffer.compare(one, other) !== 0;
    }
    if (oldDict?.name('Type') === 'Font')
      return ['BaseFont', 'FontDescriptor', 'Encoding'].some(
        (key) => !isSame(oldDict.get(key), dict?.get(key)),
      );
    if (oldDict?.name('Type') === 'Page') return !(await keepsContent(before, now, oldDict, dict));
    return false;
  } catch (error) {
    if (error instanceof PdfRefusal) return false;
    throw error;
  }
}

/** Whether a page still shows every stream that it showed. */
async function keepsContent(
  before: PdfDocument,
  now: PdfDocument,
  old: PdfDict,
  page: PdfDict | undefined,
): Promise<boolean> {
  const kept = new Set(await contentsOf(now, page?.get('Contents')));
  return (await contentsOf(before, old.get('Contents'))).every((key) => kept.has(key));
}

async function contentsOf(pdf: PdfDocument, value: PdfObject | undefined): Promise<string[]> {
  const list = await pdf.array(value);
  return (list ?? [value]).flatMap((each) => (each instanceof PdfRef ? [each.key] : []));
}

function valueIn(pdf: PdfDocument, number: number): Promise<PdfObject> {
  const entry = pdf.entry(number);
  return pdf.get(new PdfRef(number, entry?.is === 'at' ? entry.generation : 0));
}

function isSame(one: PdfObject | undefined, other: PdfObject | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
