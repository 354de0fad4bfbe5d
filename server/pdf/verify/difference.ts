import { PdfRefusal } from '../core/pdf-refusal.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { Comparison } from './comparison.js';
import { compareCatalog, compareTrailer } from './difference-catalog.js';
import { type Difference, SuspiciousChange } from './difference-reason.js';
import { compareForm, placeForm } from './difference-form.js';
import { comparePages, placePages } from './difference-pages.js';

/**
 * What one revision changed in the one before it. Everything is suspicious that no rule allows
 * (ISO 32000-2, 12.8.2.2 tells what may be allowed; how shadow attacks and their kin hide, pyHanko's authors tell).
 *
 * A revision that cannot be read to its end is suspicious too: on doubt never harmless.
 */
export async function compareRevisions(old: PdfDocument, next: PdfDocument): Promise<Difference> {
  const comparison = new Comparison(old, next);
  try {
    // What a hybrid section hides from one kind of readers it may show to another.
    if (next.sections[0]?.hybrid) throw new SuspiciousChange('history-rewritten', 'a hybrid section');

    // Skeletons first: only then is known where a frozen walk may stop.
    comparison.place(old.trailer.get('Root'), next.trailer.get('Root'));
    const before = await old.catalog();
    const after = await next.catalog();
    const pages = await placePages(comparison, before.get('Pages'), after.get('Pages'));
    const form = await placeForm(comparison, before.get('AcroForm'), after.get('AcroForm'));

    await compareTrailer(comparison);
    await compareCatalog(comparison, before, after);
    await compareForm(comparison, form);
    await comparePages(comparison, pages);
    const { level, filled, overwritten } = comparison;
    return { level, filled, overwritten };
  } catch (error) {
    if (error instanceof SuspiciousChange) return suspicious(error.reason);
    if (error instanceof PdfRefusal) return suspicious('change-unreadable');
    throw error;
  }
}

function suspicious(suspicion: SuspiciousChange['reason']): Difference {
  return { level: 'none', suspicion, filled: [], overwritten: [] };
}
