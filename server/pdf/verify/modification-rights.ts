import { isInteger, PdfDict, PdfName, PdfString } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { textOf } from '../core/pdf-text.js';
import type { ChangeLevel, Difference, DifferenceReason } from './difference-reason.js';

/** What a signature allows to those who come after it (ISO 32000-2, 12.8.2.2 and 12.8.2.4). */
export interface ModificationRights {
  readonly upTo: ChangeLevel;
  /** A certification says in so many words that values may change. Without one, only empty fields may be filled. */
  readonly mayOverwrite: boolean;
  isLocked(field: string): boolean;
}

/**
 * Rights under a signature, from the revision that it covers: the document's certification, if there was one by
 * then, and the signature's own transforms. The strictest counts.
 *
 * A field's `/Lock` alone locks nothing: it tells the signer what to lock, and the signature says by its transform that it
 * did (ISO 32000-2, 12.7.5.5 and 12.8.2.4). What no signer promised cannot be broken.
 */
export async function modificationRights(signed: PdfDocument, value: PdfDict): Promise<ModificationRights> {
  const permissions = await signed.dict((await signed.catalog()).get('Perms'));
  const certification = await signed.dict(permissions?.get('DocMDP'));
  let certified: number | undefined;
  const locks: ((field: string) => boolean)[] = [];
  for (const dict of [certification, value]) {
    for (const { method, parameters } of await transformsOf(signed, dict)) {
      const permitted = await signed.resolve(parameters.get('P'));
      if (method === 'DocMDP') certified = Math.min(certified ?? 2, isInteger(permitted) ? permitted : 2);
      if (method === 'FieldMDP') locks.push(await lockOf(signed, parameters));
    }
  }
  return {
    upTo: certified !== undefined && certified <= 1 ? 'long-term' : 'filling',
    mayOverwrite: certified === 2 || certified === 3,
    isLocked: (field) => locks.some((lock) => lock(field)),
  };
}

/** Where a later revision went beyond the rights; undefined if it stayed within them. */
export function breachOf(
  rights: ModificationRights,
  difference: Pick<Difference, 'level' | 'filled' | 'overwritten'>,
): DifferenceReason | undefined {
  if (difference.level === 'filling' && rights.upTo !== 'filling') return 'not-permitted-by-certification';
  if (difference.filled.some((field) => rights.isLocked(field))) return 'field-locked';
  return difference.overwritten.length > 0 && !rights.mayOverwrite ? 'field-changed' : undefined;
}

/** What a signature says that it is to guard, by its signature references (ISO 32000-2, 12.8.1, table 256). */
export async function transformsOf(pdf: PdfDocument, value: PdfDict | undefined): Promise<Transform[]> {
  const transforms: Transform[] = [];
  for (const item of ((await pdf.array(value?.get('Reference'))) ?? []).slice(0, 32)) {
    const reference = await pdf.dict(item);
    const method = await pdf.resolve(reference?.get('TransformMethod'));
    const parameters = (await pdf.dict(reference?.get('TransformParams'))) ?? new PdfDict();
    if (method instanceof PdfName) transforms.push({ method: method.text, parameters });
  }
  return transforms;
}

export interface Transform {
  readonly method: string;
  readonly parameters: PdfDict;
}

/** An action that we do not know locks everything. */
async function lockOf(pdf: PdfDocument, parameters: PdfDict): Promise<(field: string) => boolean> {
  const names: string[] = [];
  for (const item of (await pdf.array(parameters.get('Fields'))) ?? []) {
    const name = await pdf.resolve(item);
    if (name instanceof PdfString) names.push(textOf(name));
  }
  const isNamed = (field: string) => names.some((name) => field === name || field.startsWith(`${name}.`));
  const action = await pdf.resolve(parameters.get('Action'));
  switch (action instanceof PdfName ? action.text : '') {
    case 'Include':
      return isNamed;
    case 'Exclude':
      return (field) => !isNamed(field);
    default:
      return () => true;
  }
}
