import { type PdfObject, PdfRef, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { RuleCount } from './change-rule.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';
import { isSame } from './probe.js';

/**
 * Closes the books of a comparison: every object that the revision wrote is claimed by a rule, or is new and nothing
 * leads to it. An old object that was overwritten and that no rule asked for is suspicious even where no walk of ours
 * comes by it, as another reader's may.
 *
 * @throws {SuspiciousChange} `object-changed`
 */
export async function accountChanges(comparison: Comparison): Promise<RuleCount[]> {
  claimPlumbing(comparison);
  const open = [...comparison.touched].filter((number) => !comparison.claims.has(number));
  const overwritten: number[] = [];
  for (const number of open) {
    if (isThere(comparison.old, number) && (await valueOf(comparison.old, number)) !== null)
      overwritten.push(number);
    else if (await isObjectStream(comparison.next, number)) comparison.claims.set(number, 'object-stream');
    else if (isThere(comparison.next, number)) comparison.claims.set(number, 'unreferenced');
  }
  if (overwritten.length > 0) await comparison.claimReplaced();
  for (const number of overwritten) {
    if (!comparison.claims.has(number)) await claimRewritten(comparison, number);
  }
  return countRules(comparison);
}

export function countRules({ claims }: Comparison): RuleCount[] {
  const counts = new Map<RuleCount['rule'], number>();
  for (const rule of claims.values()) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, objects]) => ({ rule, objects }));
}

/** A cross-reference stream may take the number of an older one: they are found by offset and never referred to. */
function claimPlumbing(comparison: Comparison): void {
  const { old, next, touched, claims } = comparison;
  const numbers = (pdf: PdfDocument) =>
    pdf.sections.flatMap(({ objectNumber, hybrid }) => [objectNumber, hybrid?.objectNumber]);
  const before = new Set(numbers(old));
  for (const number of numbers(next)) {
    if (number === undefined || !touched.has(number) || claims.has(number)) continue;
    if (!isThere(old, number) || before.has(number)) claims.set(number, 'xref');
  }
}

async function claimRewritten(comparison: Comparison, number: number): Promise<void> {
  const before = await valueOf(comparison.old, number);
  const after = await valueOf(comparison.next, number);
  const isPlaced = comparison.skeleton.get(number) === number;
  if (!isPlaced && !(await isSame(comparison, before, after))) {
    throw new SuspiciousChange('object-changed', `object ${String(number)}`);
  }
  comparison.claims.set(number, 'rewritten-same');
}

function isThere(pdf: PdfDocument, number: number): boolean {
  const entry = pdf.entry(number);
  return entry !== undefined && entry.is !== 'free';
}

/** The object whatever its generation: only its number was claimed. */
function valueOf(pdf: PdfDocument, number: number): Promise<PdfObject> {
  const entry = pdf.entry(number);
  return pdf.get(new PdfRef(number, entry?.is === 'at' ? entry.generation : 0));
}

async function isObjectStream(pdf: PdfDocument, number: number): Promise<boolean> {
  const value = await valueOf(pdf, number);
  return value instanceof PdfStream && value.dict.name('Type') === 'ObjStm';
}
