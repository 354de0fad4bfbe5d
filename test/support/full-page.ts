import { appendObjects, letterPdf } from './letter-pdf.js';

const stream = (content: string) => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;

/** Lines of print across a page, margin to margin, at those heights. */
export const printed = (...heights: readonly number[]) =>
  heights
    .map(
      (y) => `BT /F1 11 Tf 60 ${y} Td (${'Dengan ini disampaikan bahwa kegiatan dimaksud '.repeat(2)}) Tj ET`,
    )
    .join('\n');

/** Print from the top of an A4 page to its foot, but for gaps given as `[from, to]`. */
export function fullOfPrint(...gaps: readonly (readonly [from: number, to: number])[]): string {
  const heights: number[] = [];
  for (let y = 800; y > 20; y -= 16)
    if (!gaps.some(([from, to]) => y + 11 > from && y - 4 < to)) heights.push(y);
  return printed(...heights);
}

/** A letter whose pages have that content, in PDF operators. `/F1` is Helvetica. */
export function pagesOf(...contents: readonly string[]): Uint8Array {
  const pages = contents.slice(1).map((_, at) => [101 + at, at] as const);
  return appendObjects(
    letterPdf({ pages: contents.length }),
    new Map([
      [4, stream(contents[0] ?? '')],
      ...pages.map(([number, at]): [number, string] => [
        number,
        `<< /Type /Page /Parent 2 0 R /Contents ${300 + at} 0 R >>`,
      ]),
      ...pages.map(([, at]): [number, string] => [300 + at, stream(contents[at + 1] ?? '')]),
    ]),
  );
}
