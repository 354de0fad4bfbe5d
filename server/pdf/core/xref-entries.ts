import type { XrefEntry } from './xref-entry.js';
import { damaged, overLimits } from './pdf-refusal.js';

/** Rows that say where objects are, by their place in the section. */
export interface XrefRows {
  /** @throws {PdfRefusal} `pdf-damaged` when the row is none */
  entry(row: number): XrefEntry;
}

/** Numbers in succession that one section lists, with their rows. */
interface Run {
  readonly first: number;
  readonly count: number;
  readonly rows: XrefRows;
  /** The row of `first`. */
  readonly row: number;
}

/**
 * What one section says of each object that it lists. A row is read when its object is asked for: of a hundred
 * thousand, a signature needs ten.
 */
export class XrefEntries {
  /** @param runs ascending, none over another */
  private constructor(private readonly runs: readonly Run[]) {}

  /** @throws {PdfRefusal} `pdf-damaged` when one number has two rows: readers differ, so we do not choose */
  static of(unsorted: readonly Run[]): XrefEntries {
    const runs = unsorted.filter(({ count }) => count > 0).sort((a, b) => a.first - b.first);
    for (const [index, { first }] of runs.entries()) {
      const before = runs[index - 1];
      if (before && first < before.first + before.count) {
        throw damaged(`object ${String(first)} is listed twice in one section`);
      }
    }
    return new XrefEntries(runs);
  }

  get size(): number {
    return this.runs.reduce((sum, { count }) => sum + count, 0);
  }

  /** The highest number listed, or -1 in an empty section. */
  get highest(): number {
    const last = this.runs.at(-1);
    return last ? last.first + last.count - 1 : -1;
  }

  /** @throws {PdfRefusal} `pdf-damaged` when the row is none */
  get(number: number): XrefEntry | undefined {
    let low = 0;
    let high = this.runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = this.runs[middle];
      if (!run) return undefined;
      if (number < run.first) high = middle - 1;
      else if (number >= run.first + run.count) low = middle + 1;
      else return run.rows.entry(run.row + number - run.first);
    }
    return undefined;
  }

  /** Ascending. */
  *keys(): Generator<number> {
    for (const { first, count } of this.runs) {
      for (let number = first; number < first + count; number += 1) yield number;
    }
  }
}

/** Takes runs of rows as they are met, up to as many as all sections together may list. */
export class XrefEntriesBuilder {
  private readonly runs: Run[] = [];
  private total = 0;

  constructor(private readonly maxObjects: number) {}

  /** @throws {PdfRefusal} `pdf-over-limits` */
  add(first: number, count: number, rows: XrefRows, row = 0): void {
    this.total += count;
    if (first + count > this.maxObjects || this.total > this.maxObjects) throw overLimits('too many objects');
    this.runs.push({ first, count, rows, row });
  }

  /** @throws {PdfRefusal} see `XrefEntries.of` */
  finish(): XrefEntries {
    return XrefEntries.of(this.runs);
  }
}
