import type { PdfStream } from '../core/objects.js';
import type { PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';

const PIECE = 1024 * 1024;
/** Bytes before `obj` in which its numbers, and what may stand before them, stand. */
const HEAD = 256;
const HEADING = /(?:^|[^\d])(\d{1,10})([\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+)$/;
/** What readers pass over before an object. */
const NOTHING = /^(?:[\0\t\n\f\r ]|%[^\r\n]*[\r\n])*$/;

export interface DoubledObjects {
  /** Numbers of objects in force that stand in the file once more, where no section lists them. */
  readonly numbers: readonly number[];
  /** Numbers of other objects that stand in the file and that no section lists: left out, or called free from the start. */
  readonly unlisted: readonly number[];
  readonly whole: boolean;
}

/**
 * Objects that stand in the file twice, one of them where no cross-reference section tells: most readers show the one
 * that is listed, and a later revision, or a reader that mends files, the other. Only what lies between the known streams
 * is read, so that a scan of 50 MB costs what its few dictionaries do.
 *
 * @param streams that are known to lie where they say
 * @param mostBytes that are read
 */
export async function doubledObjects(
  pdf: PdfDocument,
  streams: readonly PdfStream[],
  mostBytes: number,
): Promise<DoubledObjects> {
  const listed = listedPlaces(pdf);
  const numbers = new Set<number>();
  const unlisted = new Set<number>();
  const found = (whole: boolean) => ({ numbers: [...numbers], unlisted: [...unlisted], whole });
  let left = mostBytes;
  for (const gap of await gapsBetween(pdf, streams)) {
    for (let at = gap.from; at < gap.to; at += PIECE) {
      const start = Math.max(gap.from, at - HEAD);
      const end = Math.min(gap.to, at + PIECE + 3);
      left -= end - start;
      if (left < 0) return found(false);
      const text = Buffer.from(await pdf.read(start, end - start)).toString('latin1');
      for (let word = text.indexOf('obj'); word >= 0; word = text.indexOf('obj', word + 3)) {
        if (start + word < at || start + word >= at + PIECE) continue;
        const heading = HEADING.exec(text.slice(Math.max(0, word - HEAD), word));
        if (!heading) continue;
        const [, number = '', rest = ''] = heading;
        const index = word - rest.length - number.length;
        if (isListed(listed.get(Number(number)), text, index, start)) continue;
        const entry = pdf.entry(Number(number));
        (entry && entry.is !== 'free' ? numbers : unlisted).add(Number(number));
      }
    }
  }
  return found(true);
}

/** Where the sections say that each number is. */
function listedPlaces({ sections }: PdfDocument): Map<number, number[]> {
  const listed = new Map<number, number[]>();
  const add = (number: number | undefined, offset: number) => {
    if (number === undefined) return;
    const known = listed.get(number);
    if (known) known.push(offset);
    else listed.set(number, [offset]);
  };
  for (const { offset, objectNumber, entries, hybrid } of sections) {
    add(objectNumber, offset);
    if (hybrid) add(hybrid.objectNumber, hybrid.offset);
    for (const rows of [entries, hybrid?.entries])
      for (const number of rows?.keys() ?? []) {
        const entry = rows?.get(number);
        if (entry?.is === 'at') add(number, entry.offset);
      }
  }
  return listed;
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

async function gapsBetween(pdf: PdfDocument, streams: readonly PdfStream[]): Promise<Gap[]> {
  const gaps: Gap[] = [];
  let from = 0;
  for (const stream of streams.toSorted((a, b) => a.start - b.start)) {
    const extent = await extentOf(pdf, stream);
    if (!extent) continue;
    if (extent.start > from) gaps.push({ from, to: extent.start });
    from = Math.max(from, extent.start + extent.length);
  }
  gaps.push({ from, to: pdf.size });
  return gaps;
}

async function extentOf(
  pdf: PdfDocument,
  stream: PdfStream,
): Promise<{ start: number; length: number } | undefined> {
  try {
    return await pdf.extent(stream);
  } catch (error) {
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

/** A section may tell the place of the blanks, or of a remark, before an object. */
function isListed(
  places: readonly number[] | undefined,
  text: string,
  index: number,
  start: number,
): boolean {
  return (places ?? []).some((place) => {
    const before = start + index - place;
    return before === 0 || (before > 0 && before < HEAD && NOTHING.test(text.slice(index - before, index)));
  });
}
