import type { PreflightCheck } from '../contract/signing.js';

const ofAll: ReadonlySet<PreflightCheck['check']> = new Set([
  'appointment',
  'certificate',
  'factor',
  'clock',
  'legal-mode',
]);

/** A check of the one who signs, which holds for every letter; the rest are about one letter. */
export function isOfAll({ check }: PreflightCheck): boolean {
  return ofAll.has(check);
}
