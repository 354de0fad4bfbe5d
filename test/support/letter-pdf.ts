/** What varies between the letters that tests make. */
export interface LetterShape {
  pages?: number;
  mediaBox?: string;
  /** More entries of the first page, as PDF text. */
  pageEntries?: string;
  /** More entries of the catalog. */
  catalogEntries?: string;
  /** More objects, from number 10 on, as PDF text; the first is `10 0 obj`. */
  objects?: readonly string[];
  /** Text after the last `%%EOF`. */
  ending?: string;
  /** What `/Size` says in the place of the truth. */
  size?: number;
}

/** A plain letter with a classic cross-reference table, written by hand so that every byte is known. */
export function letterPdf(shape: LetterShape = {}): Uint8Array {
  return finishTable(letterObjects(shape), shape);
}

/**
 * The same letter in hybrid form (ISO 32000-1 §7.5.8.4): catalog and page tree in an object stream, which the table
 * hides from readers that know no streams.
 */
export function hybridLetterPdf(shape: LetterShape = {}): Uint8Array {
  const objects = letterObjects(shape);
  const packed = [...objects].filter(([number]) => number === 5);
  for (const [number] of packed) objects.delete(number);
  let header = '';
  let body = '';
  for (const [number, text] of packed) {
    header += `${number} ${body.length} `;
    body += `${text} `;
  }
  const container = Math.max(...objects.keys()) + 1;
  const stream = header + body;
  objects.set(
    container,
    `<< /Type /ObjStm /N ${packed.length} /First ${header.length} /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  );
  const { text, offsets } = writeObjects(objects);
  const at = text.length;
  offsets.set(container + 1, at);
  const rows = Buffer.alloc(packed.length * 4);
  packed.forEach((_, index) => {
    rows.writeUInt8(2, index * 4);
    rows.writeUInt16BE(container, index * 4 + 1);
    rows.writeUInt8(index, index * 4 + 3);
  });
  const index = packed.map(([number]) => `${number} 1`).join(' ');
  const size = container + 2;
  const dict = `<< /Type /XRef /Size ${size} /Root 1 0 R /W [1 2 1] /Index [${index}] /Length ${rows.length} >>`;
  const section = `${container + 1} 0 obj\n${dict}\nstream\n${rows.toString('latin1')}\nendstream\nendobj\n`;
  return table(text + section, offsets, size, `/XRefStm ${at}`, shape.ending);
}

/** A revision appended by hand: objects replaced or added, with a table of their own. */
export function appendObjects(base: Uint8Array, objects: ReadonlyMap<number, string>): Uint8Array {
  const before = Buffer.from(base).toString('latin1');
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(before)?.[1];
  const size = /\/Size (\d+)/u.exec(before.slice(before.lastIndexOf('trailer')))?.[1];
  const { text, offsets } = writeObjects(objects, before);
  const highest = Math.max(Number(size), ...[...objects.keys()].map((number) => number + 1));
  return table(text, offsets, highest, `/Prev ${previous}`);
}

function letterObjects(shape: LetterShape): Map<number, string> {
  const pages = shape.pages ?? 1;
  const content = 'BT /F1 14 Tf 71 700 Td (Surat tugas) Tj ET';
  const kids = Array.from({ length: pages }, (_, index) => `${index === 0 ? 3 : 100 + index} 0 R`);
  const page = `/Type /Page /Parent 2 0 R /Contents 4 0 R`;
  const objects = new Map([
    [1, `<< /Type /Catalog /Pages 2 0 R ${shape.catalogEntries ?? ''} >>`],
    [
      2,
      `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages} /MediaBox ${shape.mediaBox ?? '[0 0 595 842]'} ` +
        `/Resources << /Font << /F1 5 0 R >> >> >>`,
    ],
    [3, `<< ${page} ${shape.pageEntries ?? ''} >>`],
    [4, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`],
    [5, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'],
    [6, '<< /Title (Surat tugas) /Producer (tangan) >>'],
  ]);
  shape.objects?.forEach((text, index) => objects.set(10 + index, text));
  for (let index = 1; index < pages; index++) objects.set(100 + index, `<< ${page} >>`);
  return objects;
}

function finishTable(objects: ReadonlyMap<number, string>, shape: LetterShape): Uint8Array {
  const { text, offsets } = writeObjects(objects);
  return table(text, offsets, shape.size ?? Math.max(...objects.keys()) + 1, '', shape.ending);
}

function writeObjects(objects: ReadonlyMap<number, string>, before = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n') {
  const offsets = new Map<number, number>();
  let text = before;
  for (const [number, value] of objects) {
    offsets.set(number, text.length);
    text += `${number} 0 obj\n${value}\nendobj\n`;
  }
  return { text, offsets };
}

function table(
  text: string,
  offsets: ReadonlyMap<number, number>,
  size: number,
  more: string,
  ending = '%%EOF\n',
): Uint8Array {
  const rows = [...offsets].sort(([a], [b]) => a - b);
  const lines = rows.map(([number, offset], index) => {
    const isFirst = rows[index - 1]?.[0] !== number - 1;
    let count = 1;
    while (rows[index + count]?.[0] === number + count) count++;
    return `${isFirst ? `${number} ${count}\n` : ''}${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const head = more.includes('/Prev') ? '' : '0 1\n0000000000 65535 f \n';
  const trailer = `<< /Size ${size} /Root 1 0 R /Info 6 0 R /ID [<00112233> <00112233>] ${more} >>`;
  const end = `trailer\n${trailer}\nstartxref\n${text.length}\n${ending}`;
  return new Uint8Array(Buffer.from(`${text}xref\n${head}${lines.join('')}${end}`, 'latin1'));
}
