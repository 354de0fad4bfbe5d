import { deflateSync } from 'node:zlib';
import { appendObjects, letterPdf } from './letter-pdf.js';
import { bytesOf, onePage, streamPdf, tablePdf, type MadeObjects } from './made-pdfs.js';

/** Small files that become large, deep or many when they are opened, each in its own way. */
export const bombs: readonly (readonly [string, () => Uint8Array])[] = [
  ['a page that draws 80 MB of blanks', () => appendObjects(letterPdf(), new Map([[4, blanks(80)]]))],
  [
    'twenty contents of 20 MB each',
    () => {
      const pieces = Array.from({ length: 20 }, (_, i) => [200 + i, blanks(20)] as const);
      const refs = pieces.map(([number]) => `${String(number)} 0 R`).join(' ');
      const page = `<< /Type /Page /Parent 2 0 R /Contents [${refs}] >>`;
      return appendObjects(letterPdf(), new Map([[3, page], ...pieces]));
    },
  ],
  [
    'an object stream that unpacks to 80 MB',
    () => {
      const packed = deflateSync(Buffer.concat([Buffer.from('2 0 '), Buffer.alloc(80 * 1024 * 1024, 0x20)]));
      const stream =
        `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${String(packed.length)} >>\n` +
        `stream\n${packed.toString('latin1')}\nendstream`;
      // The page tree, number 2, is said to be in the container, number 4.
      const whole = streamPdf({ ...onePage, 4: stream });
      return withPagesInside(whole);
    },
  ],
  ['brackets a hundred thousand deep', () => tablePdf({ ...onePage, 3: deep(100_000) })],
  ['a page tree a thousand floors high', () => tablePdf(tower(1_000))],
  [
    'two hundred thousand pages',
    () =>
      tablePdf({
        ...onePage,
        2: `<< /Type /Pages /Count 200000 /Kids [${'<< /Type /Page >> '.repeat(100_000)}] >>`,
      }),
  ],
  ['a table of five million objects', () => sections(5_000_000, 1)],
  ['thirty sections of four hundred thousand objects each', () => sections(400_000, 30)],
];

/** A stream of `megabytes` of blanks, a thousandth of it packed. */
function blanks(megabytes: number): string {
  const packed = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, 0x20)).toString('latin1');
  return `<< /Length ${String(packed.length)} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`;
}

function deep(floors: number): string {
  return `<< /Type /Page /Parent 2 0 R /X ${'['.repeat(floors)}${']'.repeat(floors)} >>`;
}

function tower(floors: number): MadeObjects {
  const objects: Record<number, string> = { 1: '<< /Type /Catalog /Pages 2 0 R >>' };
  for (let number = 2; number < floors + 2; number++)
    objects[number] = `<< /Type /Pages /Count 1 /Kids [${String(number + 1)} 0 R] >>`;
  objects[floors + 2] = '<< /Type /Page >>';
  return objects;
}

/** Cross-reference streams whose rows are all alike, so that millions of them are some kilobytes. */
function sections(rows: number, count: number): Uint8Array {
  const body = deflateSync(Buffer.alloc(rows * 4, 1), { level: 9 }).toString('latin1');
  let text = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n';
  let previous = '';
  let at = 0;
  for (let i = 0; i < count; i++) {
    at = text.length;
    text +=
      `3 0 obj\n<< /Type /XRef /Size ${String(rows)} /Root 1 0 R ${previous} /W [1 2 1] /Filter /FlateDecode ` +
      `/Length ${String(body.length)} >>\nstream\n${body}\nendstream\nendobj\n`;
    previous = `/Prev ${String(at)}`;
  }
  return bytesOf(`${text}startxref\n${String(at)}\n%%EOF\n`);
}

/** A revision whose section says that object 2 lies in the stream 4. */
function withPagesInside(whole: Uint8Array): Uint8Array {
  const before = Buffer.from(whole).toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(before)?.[1] ?? '';
  const rows = Buffer.from([2, 0, 4, 0]).toString('latin1');
  const dict = `<< /Type /XRef /Size 7 /Root 1 0 R /Prev ${previous} /W [1 2 1] /Index [2 1] /Length 4 >>`;
  return bytesOf(
    `${before}6 0 obj\n${dict}\nstream\n${rows}\nendstream\nendobj\nstartxref\n${String(before.length)}\n%%EOF\n`,
  );
}
