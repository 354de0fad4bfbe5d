import { bytesOf, objectStream, textOfBytes } from './made-pdfs.js';

/** A revision that a test appends by hand, right or wrong. */
export interface AppendedRevision {
  /** Objects as PDF text by their number. */
  readonly objects?: Readonly<Record<number, string>>;
  /** Numbers that the section calls free. */
  readonly free?: readonly number[];
  /** Objects that go into an object stream; the section is then a cross-reference stream. */
  readonly packed?: Readonly<Record<number, string>>;
  /** Number of that object stream, if it is to take the place of another object. */
  readonly container?: number;
  readonly kind?: 'table' | 'stream';
  readonly root?: string;
  readonly info?: string;
  /** More entries of the trailer. */
  readonly trailer?: string;
  /** Offset written as `/Prev`; null for none. */
  readonly prev?: number | null;
  /** What stands after `startxref` in the place of the truth. */
  readonly startXref?: number;
  /** Text after the section in the place of `%%EOF`. */
  readonly ending?: string;
  /** Offsets that the section gives in the place of the true ones. */
  readonly offsets?: Readonly<Record<number, number>>;
  /** Rows of objects that are not written: kind (1 at an offset, 2 in an object stream), offset or stream, last field. */
  readonly rows?: Readonly<Record<number, readonly [kind: 1 | 2, middle: number, last: number]>>;
}

/** Appends a revision to a file, whatever it does to it. */
export function appendRevision(base: Uint8Array, revision: AppendedRevision): Uint8Array {
  const before = textOfBytes(base);
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/u.exec(before)?.[1] ?? 0);
  const trailers = [...before.matchAll(/\/Size (\d+)/gu)].map(([, size]) => Number(size));
  const packed = Object.entries(revision.packed ?? {}).map(
    ([number, text]) => [Number(number), text] as const,
  );
  const first = Math.max(...trailers, ...numbersOf(revision).map((number) => number + 1));
  const container = packed.length > 0 ? (revision.container ?? first) : undefined;
  const objects: Record<number, string> = { ...revision.objects };
  if (container !== undefined) objects[container] = objectStream(packed);

  let text = before;
  const rows = new Map<number, readonly [kind: number, middle: number, last: number]>();
  for (const [number, value] of Object.entries(objects)) {
    rows.set(Number(number), [1, revision.offsets?.[Number(number)] ?? text.length, 0]);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  packed.forEach(([number], index) => rows.set(number, [2, container ?? 0, index]));
  for (const number of revision.free ?? []) rows.set(number, [0, 0, 1]);
  for (const [number, row] of Object.entries(revision.rows ?? {})) rows.set(Number(number), row);
  const { root = '1 0 R', info = '6 0 R', prev = previous, trailer = '', ending = '%%EOF\n' } = revision;
  const entries =
    `/Root ${root} ${info && `/Info ${info}`} /ID [<00112233> <00112233>] ` +
    `${prev === null ? '' : `/Prev ${prev}`} ${trailer}`;
  const at = text.length;
  const isStream = revision.kind === 'stream' || packed.length > 0;
  text += isStream ? streamSection(rows, first + 1, at, entries) : tableSection(rows, first, entries);
  return bytesOf(`${text}startxref\n${revision.startXref ?? at}\n${ending}`);
}

/** The text of an object as the newest revision of a file has it. */
export function objectIn(bytes: Uint8Array, number: number): string {
  const text = textOfBytes(bytes);
  const start = text.lastIndexOf(`\n${number} 0 obj`);
  return text.slice(text.indexOf('obj', start) + 3, text.indexOf('endobj', start)).trim();
}

type Rows = ReadonlyMap<number, readonly [kind: number, middle: number, last: number]>;

function numbersOf({ objects = {}, packed = {}, free = [] }: AppendedRevision): number[] {
  return [...Object.keys(objects), ...Object.keys(packed)].map(Number).concat(free);
}

function tableSection(rows: Rows, size: number, entries: string): string {
  const lines = [...rows].map(([number, [kind, middle, last]]) => {
    const offset = String(middle).padStart(10, '0');
    return `${number} 1\n${offset} ${String(last).padStart(5, '0')} ${kind === 0 ? 'f' : 'n'} \n`;
  });
  return `xref\n${lines.join('') || '0 0\n'}trailer\n<< /Size ${size} ${entries} >>\n`;
}

function streamSection(known: Rows, number: number, at: number, entries: string): string {
  const rows = new Map([...known, [number, [1, at, 0] as const]]);
  const bytes = Buffer.alloc(rows.size * 7);
  [...rows.values()].forEach(([kind, middle, last], index) => {
    bytes.writeUInt8(kind, index * 7);
    bytes.writeUInt32BE(middle, index * 7 + 1);
    bytes.writeUInt16BE(last, index * 7 + 5);
  });
  const index = [...rows.keys()].map((each) => `${each} 1`).join(' ');
  const dict = `<< /Type /XRef /Size ${number + 1} ${entries} /W [1 4 2] /Index [${index}] /Length ${bytes.length} >>`;
  return `${number} 0 obj\n${dict}\nstream\n${bytes.toString('latin1')}\nendstream\nendobj\n`;
}
