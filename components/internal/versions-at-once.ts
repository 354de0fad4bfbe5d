import type { RevisionReport, VerificationReport } from '../../server/contract/verification.js';

/** Up to so many a list is read at a glance. */
const few = 8;
const newest = 4;
/** Fewer are not worth a button. */
const leastHidden = 3;

/**
 * Which versions of a file are listed before the reader asks for all: the newest, each that was signed, each that is
 * suspicious, and those that the reader is at.
 */
export function versionsAtOnce(
  { history, signatures }: Pick<VerificationReport, 'history' | 'signatures'>,
  isAt: readonly (number | undefined)[] = [],
): readonly RevisionReport[] {
  if (history.length <= few) return history;
  const kept = new Set([...signatures.map(({ revision }) => revision), ...isAt]);
  const shown = history.filter(
    ({ revision, suspicion }, at) =>
      at >= history.length - newest || suspicion !== undefined || kept.has(revision),
  );
  return history.length - shown.length < leastHidden ? history : shown;
}
