import { objectText } from './object-writer.js';
import { PdfDict, PdfName, PdfRef, type PdfObject } from './objects.js';
import type { PdfDocument } from './pdf-document.js';
import { overLimits } from './pdf-refusal.js';

/** What is to be appended, and where in it the objects stand. */
export interface Revision {
  /** File = base + tail. The base is never touched, and never copied. */
  readonly tail: Uint8Array;
  /** Offset in the tail of the first byte of that object's value. */
  valueAt(ref: PdfRef): number;
}

interface Piece {
  readonly ref: PdfRef;
  readonly value: Uint8Array;
}

interface Row {
  readonly offset: number;
  readonly generation: number;
}

/** Offsets of classic rows have ten digits, those of our streams four bytes. */
const farthest = 0xffff_ffff;

/**
 * Collects new and replaced objects and writes them as one append-only revision.
 *
 * The cross-reference section is of the kind of the last one (a reader of tables need not know streams), and the
 * trailer keeps Root, Info and ID. Header, Info and XMP are left alone: whoever signs changes nothing else.
 */
export class RevisionWriter {
  private readonly pieces = new Map<number, Piece>();
  private next: number;

  constructor(private readonly document: PdfDocument) {
    this.next = document.maxObjectNumber + 1;
  }

  /** A reference that no object of the file bears, even where its `/Size` is too small. */
  newRef(): PdfRef {
    return new PdfRef(this.next++, 0);
  }

  /** Adds an object, or replaces the one of that number. */
  put(ref: PdfRef, value: PdfObject): void {
    this.putBytes(ref, Buffer.from(objectText(value), 'latin1'));
  }

  /** Adds or replaces an object whose text is ready. */
  putBytes(ref: PdfRef, value: Uint8Array): void {
    this.pieces.set(ref.number, { ref, value });
  }

  /** Adds or replaces a stream. `Length` is set here; the bytes are as the dictionary's filter says. */
  putStream(ref: PdfRef, dict: PdfDict, bytes: Uint8Array): void {
    const whole = new PdfDict(dict.entries()).set('Length', bytes.length);
    this.putBytes(
      ref,
      Buffer.concat([latin1(`${objectText(whole)}\nstream\n`), bytes, latin1('\nendstream')]),
    );
  }

  /** @throws {PdfRefusal} `pdf-over-limits` when the file is too long for offsets of four bytes */
  async finish(): Promise<Revision> {
    const { document } = this;
    const parts: Uint8Array[] = [];
    const places = new Map<number, number>();
    const rows = new Map<number, Row>();
    let length = 0;
    const write = (bytes: Uint8Array) => {
      parts.push(bytes);
      length += bytes.length;
    };
    const offset = () => document.size + length;

    if (!(await endsWithLineEnd(document))) write(latin1('\n'));
    for (const { ref, value } of this.pieces.values()) {
      rows.set(ref.number, { offset: offset(), generation: ref.generation });
      write(latin1(`${ref.number} ${ref.generation} obj\n`));
      places.set(ref.number, length);
      write(value);
      write(latin1('\nendobj\n'));
    }
    const start = offset();
    if (start > farthest) throw overLimits('offsets beyond four bytes');
    if (document.lastSectionKind === 'stream') write(this.streamSection(rows, start));
    else write(this.tableSection(rows));
    write(latin1(`startxref\n${start}\n%%EOF\n`));

    return {
      tail: Buffer.concat(parts),
      valueAt(ref) {
        const place = places.get(ref.number);
        if (place === undefined) throw new RangeError(`Object ${ref.key} is not in this revision.`);
        return place;
      },
    };
  }

  private tableSection(rows: ReadonlyMap<number, Row>): Uint8Array {
    const lines = ['xref\n'];
    for (const run of consecutive(rows)) {
      lines.push(`${run[0] ?? 0} ${run.length}\n`, ...run.map((number) => tableRow(rows.get(number))));
    }
    lines.push(`trailer\n${objectText(this.trailer(this.next))}\n`);
    return latin1(lines.join(''));
  }

  private streamSection(rows: Map<number, Row>, start: number): Uint8Array {
    const ref = this.newRef();
    rows.set(ref.number, { offset: start, generation: 0 });
    const runs = consecutive(rows);
    const numbers = runs.flat();
    const bytes = Buffer.alloc(numbers.length * 7);
    numbers.forEach((number, index) => {
      const row = rows.get(number);
      if (!row) return;
      bytes.writeUInt8(1, index * 7);
      bytes.writeUInt32BE(row.offset, index * 7 + 1);
      bytes.writeUInt16BE(row.generation, index * 7 + 5);
    });
    const dict = new PdfDict([
      ['Type', new PdfName('XRef')],
      ...this.trailer(this.next).entries(),
      ['W', [1, 4, 2]],
      ['Index', runs.flatMap((run) => [run[0] ?? 0, run.length])],
      ['Length', bytes.length],
    ]);
    const head = `${ref.number} 0 obj\n${objectText(dict)}\nstream\n`;
    return Buffer.concat([latin1(head), bytes, latin1('\nendstream\nendobj\n')]);
  }

  private trailer(size: number): PdfDict {
    const trailer = new PdfDict([
      ['Size', size],
      ['Prev', this.document.startXref],
    ]);
    for (const key of ['Root', 'Info', 'ID']) {
      const value = this.document.trailer.get(key);
      if (value !== undefined) trailer.set(key, value);
    }
    return trailer;
  }
}

/** Rows are exactly twenty bytes, since readers jump by multiplication. */
function tableRow(row: Row | undefined): string {
  if (!row) throw new TypeError('A run names an object that was not written.');
  return `${pad(row.offset, 10)} ${pad(row.generation, 5)} n \n`;
}

function pad(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}

/** The numbers in ascending order, cut into runs without gaps. */
function consecutive(rows: ReadonlyMap<number, unknown>): number[][] {
  const runs: number[][] = [];
  for (const number of [...rows.keys()].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

async function endsWithLineEnd(document: PdfDocument): Promise<boolean> {
  const [last] = await document.read(document.size - 1, 1);
  return last === 0x0a || last === 0x0d;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
