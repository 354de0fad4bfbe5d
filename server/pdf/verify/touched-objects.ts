import { PdfRef, PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import type { XrefEntry } from '../core/xref-section.js';

/**
 * Numbers whose cross-reference entry leads elsewhere in the newer of two revisions: overwritten, freed or new. What
 * lies in an object stream that was itself overwritten is among them, though its own entry is as it was.
 *
 * @param withContents False to read no object: then such contents are not counted.
 */
export async function touchedObjects(
  old: PdfDocument,
  next: PdfDocument,
  withContents = true,
): Promise<Set<number>> {
  const touched = new Set<number>();
  const containers = new Set<number>();
  for (const section of next.sections.slice(0, next.sections.length - old.sections.length)) {
    for (const entries of [section.entries, section.hybrid?.entries]) {
      for (const number of entries?.keys() ?? []) {
        if (isSameEntry(old.entry(number), next.entry(number))) continue;
        touched.add(number);
        if (withContents && (await isContainer(old, number))) containers.add(number);
      }
    }
  }
  if (containers.size > 0) {
    for (const { entries, hybrid } of old.sections) {
      for (const known of [entries, hybrid?.entries]) {
        for (const number of known?.keys() ?? []) {
          const entry = old.entry(number);
          if (entry?.is === 'inside' && containers.has(entry.container)) touched.add(number);
        }
      }
    }
  }
  return touched;
}

async function isContainer(pdf: PdfDocument, number: number): Promise<boolean> {
  const entry = pdf.entry(number);
  if (entry?.is !== 'at') return false;
  const value = await pdf.get(new PdfRef(number, entry.generation));
  return value instanceof PdfStream && value.dict.name('Type') === 'ObjStm';
}

export function isSameEntry(before: XrefEntry | undefined, after: XrefEntry | undefined): boolean {
  if (before === after) return true;
  if (!before || !after) return (before ?? after)?.is === 'free';
  if (before.is === 'at' && after.is === 'at') {
    return before.offset === after.offset && before.generation === after.generation;
  }
  if (before.is === 'inside' && after.is === 'inside') {
    return before.container === after.container && before.index === after.index;
  }
  return before.is === 'free' && after.is === 'free';
}
