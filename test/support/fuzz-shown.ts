import { createHash } from 'node:crypto';
import { openPdf, type PdfDocument } from '../../server/pdf/core/pdf-document.js';
import { bytesSource } from '../../server/pdf/core/byte-source.js';
import {
  PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
  PdfString,
  type PdfObject,
} from '../../server/pdf/core/objects.js';

/** What a reader shows of a file, told without the rules that judge differences, so that it can judge them. */
export interface Shown {
  /** Of each page: all that is painted but its annotations, as a hash. */
  readonly pages: readonly string[];
  /** Of each page: its annotations in their order. */
  readonly annotations: readonly (readonly ShownAnnotation[])[];
  /** What the catalog has beside pages, form, metadata and validation material. */
  readonly catalog: string;
}

export interface ShownAnnotation {
  readonly hash: string;
  /** A widget whose field is for people to fill. */
  readonly isFillable: boolean;
  /** A widget of a signature. */
  readonly isSignature: boolean;
}

const CATALOG_FREE = new Set(['Pages', 'AcroForm', 'Metadata', 'DSS', 'Extensions', 'Version']);
const PAGE_FREE = new Set(['Annots', 'Parent', 'Tabs', 'ITXT', 'Kids', 'Count', 'Type']);

export async function shownBy(bytes: Uint8Array): Promise<Shown> {
  const pdf = await openPdf(bytesSource(bytes));
  const pages: string[] = [];
  const annotations: ShownAnnotation[][] = [];
  for (let index = 0; index < (await pdf.pageCount()); index += 1) {
    const page = await pdf.page(index);
    if (!page) break;
    const own = [...page.dict.entries()].filter(([key]) => !PAGE_FREE.has(key));
    const inherited = (['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const).map(
      (name) => [name, page.attribute(name) ?? null] as const,
    );
    pages.push(await digest(pdf, new PdfDict([...own, ...inherited])));
    const list = (await pdf.array(page.dict.get('Annots'))) ?? [];
    annotations.push(await Promise.all(list.map((item) => annotation(pdf, item))));
  }
  const catalog = [...(await pdf.catalog()).entries()].filter(([key]) => !CATALOG_FREE.has(key));
  return { pages, annotations, catalog: await digest(pdf, new PdfDict(catalog)) };
}

async function annotation(pdf: PdfDocument, item: PdfObject): Promise<ShownAnnotation> {
  const dict = (await pdf.dict(item)) ?? new PdfDict();
  const kind = dict.name('FT') ?? (await pdf.dict(dict.get('Parent')))?.name('FT');
  const isWidget = dict.name('Subtype') === 'Widget';
  const painted = new PdfDict([...dict.entries()].filter(([key]) => key !== 'P' && key !== 'Parent'));
  return {
    hash: await digest(pdf, painted),
    isFillable: isWidget && (kind === 'Tx' || kind === 'Ch' || kind === 'Btn'),
    isSignature: isWidget && kind === 'Sig',
  };
}

/** Hashes all that hangs on a value. A page or the tree above it is only named, or else all would hang on all. */
async function digest(pdf: PdfDocument, value: PdfObject): Promise<string> {
  const hash = createHash('sha256');
  const seen = new Map<string, number>();
  const open: (PdfObject | string)[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (typeof item === 'string') hash.update(`${item};`);
    else if (item instanceof PdfRef) {
      const known = seen.get(item.key);
      if (known !== undefined) hash.update(`again ${String(known)};`);
      else {
        seen.set(item.key, seen.size);
        open.push(await pdf.resolve(item));
      }
    } else if (item instanceof PdfStream) {
      hash.update(await pdf.encodedBytes(item));
      open.push(item.dict);
    } else if (item instanceof PdfDict) {
      if (item.name('Type') === 'Page' || item.name('Type') === 'Pages') hash.update('page;');
      else open.push(...(await entriesOf(pdf, item)));
      hash.update('dict;');
    } else if (Array.isArray(item)) {
      hash.update(`array ${String(item.length)};`);
      open.push(...item);
    } else hash.update(`${scalar(item)};`);
  }
  return hash.digest('hex');
}

/** Keys and values; a value that is null, or leads to nothing, is none (ISO 32000-1, 7.3.7). */
async function entriesOf(pdf: PdfDocument, dict: PdfDict): Promise<(PdfObject | string)[]> {
  const entries: (PdfObject | string)[] = [];
  for (const [key, value] of [...dict.entries()].sort()) {
    // The value of a signature is no part of what is shown, and its unsigned attributes may grow.
    if (key === 'Contents' && dict.has('ByteRange')) continue;
    if ((await pdf.resolve(value)) !== null) entries.push(value, key);
  }
  return entries;
}

function scalar(value: null | boolean | number | PdfName | PdfString): string {
  if (value instanceof PdfName) return `/${value.text}`;
  if (value instanceof PdfString) return `(${Buffer.from(value.bytes).toString('hex')})`;
  return String(value);
}
