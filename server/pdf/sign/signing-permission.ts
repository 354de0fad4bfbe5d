import { isInteger, PdfName, PdfString, type PdfDict } from '../core/objects.js';
import type { FormField } from '../core/form-fields.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { overLimits, PdfRefusal } from '../core/pdf-refusal.js';
import { textOf } from '../core/pdf-text.js';

/** Most references of one signature, and names of one lock, that are read. */
const mostReferences = 32;
const mostNames = 10_000;

/**
 * Asks the signatures that are there already whether one more may follow. Readers let such a signature be made and
 * then call the earlier one broken, so it must be refused beforehand.
 *
 * Under DocMDP 2 and 3 signing is permitted (ISO 32000-2, table 257), in a new field too, as EN 319 142-1 and the
 * readers have it. Usage rights (`/UR3`) only ever opened functions in old readers and forbid nobody anything.
 *
 * @throws {PdfRefusal} `pdf-encrypted`, `pdf-certified-no-changes` (DocMDP P=1), `pdf-field-locked` (FieldMDP or a
 *   `/Lock` that covers `fieldName`)
 */
export async function demandSigningPermitted(
  document: PdfDocument,
  fields: readonly FormField[],
  fieldName: string,
): Promise<void> {
  if (document.encrypted) throw new PdfRefusal('pdf-encrypted');
  const permissions = await document.dict((await document.catalog()).get('Perms'));
  const certification = await document.dict(permissions?.get('DocMDP'));
  if (certification) await demandNotFinal(document, certification);
  for (const field of fields) {
    if (field.type !== 'Sig') continue;
    const signature = await document.dict(field.value);
    if (!signature) continue;
    await demandNotFinal(document, signature);
    await demandNotLocked(document, signature, field, fieldName);
  }
}

async function demandNotFinal(document: PdfDocument, signature: PdfDict): Promise<void> {
  for (const parameters of await transformParameters(document, signature, 'DocMDP')) {
    if ((await permissionLevel(document, parameters)) === 1) throw new PdfRefusal('pdf-certified-no-changes');
  }
}

async function demandNotLocked(
  document: PdfDocument,
  signature: PdfDict,
  field: FormField,
  fieldName: string,
): Promise<void> {
  const locks = await transformParameters(document, signature, 'FieldMDP');
  const lock = await document.dict(field.dict.get('Lock'));
  if (lock) {
    if ((await permissionLevel(document, lock)) === 1) throw new PdfRefusal('pdf-certified-no-changes');
    locks.push(lock);
  }
  for (const parameters of locks) {
    if (await covers(document, parameters, fieldName)) {
      throw new PdfRefusal('pdf-field-locked', 'an earlier signature locks new fields');
    }
  }
}

/** The parameters of each reference of that method (ISO 32000-1 §12.8.2); a reference may leave them out. */
async function transformParameters(
  document: PdfDocument,
  signature: PdfDict,
  method: string,
): Promise<PdfDict[]> {
  const found: PdfDict[] = [];
  for (const item of ((await document.array(signature.get('Reference'))) ?? []).slice(0, mostReferences)) {
    const reference = await document.dict(item);
    const name = await document.resolve(reference?.get('TransformMethod'));
    if (!(name instanceof PdfName) || name.text !== method) continue;
    const parameters = await document.dict(reference?.get('TransformParams'));
    if (parameters) found.push(parameters);
  }
  return found;
}

async function permissionLevel(document: PdfDocument, parameters: PdfDict): Promise<number | undefined> {
  const level = await document.resolve(parameters.get('P'));
  return isInteger(level) ? level : undefined;
}

/** Whether a lock covers a field of that name (ISO 32000-1, table 256). An action that we do not know covers all. */
async function covers(document: PdfDocument, parameters: PdfDict, fieldName: string): Promise<boolean> {
  const action = await document.resolve(parameters.get('Action'));
  if (!(action instanceof PdfName) || !['Include', 'Exclude'].includes(action.text)) return true;
  const named = new Set<string>();
  const items = (await document.array(parameters.get('Fields'))) ?? [];
  if (items.length > mostNames) throw overLimits('a lock of too many fields');
  for (const item of items) {
    const name = await document.resolve(item);
    if (name instanceof PdfString) named.add(textOf(name));
  }
  const listed = [...named].some((name) => fieldName === name || fieldName.startsWith(`${name}.`));
  return action.text === 'Include' ? listed : !listed;
}
