import type { PdfDocument } from '../core/pdf-document.js';

/** One save of a file. A linearized file has two sections of one save. */
export interface SavedRevision {
  /** 1 for the first save. */
  readonly revision: number;
  /** Index of the section that is the newest of this save. */
  readonly section: number;
  /** Offset of the last section of this save in the file. */
  readonly offset: number;
}

const PIECE = 65_536;
const MARK = '%%EOF';

/** Saves of a file, oldest first, as far as the chain of sections tells them apart. */
export function savedRevisions({ sections }: PdfDocument): SavedRevision[] {
  const saves: SavedRevision[] = [];
  let offset = 0;
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const own = sections[index]?.offset ?? 0;
    offset = Math.max(offset, own);
    // The half of a linearized file that is newer in the chain stands earlier in the file.
    if (index === 0 || (sections[index - 1]?.offset ?? 0) > own) {
      saves.push({ revision: saves.length + 1, section: index, offset });
      offset = 0;
    }
  }
  return saves;
}

/** Length of the file when that save was its last: up to its `%%EOF` and the line end after it. */
export async function lengthAt(
  pdf: PdfDocument,
  saves: readonly SavedRevision[],
  index: number,
): Promise<number> {
  const from = saves[index]?.offset ?? 0;
  const to = saves[index + 1]?.offset;
  if (to === undefined) return pdf.shift + pdf.size;
  for (let at = from; at < to; at += PIECE - MARK.length) {
    const bytes = Buffer.from(await pdf.read(at, PIECE));
    const mark = bytes.indexOf(MARK, 0, 'latin1');
    if (mark < 0) continue;
    let end = at + mark + MARK.length;
    const [first, second] = await pdf.read(end, 2);
    if (first === 0x0d) end += second === 0x0a ? 2 : 1;
    else if (first === 0x0a) end += 1;
    return pdf.shift + Math.min(end, to);
  }
  return pdf.shift + to;
}
