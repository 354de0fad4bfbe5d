import type { PdfObject } from '../core/objects.js';
import type { Comparison } from './comparison.js';
import { SuspiciousChange } from './difference-reason.js';

/**
 * Whether nothing changed below, asked and not demanded. On a comparison of its own, since a walk that was broken
 * off has seen pairs without having judged them.
 */
export async function isSame(
  comparison: Comparison,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): Promise<boolean> {
  const probe = comparison.probe();
  try {
    await probe.frozen(before, after, 'object-changed');
    return true;
  } catch (error) {
    if (error instanceof SuspiciousChange) return false;
    throw error;
  }
}
