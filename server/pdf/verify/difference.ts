import { PdfRefusal } from '../core/pdf-refusal.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { accountChanges, countRules } from './account-changes.js';
import { Comparison } from './comparison.js';
import { compareCatalog, compareTrailer } from './difference-catalog.js';
import { type Difference, type DifferenceReason, SuspiciousChange } from './difference-reason.js';
import { compareForm, placeForm } from './difference-form.js';
import { comparePages, placePages } from './difference-pages.js';
import { compareStructure, placeStructure } from './difference-structure.js';
import type { ReferenceIndex } from './reference-index.js';
import { touchedObjects } from './touched-objects.js';

/**
 * What one revision changed in the one before it. Everything is suspicious that no rule allows
 * (ISO 32000-2, 12.8.2.2 tells what may be allowed; how shadow attacks and their kin hide, pyHanko's authors tell).
 *
 * A revision that cannot be read to its end is suspicious too: on doubt never harmless.
 */
export async function compareRevisions(
  old: PdfDocument,
  next: PdfDocument,
  references: ReferenceIndex,
): Promise<Difference> {
  const touched = new Set<number>();
  const comparison = new Comparison(old, next, touched, references);
  try {
    for (const number of await touchedObjects(old, next)) touched.add(number);
    // What a hybrid section hides from one kind of readers it may show to another.
    if (next.sections[0]?.hybrid) throw new SuspiciousChange('history-rewritten', 'a hybrid section');
    requireSize(old, next);

    // Skeletons first: only then is known where a frozen walk may stop.
    comparison.place(old.trailer.get('Root'), next.trailer.get('Root'));
    const before = await old.catalog();
    const after = await next.catalog();
    comparison.claim(next.trailer.get('Root'), 'catalog-reissued');
    const pages = await placePages(comparison, before.get('Pages'), after.get('Pages'));
    const form = await placeForm(comparison, before.get('AcroForm'), after.get('AcroForm'));
    const structure = await placeStructure(comparison, before, after);

    await compareTrailer(comparison);
    await compareCatalog(comparison, before, after);
    await compareForm(comparison, form);
    const drawn = await comparePages(comparison, pages);
    await compareStructure(comparison, structure);
    await comparison.frozenAside();
    const changes = await accountChanges(comparison);
    const { level, filled, overwritten } = comparison;
    return { level, filled, overwritten, drawn, changes, touched: comparison.touched.size };
  } catch (error) {
    if (error instanceof SuspiciousChange) return suspicious(comparison, error.reason);
    if (error instanceof PdfRefusal) return suspicious(comparison, 'change-unreadable');
    throw error;
  }
}

/** Some readers see no object whose number is not below `/Size`: it may not rise to show what was there unseen. */
function requireSize(old: PdfDocument, next: PdfDocument): void {
  const before = old.trailer.integer('Size') ?? 0;
  const after = Math.min(next.trailer.integer('Size') ?? 0, old.maxObjectNumber + 1);
  for (let number = before; number < after; number += 1) {
    const is = old.entry(number)?.is;
    if (is !== undefined && is !== 'free')
      throw new SuspiciousChange('history-rewritten', 'a size that rises');
  }
}

function suspicious(comparison: Comparison, suspicion: DifferenceReason): Difference {
  const changes = countRules(comparison);
  const nothing = { filled: [], overwritten: [], drawn: [] };
  return { level: 'none', suspicion, ...nothing, changes, touched: comparison.touched.size };
}
