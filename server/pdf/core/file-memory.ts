import type { IndirectObject } from './parser.js';
import type { XrefSection } from './xref-section.js';

/** Objects remembered before all are forgotten, and bytes of the rows of sections. */
const MOST_OBJECTS = 20_000;
const MOST_ROWS = 32 * 1024 * 1024;

/** A section, and how many bytes its rows took when unpacked, which each reader of it counts. */
export interface ReadSection {
  readonly section: XrefSection;
  readonly unpacked: number;
}

/**
 * What was read of one file, found again by the offset where it stands. The file and its earlier revisions are the same
 * bytes as far as each goes, so what one has read may serve the others.
 *
 * That a later revision must not change how an earlier one reads is what signatures rest on. So each value is kept with
 * its reach: the offset behind the last byte that it may hang on, be it one that was only looked at. It is found by those
 * alone that hold all these bytes, and not kept at all where the end of a file was among what it hangs on.
 */
export class FileMemory {
  readonly #byShift = new Map<number, FileView>();

  /** @param shift Where offsets are counted from: from another byte on, the same offset is another place. */
  countedFrom(shift: number): FileView {
    const known = this.#byShift.get(shift) ?? {
      objects: new PlaceMemory(MOST_OBJECTS),
      sections: new PlaceMemory(MOST_ROWS),
    };
    this.#byShift.set(shift, known);
    return known;
  }
}

export interface FileView {
  readonly objects: PlaceMemory<IndirectObject>;
  readonly sections: PlaceMemory<ReadSection>;
}

export class PlaceMemory<Value> {
  readonly #known = new Map<number, { readonly value: Value; readonly reach: number }>();
  #weight = 0;

  /** @param most Weight of all values before all are forgotten. */
  constructor(private readonly most: number) {}

  /** @param size Of the file that asks. */
  get(offset: number, size: number): Value | undefined {
    const found = this.#known.get(offset);
    return found && found.reach <= size ? found.value : undefined;
  }

  /** @param size Of the file that it was read from. */
  keep(offset: number, value: Value, reach: number, size: number, weight = 1): void {
    if (reach > size || weight > this.most) return;
    if (this.#weight + weight > this.most) {
      this.#known.clear();
      this.#weight = 0;
    }
    this.#weight += weight;
    this.#known.set(offset, { value, reach });
  }
}
