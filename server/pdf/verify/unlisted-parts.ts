import type { PdfDocument } from '../core/pdf-document.js';

const PIECE = 1024 * 1024;
/** Bytes before `obj` in which its numbers stand; more blanks than that nobody writes. */
const HEAD = 256;
const HEADING = /(\d{1,10})([\0\t\n\f\r ]+\d{1,10}[\0\t\n\f\r ]+)$/;
const BLANK = /[\0\t\n\f\r ]/;

/**
 * Offset of the last object or trailer in the file that no section lists, -1 where there is none. Readers that find
 * something wrong with a file search it for objects, so that they see other ones than the sections tell; what makes
 * each of them do so nobody knows.
 *
 * @param from Where to begin to look.
 */
export async function lastUnlisted(pdf: PdfDocument, from: number): Promise<number> {
  const listed = listedAfter(pdf, from);
  let trailers = pdf.sections.filter(({ kind, offset }) => kind === 'table' && offset >= from).length;
  let last = -1;
  for (let at = from; at < pdf.size; at += PIECE) {
    const start = Math.max(from, at - HEAD);
    const text = Buffer.from(await pdf.read(start, at - start + PIECE + 16)).toString('latin1');
    const isMine = (found: number) => start + found >= at && start + found < at + PIECE;
    for (let found = text.indexOf('obj'); found >= 0; found = text.indexOf('obj', found + 3)) {
      if (!isMine(found) || !BLANK.test(text[found - 1] ?? 'x')) continue;
      const heading = HEADING.exec(text.slice(Math.max(0, found - HEAD), found));
      if (!heading) continue;
      const [whole, number = '', rest = ''] = heading;
      const offset = start + found - rest.length - number.length;
      if (!isListed(listed, text, offset - start, start, Number(number))) last = offset + whole.length;
    }
    for (const { index } of text.matchAll(/trailer[\0\t\n\f\r ]{0,8}<</g)) {
      if (!isMine(index)) continue;
      trailers -= 1;
      if (trailers < 0) last = Math.max(last, start + index);
    }
  }
  return last;
}

function listedAfter(pdf: PdfDocument, from: number): Map<number, number> {
  const listed = new Map<number, number>();
  for (const { offset, objectNumber, entries, hybrid } of pdf.sections) {
    if (offset < from) continue;
    if (objectNumber !== undefined) listed.set(offset, objectNumber);
    if (hybrid?.objectNumber !== undefined) listed.set(hybrid.offset, hybrid.objectNumber);
    for (const rows of [entries, hybrid?.entries]) {
      for (const number of rows?.keys() ?? []) {
        const entry = rows?.get(number);
        if (entry?.is === 'at') listed.set(entry.offset, number);
      }
    }
  }
  return listed;
}

/** A section may tell the place of the blanks before an object. */
function isListed(
  listed: ReadonlyMap<number, number>,
  text: string,
  index: number,
  start: number,
  number: number,
): boolean {
  for (let at = index; at >= 0; at -= 1) {
    if (listed.get(start + at) === number) return true;
    if (!BLANK.test(text[at - 1] ?? 'x')) return false;
  }
  return false;
}
