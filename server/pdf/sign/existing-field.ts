import type { FormField } from '../core/form-fields.js';
import { isInteger, PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import type { PdfPage } from '../core/page-tree.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import type { RevisionWriter } from '../core/revision-writer.js';
import type { SignaturePicture } from './picture-box.js';
import type { SignatureBoxText } from './signature-appearance.js';
import { drawInWidget } from './signature-widget.js';

/** A signature field that waits for its signature, and is an object of its own. */
export type EmptyField = FormField & { readonly ref: PdfRef };

/** Bit 1 of `/Ff`: nobody may change the field (ISO 32000-1, table 221). */
const readOnly = 1;
/** Print (ISO 32000-1, table 165). */
const print = 4;
/** Widgets of one field that are drawn into; more would be an attack on our time. */
const mostWidgets = 50;

/**
 * The empty signature field of that full name.
 *
 * @throws {PdfRefusal} `pdf-field-not-found`, `pdf-field-signed`, `pdf-field-locked` for one that is read-only,
 *   `pdf-damaged` for one that is no object of its own
 */
export function emptyField(fields: readonly FormField[], name: string): EmptyField {
  const [field, twin] = fields.filter((each) => each.name === name && each.type === 'Sig');
  if (!field) throw new PdfRefusal('pdf-field-not-found', 'no signature field of that name');
  if (twin) throw damaged('two fields of one name');
  if (field.value !== undefined) throw new PdfRefusal('pdf-field-signed');
  if ((field.flags & readOnly) !== 0) throw new PdfRefusal('pdf-field-locked', 'the field is read-only');
  if (!field.ref) throw damaged('a field that is no object of its own');
  return { ...field, ref: field.ref };
}

/**
 * Gives the field its signature and draws into each of its widgets that can be seen. Widgets keep their place, their
 * size and their page, and a field without any stays without: a document that is signed allows no other change.
 */
export async function signField(
  document: PdfDocument,
  writer: RevisionWriter,
  field: EmptyField,
  signature: PdfRef,
  text: SignatureBoxText | SignaturePicture,
): Promise<void> {
  const signed = new PdfDict(field.dict.entries()).set('V', signature);
  if (field.widgets.length > mostWidgets) throw new PdfRefusal('pdf-over-limits', 'a field of many widgets');
  for (const ref of field.widgets) {
    const isField = ref.key === field.ref.key;
    const widget = isField ? signed : await widgetCopy(document, ref);
    const form = await drawn(document, writer, ref, widget, text);
    if (!form) continue;
    widget.set('AP', new PdfDict([['N', form]])).set('F', (await flagsOf(document, widget)) | print);
    widget.delete('AS');
    if (!isField) writer.put(ref, widget);
  }
  writer.put(field.ref, signed);
}

async function widgetCopy(document: PdfDocument, ref: PdfRef): Promise<PdfDict> {
  return new PdfDict((await document.dict(ref))?.entries() ?? []);
}

async function flagsOf(document: PdfDocument, widget: PdfDict): Promise<number> {
  const flags = await document.resolve(widget.get('F'));
  return isInteger(flags) ? flags : 0;
}

async function drawn(
  document: PdfDocument,
  writer: RevisionWriter,
  ref: PdfRef,
  widget: PdfDict,
  text: SignatureBoxText | SignaturePicture,
): Promise<PdfRef | undefined> {
  const size = await sizeOf(document, widget.get('Rect'));
  if (!size) return undefined;
  const page = await pageOf(document, ref, widget.get('P'));
  return page && drawInWidget(document, writer, page, size, text);
}

/** Undefined for a rectangle without area, which is how a field says that it is not to be seen. */
async function sizeOf(
  document: PdfDocument,
  value: PdfObject | undefined,
): Promise<{ width: number; height: number } | undefined> {
  const corners: number[] = [];
  for (const item of ((await document.array(value)) ?? []).slice(0, 4)) {
    const corner = await document.resolve(item);
    if (typeof corner === 'number') corners.push(corner);
  }
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = corners;
  const [width, height] = [Math.abs(x2 - x1), Math.abs(y2 - y1)];
  return corners.length === 4 && width > 0 && height > 0 ? { width, height } : undefined;
}

/** The page that the widget names, or else the one that lists it; undefined for one that is on no page. */
async function pageOf(
  document: PdfDocument,
  widget: PdfRef,
  named: PdfObject | undefined,
): Promise<PdfPage | undefined> {
  for (let index = 0; ; index += 1) {
    const page = await document.page(index);
    if (!page) return undefined;
    if (named instanceof PdfRef) {
      if (page.ref?.key === named.key) return page;
      continue;
    }
    const annotations = (await document.array(page.dict.get('Annots'))) ?? [];
    if (annotations.some((item) => item instanceof PdfRef && item.key === widget.key)) return page;
  }
}
