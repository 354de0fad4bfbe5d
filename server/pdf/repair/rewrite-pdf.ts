import { objectText } from '../core/object-writer.js';
import { PdfDict, PdfRef, PdfStream } from '../core/objects.js';
import type { FoundObject } from './scan-objects.js';

/** Four bytes above 127 tell whoever moves the file that it is not text (ISO 32000-1, 7.5.2). */
const binaryMark = '%\xe2\xe3\xcf\xd3\n';

/**
 * Writes objects as a new file with one classic table. The bytes of streams are copied as they are.
 *
 * @param version as in `%PDF-1.7`
 * @param objects ascending by number
 */
export function rewritePdf(
  bytes: Buffer,
  version: string,
  objects: readonly FoundObject[],
  trailer: PdfDict,
): Uint8Array {
  const parts: Buffer[] = [];
  const offsets = new Map<number, { offset: number; generation: number }>();
  let length = 0;
  const write = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  write(latin1(`%PDF-${version}\n${binaryMark}`));
  for (const { ref, value, stream } of objects) {
    offsets.set(ref.number, { offset: length, generation: ref.generation });
    if (stream && value instanceof PdfDict) {
      const dict = new PdfDict(value.entries());
      if (!(dict.get('Length') instanceof PdfRef) || stream.corrected) dict.set('Length', stream.length);
      write(latin1(`${ref.number} ${ref.generation} obj\n${objectText(dict)}\nstream\n`));
      write(bytes.subarray(stream.start, stream.start + stream.length));
      write(latin1('\nendstream\nendobj\n'));
    } else
      write(latin1(`${ref.number} ${ref.generation} obj\n${objectText(withoutStream(value))}\nendobj\n`));
  }
  const size = (objects.at(-1)?.ref.number ?? 0) + 1;
  const start = length;
  write(latin1(`xref\n0 ${size}\n${tableRows(offsets, size)}`));
  const whole = new PdfDict([['Size', size], ...trailer.entries()]);
  write(latin1(`trailer\n${objectText(whole)}\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** Free numbers name the next free one, the last of them 0 (ISO 32000-1, 7.5.4). */
function tableRows(
  offsets: ReadonlyMap<number, { offset: number; generation: number }>,
  size: number,
): string {
  const rows: string[] = [];
  let nextFree = 0;
  for (let number = size - 1; number >= 0; number -= 1) {
    const used = offsets.get(number);
    if (used) rows.push(`${pad(used.offset, 10)} ${pad(used.generation, 5)} n \n`);
    else {
      rows.push(`${pad(nextFree, 10)} ${number === 0 ? '65535' : '00000'} f \n`);
      nextFree = number;
    }
  }
  return rows.reverse().join('');
}

function withoutStream(value: FoundObject['value']): FoundObject['value'] {
  return value instanceof PdfStream ? value.dict : value;
}

function pad(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
