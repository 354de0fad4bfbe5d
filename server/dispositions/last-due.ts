import type { DispositionNodeRow } from '../database/index.js';

/**
 * The last day that is left below a node: a part of somebody else's duty is not due after the whole. One that is late
 * already leaves no day, and then binds nobody.
 */
export function lastDueUnder(parent: DispositionNodeRow | undefined, today: string): string | undefined {
  const due = parent?.due ?? undefined;
  return due !== undefined && due >= today ? due : undefined;
}
