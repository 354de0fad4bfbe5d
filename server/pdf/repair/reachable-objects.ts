import { PdfDict, PdfRef, type PdfObject } from '../core/objects.js';
import type { FoundObject } from './scan-objects.js';

export interface Reachable {
  /** Ascending by number. */
  readonly objects: FoundObject[];
  /** Numbers that something names and nothing is. */
  readonly missing: Set<number>;
}

/** Everything that the trailer leads to. What nothing leads to any more is of an earlier revision, or hidden. */
export function reachableObjects(
  roots: readonly PdfObject[],
  objects: ReadonlyMap<number, FoundObject>,
): Reachable {
  const reached = new Map<number, FoundObject>();
  const missing = new Set<number>();
  const open: PdfObject[] = [...roots];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (Array.isArray(value)) for (const item of value) open.push(item);
    else if (value instanceof PdfDict) for (const [, entry] of value.entries()) open.push(entry);
    else if (value instanceof PdfRef && !reached.has(value.number)) {
      const found = objects.get(value.number);
      if (found?.ref.generation !== value.generation) missing.add(value.number);
      else {
        reached.set(value.number, found);
        open.push(found.value);
      }
    }
  }
  return { objects: [...reached.values()].sort((a, b) => a.ref.number - b.ref.number), missing };
}
