/**
 * The same PDF with one more, empty page in a revision of its own: what somebody does who adds a page behind a signature.
 * Knows classic tables alone.
 */
export function withPageAppended(base: Uint8Array): Uint8Array {
  const text = Buffer.from(base).toString('latin1');
  const trailer = text.slice(text.lastIndexOf('trailer'));
  const [root, size, previous] = [/\/Root (\d+)/, /\/Size (\d+)/, /startxref\s+(\d+)/].map((pattern) =>
    Number(pattern.exec(trailer)?.[1]),
  );
  const catalog = objectText(text, root ?? 0);
  const pages = Number(/\/Pages (\d+)/.exec(catalog)?.[1]);
  const tree = objectText(text, pages)
    .replace(/\/Kids\s*\[([^\]]*)\]/, `/Kids [$1 ${size} 0 R]`)
    .replace(/\/Count (\d+)/, (_, count: string) => `/Count ${Number(count) + 1}`);
  const page = `${size} 0 obj\n<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 595 842] /Resources << >> >>\nendobj\n`;
  const first = text.length + 1;
  const row = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
  const second = first + tree.length + 1;
  const table =
    `xref\n${pages} 1\n${row(first)}${size} 1\n${row(second)}` +
    `trailer\n<< /Size ${(size ?? 0) + 1} /Root ${root} 0 R /Prev ${previous} >>\n`;
  const at = second + page.length;
  return Buffer.from(`${text}\n${tree}\n${page}${table}startxref\n${at}\n%%EOF\n`, 'latin1');
}

/** The newest text of an object, from its number to `endobj`. */
function objectText(text: string, number: number): string {
  const found = [...text.matchAll(new RegExp(`(?:^|[\\r\\n])(${number} 0 obj[\\s\\S]*?endobj)`, 'g'))].at(
    -1,
  )?.[1];
  if (found === undefined) throw new Error(`There is no object ${number}.`);
  return found;
}
