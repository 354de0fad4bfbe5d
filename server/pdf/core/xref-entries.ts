import type { XrefEntry } from './xref-entry.js';
import { damaged, overLimits } from './pdf-refusal.js';

/** As a cross-reference stream numbers them (ISO 32000-1, table 18). */
const FREE = 0;
const AT = 1;
const INSIDE = 2;

/** Numbers in a row that one section lists, and where their rows begin among all of that section. */
interface Run {
  readonly first: number;
  readonly count: number;
  readonly row: number;
}

/**
 * What one section says of each object that it lists. Kept as rows of numbers: a map of a hundred thousand entries
 * would cost more than the signature for whose sake it is read.
 */
export class XrefEntries {
  /** @param runs ascending, none over another */
  constructor(
    private readonly runs: readonly Run[],
    private readonly rows: { readonly kinds: Uint8Array; readonly middles: Float64Array; lasts: Uint32Array },
  ) {}

  get size(): number {
    return this.runs.reduce((sum, { count }) => sum + count, 0);
  }

  /** The highest number listed, or -1 in an empty section. */
  get highest(): number {
    const last = this.runs.at(-1);
    return last ? last.first + last.count - 1 : -1;
  }

  get(number: number): XrefEntry | undefined {
    const row = this.rowOf(number);
    if (row === undefined) return undefined;
    const middle = this.rows.middles[row] ?? 0;
    const last = this.rows.lasts[row] ?? 0;
    if (this.rows.kinds[row] === AT) return { is: 'at', offset: middle, generation: last };
    if (this.rows.kinds[row] === INSIDE) return { is: 'inside', container: middle, index: last };
    return { is: 'free', generation: last };
  }

  /** Ascending. */
  *keys(): Generator<number> {
    for (const { first, count } of this.runs) {
      for (let number = first; number < first + count; number += 1) yield number;
    }
  }

  private rowOf(number: number): number | undefined {
    let low = 0;
    let high = this.runs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const run = this.runs[middle];
      if (!run) return undefined;
      if (number < run.first) high = middle - 1;
      else if (number >= run.first + run.count) low = middle + 1;
      else return run.row + number - run.first;
    }
    return undefined;
  }
}

/** Takes the rows of a section as they are read. */
export class XrefEntriesBuilder {
  private readonly runs: Run[] = [];
  private kinds = new Uint8Array(64);
  private middles = new Float64Array(64);
  private lasts = new Uint32Array(64);
  private room = 0;
  private length = 0;

  constructor(private readonly maxObjects: number) {}

  /**
   * Announces rows for `count` numbers from `first` on.
   *
   * @throws {PdfRefusal} `pdf-over-limits`
   */
  begin(first: number, count: number): void {
    this.room += count;
    if (first + count > this.maxObjects || this.room > this.maxObjects) throw overLimits('too many objects');
    if (count > 0) this.runs.push({ first, count, row: this.length });
    if (this.room <= this.kinds.length) return;
    const size = Math.max(this.room, 2 * this.kinds.length);
    this.kinds = grown(this.kinds, new Uint8Array(size));
    this.middles = grown(this.middles, new Float64Array(size));
    this.lasts = grown(this.lasts, new Uint32Array(size));
  }

  free(generation: number): void {
    this.row(FREE, 0, generation);
  }

  at(offset: number, generation: number): void {
    this.row(AT, offset, generation);
  }

  inside(container: number, index: number): void {
    this.row(INSIDE, container, index);
  }

  /** @throws {PdfRefusal} `pdf-damaged` when one number has two rows: readers differ, so we do not choose */
  finish(): XrefEntries {
    const runs = this.runs.sort((a, b) => a.first - b.first);
    for (const [index, { first }] of runs.entries()) {
      const before = runs[index - 1];
      if (before && first < before.first + before.count) {
        throw damaged(`object ${String(first)} is listed twice in one section`);
      }
    }
    return new XrefEntries(runs, { kinds: this.kinds, middles: this.middles, lasts: this.lasts });
  }

  private row(kind: number, middle: number, last: number): void {
    this.kinds[this.length] = kind;
    this.middles[this.length] = middle;
    // No object has a generation or an index beyond four bytes; the largest then means "none that exists".
    this.lasts[this.length] = Math.min(last, 0xffff_ffff);
    this.length += 1;
  }
}

function grown<Rows extends Uint8Array | Float64Array | Uint32Array>(old: Rows, larger: Rows): Rows {
  larger.set(old);
  return larger;
}
