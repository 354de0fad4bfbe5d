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
  /** What the form has beside its fields and what they are drawn with. */
  readonly form: string;
  /** Readers draw all fields anew, whatever picture they bring. */
  readonly redraws: boolean;
}

export interface ShownAnnotation {
  readonly hash: string;
  /** Of its field; no part of the hash. */
  readonly flags: number;
  /** All but what filling a field, or signing in it, sets. */
  readonly fixed: string;
  /** A widget whose field is for people to fill. */
  readonly isFillable: boolean;
  /** A widget of a signature. */
  readonly isSignature: boolean;
  /** Its field holds a value. */
  readonly holds: boolean;
  /** It has a picture and a place. */
  readonly isDrawn: boolean;
}

const CATALOG_FREE = new Set(['Type', 'Pages', 'AcroForm', 'Metadata', 'DSS', 'Extensions', 'Version']);
const FORM_FREE = new Set(['Fields', 'SigFlags', 'DR', 'DA', 'NeedAppearances', 'Type']);
/** Value, picture and how it is written, as a person fills it in (ISO 32000-1, 12.7.3 and 12.7.4). */
const FILLED = new Set(['V', 'AP', 'AS', 'RV', 'I', 'TI', 'M', 'DA', 'Q', 'Type']);
const SIGNED = new Set(['V', 'AP', 'AS', 'M', 'F', 'DA', 'Q', 'MK', 'Type']);
const PAGE_FREE = new Set(['Annots', 'Parent', 'Tabs', 'ITXT', 'Kids', 'Count', 'Type']);

export async function shownBy(bytes: Uint8Array): Promise<Shown> {
  const pdf = await openPdf(bytesSource(bytes));
  const pages: string[] = [];
  const annotations: ShownAnnotation[][] = [];
  for (let index = 0; index < (await pdf.pageCount()); index += 1) {
    const page = await pdf.page(index);
    if (!page) break;
    const own = without(page.dict, PAGE_FREE).entries();
    const inherited = (['MediaBox', 'CropBox', 'Rotate', 'Resources'] as const).map(
      (name) => [name, page.attribute(name) ?? null] as const,
    );
    pages.push(await digest(pdf, new PdfDict([...own, ...inherited])));
    const list = (await pdf.array(page.dict.get('Annots'))) ?? [];
    annotations.push(await Promise.all(list.map((item) => annotation(pdf, item))));
  }
  const catalog = await pdf.catalog();
  const form = (await pdf.dict(catalog.get('AcroForm'))) ?? new PdfDict();
  return {
    ...{ pages, annotations },
    catalog: await digest(pdf, without(catalog, CATALOG_FREE)),
    form: await digest(pdf, without(form, FORM_FREE)),
    redraws: (await pdf.resolve(form.get('NeedAppearances'))) === true,
  };
}

async function annotation(pdf: PdfDocument, item: PdfObject): Promise<ShownAnnotation> {
  const dict = (await pdf.dict(item)) ?? new PdfDict();
  const kind = dict.name('FT') ?? (await pdf.dict(dict.get('Parent')))?.name('FT');
  const isWidget = dict.name('Subtype') === 'Widget';
  const painted = without(dict, new Set(['P', 'Parent', 'Ff']));
  const isSignature = isWidget && kind === 'Sig';
  const flags = await pdf.resolve(dict.get('Ff'));
  const place = (await pdf.array(dict.get('Rect'))) ?? [];
  return {
    hash: await digest(pdf, painted),
    flags: typeof flags === 'number' ? flags : 0,
    fixed: await digest(pdf, without(painted, isSignature ? SIGNED : FILLED)),
    isFillable: isWidget && (kind === 'Tx' || kind === 'Ch' || kind === 'Btn'),
    isSignature,
    holds: (await pdf.resolve(dict.get('V'))) !== null,
    isDrawn: dict.has('AP') && (place[0] !== place[2] || place[1] !== place[3]),
  };
}

function without(dict: PdfDict, keys: ReadonlySet<string>): PdfDict {
  return new PdfDict([...dict.entries()].filter(([key]) => !keys.has(key)));
}

const NAMED_ONLY = new Set(['Page', 'Pages', 'Catalog']);

/** Hashes all that hangs on a value. What has a hash of its own is only named, or else all would hang on all. */
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
      if (NAMED_ONLY.has(item.name('Type') ?? '')) hash.update('named;');
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
