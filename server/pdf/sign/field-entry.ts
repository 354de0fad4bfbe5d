import { isInteger, PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import type { FormField } from '../core/form-fields.js';
import type { PdfPage } from '../core/page-tree.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { damaged } from '../core/pdf-refusal.js';
import type { RevisionWriter } from '../core/revision-writer.js';
import { type CatalogDraft, lastRef } from './catalog-draft.js';

/** SignaturesExist and AppendOnly (ISO 32000-1, table 219). */
const signedAndAppendOnly = 3;

/**
 * Lists a new field in the form. Of what is there, only the object that holds the list changes: the array, else the
 * form, else the catalog. The smaller the difference, the surer every reader takes it for what it is.
 */
export async function listField(
  document: PdfDocument,
  writer: RevisionWriter,
  catalog: CatalogDraft,
  field: PdfRef,
): Promise<void> {
  const form = await document.dict(catalog.get('AcroForm'));
  if (!form) {
    const ref = writer.newRef();
    writer.put(
      ref,
      new PdfDict([
        ['Fields', [field]],
        ['SigFlags', signedAndAppendOnly],
      ]),
    );
    catalog.set('AcroForm', ref);
    return;
  }
  const changed = copyOf(form);
  const fieldsChanged = await appendTo(document, writer, changed, 'Fields', field);
  const flagsChanged = await raiseFlags(document, changed);
  if (fieldsChanged || flagsChanged) await catalog.replace('AcroForm', changed);
}

/** Says in the form that there is a signature now, where it did not say so before. */
export async function markSigned(document: PdfDocument, catalog: CatalogDraft): Promise<void> {
  const form = await document.dict(catalog.get('AcroForm'));
  if (!form) return;
  const changed = copyOf(form);
  if (await raiseFlags(document, changed)) await catalog.replace('AcroForm', changed);
}

async function raiseFlags(document: PdfDocument, form: PdfDict): Promise<boolean> {
  const flags = await document.resolve(form.get('SigFlags'));
  const wanted = (isInteger(flags) ? flags : 0) | signedAndAppendOnly;
  if (flags === wanted) return false;
  form.set('SigFlags', wanted);
  return true;
}

/** Puts a widget on its page: into the array of annotations where that is an object of its own, else into the page. */
export async function placeWidget(
  document: PdfDocument,
  writer: RevisionWriter,
  page: PdfPage,
  widget: PdfRef,
): Promise<void> {
  if (!page.ref) throw damaged('a page that is no object of its own');
  const changed = copyOf(page.dict);
  if (await appendTo(document, writer, changed, 'Annots', widget)) writer.put(page.ref, changed);
}

/** A name that no field bears yet: the wish itself, else the wish with a number. */
export function unusedFieldName(fields: readonly FormField[], wish: string): string {
  const taken = new Set(fields.flatMap(({ name }) => [name, name.split('.')[0] ?? name]));
  const plain = wish.replaceAll('.', '-');
  if (plain !== '' && !taken.has(plain)) return plain;
  const stem = plain === '' ? 'Signature' : plain.replace(/\d+$/u, '');
  for (let number = 1; ; number += 1) {
    if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
  }
}

/**
 * Appends to an array that `holder` names. An array that is its own object is replaced alone.
 *
 * @returns whether `holder` itself changed and must be written
 */
async function appendTo(
  document: PdfDocument,
  writer: RevisionWriter,
  holder: PdfDict,
  key: string,
  item: PdfRef,
): Promise<boolean> {
  const value: PdfObject | undefined = holder.get(key);
  const list = (await document.array(value)) ?? [];
  if (value instanceof PdfRef && (await document.array(value))) {
    writer.put(await lastRef(document, value), [...list, item]);
    return false;
  }
  holder.set(key, [...list, item]);
  return true;
}

function copyOf(dict: PdfDict): PdfDict {
  return new PdfDict(dict.entries());
}
