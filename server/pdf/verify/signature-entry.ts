import { PdfDict, PdfRef, PdfString, type PdfObject } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { overLimits } from '../core/pdf-refusal.js';
import { transformsOf } from './modification-rights.js';

/** A signature field that has a value. */
export interface SignatureEntry {
  readonly field: string;
  readonly value: PdfDict;
  /** The object that the value is, or lies in directly; undefined for one without any object of its own. */
  readonly holder: PdfRef | undefined;
  readonly isDirect: boolean;
  readonly subFilter: string;
  readonly isTimestamp: boolean;
  /** Another field has the same value. */
  readonly isShared: boolean;
  /**
   * It grants usage rights (ISO 32000-1, 12.8.2.3; deprecated since). Its maker opens functions of a reader and is no
   * author or approver; its place is the permissions (12.8.4), never a field.
   */
  readonly isUsageRights: boolean;
}

/** Signed fields in the order of the form. @throws {PdfRefusal} */
export async function signatureEntries(pdf: PdfDocument): Promise<SignatureEntry[]> {
  const entries: SignatureEntry[] = [];
  const permissions = await pdf.dict((await pdf.catalog()).get('Perms'));
  for (const { name, value: raw, ref } of await pdf.signatureFields()) {
    if (raw === undefined) continue;
    // A value that leads nowhere is a signature that somebody lost, not a field that waits for one.
    const value = (await pdf.dict(raw)) ?? new PdfDict();
    if (entries.length >= pdf.limits.maxSignatures) throw overLimits('too many signatures');
    const subFilter = value.name('SubFilter') ?? '';
    entries.push({
      field: name,
      value,
      holder: raw instanceof PdfRef ? raw : ref,
      isDirect: !(raw instanceof PdfRef),
      subFilter,
      isTimestamp: isTimestampValue(value),
      isShared: false,
      isUsageRights: await isUsageRights(pdf, permissions, raw, value),
    });
  }
  const uses = new Map<string, number>();
  for (const { holder } of entries) {
    if (holder) uses.set(holder.key, (uses.get(holder.key) ?? 0) + 1);
  }
  return entries.map((entry) => ({ ...entry, isShared: (uses.get(entry.holder?.key ?? '') ?? 0) > 1 }));
}

async function isUsageRights(
  pdf: PdfDocument,
  permissions: PdfDict | undefined,
  raw: PdfObject,
  value: PdfDict,
): Promise<boolean> {
  const isNamed = USAGE_RIGHTS.some((key) => {
    const named = permissions?.get(key);
    return named instanceof PdfRef && raw instanceof PdfRef && named.key === raw.key;
  });
  return isNamed || (await transformsOf(pdf, value)).some(({ method }) => USAGE_RIGHTS.includes(method));
}

/** The former was written before PDF 1.6. */
const USAGE_RIGHTS = ['UR', 'UR3'];

/** What is judged as a document time-stamp (ISO 32000-2, 12.8.5), whatever else the dictionary calls itself. */
export function isTimestampValue(value: PdfDict | undefined): boolean {
  return value?.name('SubFilter') === 'ETSI.RFC3161';
}

/** True for a placeholder that nobody filled. */
export function isEmptySignature(value: PdfDict): boolean {
  const contents = value.get('Contents');
  return contents instanceof PdfString && contents.bytes.every((byte) => byte === 0);
}
