export interface PlainPage {
  /** Points. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise, as readers turn it. */
  readonly turned?: 0 | 90 | 180 | 270;
  /** One line of ASCII near the top; no font is put in for it. */
  readonly line?: string;
}

/** A PDF of one page, empty or with one line: something to draw or to try a signature on. Never a letter. */
export function plainPage({ width, height, turned = 0, line }: PlainPage): Uint8Array {
  const words =
    line === undefined ? '' : `BT /F1 12 Tf 40 ${String(height - 60)} Td (${escaped(line)}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${String(width)} ${String(height)}] /Rotate ${String(turned)}` +
      ' /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(words.length)} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.7\n';
  const rows = objects.map((object, index) => {
    const row = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return row;
  });
  const size = String(objects.length + 1);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${String(text.length)}\n%%EOF\n`;
  return Buffer.from(text + table + trailer, 'latin1');
}

function escaped(line: string): string {
  return line.replace(/[\\()]/g, (character) => `\\${character}`).replace(/[^\x20-\x7e]/g, '?');
}
