import { PdfDict, PdfName, type PdfObject, type PdfRef, PdfString } from '../core/objects.js';
import type { FormField } from '../core/form-fields.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { damaged, PdfRefusal } from '../core/pdf-refusal.js';
import type { CatalogDraft } from './catalog-draft.js';

/**
 * What the author of a document allows to those who come after (ISO 32000-2, table 257): 1 nothing but validation
 * material, 2 also filling in and signing, 3 also annotating.
 */
export type CertificationLevel = 1 | 2 | 3;

/** Most names of fields that a lock may list; each is written into the signature. */
const MOST_LOCKED = 1000;

/** @throws {PdfRefusal} `pdf-already-signed`: a certification is the first signature or none (ISO 32000-2 §12.8.1) */
export async function demandFirstSignature(
  document: PdfDocument,
  fields: readonly FormField[],
): Promise<void> {
  const permissions = await document.dict((await document.catalog()).get('Perms'));
  if (permissions?.has('DocMDP')) throw new PdfRefusal('pdf-already-signed', 'certified already');
  for (const { type, value } of fields) {
    if (type === 'Sig' && (await document.dict(value))) {
      throw new PdfRefusal('pdf-already-signed', 'a certification comes before all other signatures');
    }
  }
}

/** Names the certifying signature in the catalog (ISO 32000-2 §12.8.6), beside what permissions there are. */
export async function enterCertification(
  document: PdfDocument,
  catalog: CatalogDraft,
  signature: PdfRef,
): Promise<void> {
  const permissions = await document.dict(catalog.get('Perms'));
  await catalog.replace('Perms', new PdfDict(permissions?.entries() ?? []).set('DocMDP', signature));
}

/**
 * The references of a signature (ISO 32000-2 §12.8.1, table 256): what its certification and the `/Lock` of its field
 * demand. A lock's own `/P` limits the whole document as a certification would (§12.7.5.5), so it is written as one; of
 * two levels the stricter counts.
 */
export async function signatureReferences(
  document: PdfDocument,
  certify: CertificationLevel | undefined,
  lockValue: PdfDict | undefined,
): Promise<PdfDict[]> {
  const limit = await document.resolve(lockValue?.get('P'));
  const levels = [certify, isLevel(limit) ? limit : undefined].filter((level) => level !== undefined);
  const references: PdfDict[] = [];
  if (levels.length > 0) {
    references.push(reference('DocMDP', new PdfDict([['P', Math.min(...levels)]])));
  }
  if (lockValue) {
    const parameters = await lockParameters(document, lockValue);
    // Acrobat takes a FieldMDP without the object it is about for a broken one.
    references.push(reference('FieldMDP', parameters).set('Data', document.catalogRef));
  }
  return references;
}

function isLevel(value: PdfObject): value is CertificationLevel {
  return value === 1 || value === 2 || value === 3;
}

function reference(method: 'DocMDP' | 'FieldMDP', parameters: PdfDict): PdfDict {
  return new PdfDict([
    ['Type', new PdfName('SigRef')],
    ['TransformMethod', new PdfName(method)],
    [
      'TransformParams',
      new PdfDict([
        ['Type', new PdfName('TransformParams')],
        ...parameters.entries(),
        ['V', new PdfName('1.2')],
      ]),
    ],
  ]);
}

/** All values directly, as a signature's dictionary demands. */
async function lockParameters(document: PdfDocument, lock: PdfDict): Promise<PdfDict> {
  const action = await document.resolve(lock.get('Action'));
  if (!(action instanceof PdfName) || !['All', 'Include', 'Exclude'].includes(action.text)) {
    throw damaged('a field lock without an action');
  }
  const parameters = new PdfDict([['Action', action]]);
  if (action.text === 'All') return parameters;
  const listed = (await document.array(lock.get('Fields'))) ?? [];
  if (listed.length > MOST_LOCKED) throw new PdfRefusal('pdf-over-limits', 'a lock of too many fields');
  const names: PdfString[] = [];
  for (const item of listed) {
    const name = await document.resolve(item);
    if (!(name instanceof PdfString)) throw damaged('a field lock with a name that is none');
    names.push(name);
  }
  return parameters.set('Fields', names);
}
