import { deflateSync } from 'node:zlib';

/** Objects by their number, as PDF text without `obj` and `endobj`. */
export type MadeObjects = Readonly<Record<number, string>>;

export interface MadeShape {
  /** More entries of the trailer. */
  readonly trailer?: string;
  /** Numbers that go into an object stream; for `streamPdf` only. */
  readonly packed?: readonly number[];
  /** What stands in the place of the offset after `startxref`. */
  readonly startXref?: string;
}

/** One empty page. */
export const onePage: MadeObjects = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>',
  3: '<< /Type /Page /Parent 2 0 R >>',
};

const HEADER = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';

/** A file with a classic cross-reference table. */
export function tablePdf(objects: MadeObjects = onePage, shape: MadeShape = {}): Uint8Array {
  const { text, offsets } = write(objects);
  const rows = [...offsets].map(([number, offset]) => {
    const head = offsets.has(number - 1) ? '' : `${number} ${runFrom(number, offsets)}\n`;
    return `${head}${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = [...offsets.keys()].reduce((a, b) => Math.max(a, b)) + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R ${shape.trailer ?? ''} >>\n`;
  const table = `xref\n0 1\n0000000000 65535 f \n${rows.join('')}${trailer}`;
  return bytesOf(`${text}${table}startxref\n${shape.startXref ?? text.length}\n%%EOF\n`);
}

/** A file with a cross-reference stream, packed as real writers pack it: Flate with the PNG "up" predictor. */
export function streamPdf(objects: MadeObjects = onePage, shape: MadeShape = {}): Uint8Array {
  const packed = shape.packed ?? [];
  const plain = Object.entries(objects).filter(([number]) => !packed.includes(Number(number)));
  const last = Math.max(...Object.keys(objects).map(Number));
  const container = last + 1;
  const { text, offsets } = write({
    ...Object.fromEntries(plain),
    ...(packed.length > 0 && {
      [container]: objectStream(packed.map((number) => [number, objects[number] ?? 'null'])),
    }),
  });
  const rows = Array.from({ length: container + 2 }, (_, number) => {
    const offset = number === container + 1 ? text.length : offsets.get(number);
    const index = packed.indexOf(number);
    if (index >= 0) return [2, container >> 8, container & 255, index];
    return offset === undefined ? [0, 0, 0, 255] : [1, offset >> 8, offset & 255, 0];
  });
  const body = deflateSync(upPredicted(rows)).toString('latin1');
  const dict =
    `<< /Type /XRef /Size ${container + 2} /Root 1 0 R /W [1 2 1] /Filter /FlateDecode ` +
    `/DecodeParms << /Predictor 12 /Columns 4 >> /Length ${body.length} ${shape.trailer ?? ''} >>`;
  const section = `${container + 1} 0 obj\n${dict}\nstream\n${body}\nendstream\nendobj\n`;
  return bytesOf(`${text}${section}startxref\n${text.length}\n%%EOF\n`);
}

/** An object stream (ISO 32000-1, 7.5.7), unpacked. */
export function objectStream(objects: readonly (readonly [number, string])[]): string {
  let list = '';
  let body = '';
  for (const [number, text] of objects) {
    list += `${number} ${body.length} `;
    body += `${text} `;
  }
  const content = list + body;
  return stream(content, `/Type /ObjStm /N ${objects.length} /First ${list.length}`);
}

export function stream(content: string, entries = ''): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

export function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function textOfBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function write(objects: MadeObjects): { text: string; offsets: Map<number, number> } {
  const offsets = new Map<number, number>();
  let text = HEADER;
  for (const [number, value] of Object.entries(objects)) {
    offsets.set(Number(number), text.length);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  return { text, offsets };
}

/** How many numbers in a row are taken, beginning with this one. */
function runFrom(number: number, offsets: ReadonlyMap<number, number>): number {
  let end = number;
  while (offsets.has(end)) end += 1;
  return end - number;
}

function upPredicted(rows: readonly (readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    rows.flatMap((row, index) => [
      2,
      ...row.map((value, at) => (value - (rows[index - 1]?.[at] ?? 0)) & 255),
    ]),
  );
}
