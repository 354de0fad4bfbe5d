import sharp from 'sharp';
import { openPdf, pageGeometry, pageImage, PdfRefusal, type ByteSource } from '../pdf/index.js';

/** Pages that are looked at; a longer letter that was written anew is not believed. */
const mostPages = 60;
/** Pixels across; print of 6 points still shows. */
const across = 900;
/** Of 255, after a light blur, since readers draw edges a little differently. */
const tolerance = 48;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Whether two files show the same pages but for one box of that size on one page: all that can be said of a file that
 * was written anew.
 *
 * @param box points
 * @throws {PdfRefusal}
 */
export async function showsSamePages(one: ByteSource, other: ByteSource, box: Size): Promise<boolean> {
  const document = await openPdf(one);
  const pages = await document.pageCount();
  if (pages > mostPages || pages !== (await (await openPdf(other)).pageCount())) return false;
  let changed = 0;
  for (let number = 1; number <= pages; number++) {
    const page = await document.page(number - 1);
    if (!page) throw new PdfRefusal('pdf-page-not-found', `page ${String(number)}`);
    const { width } = await pageGeometry(document, page);
    const [before, after] = [await draw(one, number), await draw(other, number)];
    if (before.width !== after.width || before.height !== after.height) return false;
    const extent = extentOfChange(before, after);
    if (!extent) continue;
    changed += 1;
    const slack = 12;
    const points = width / before.width;
    if (extent.width * points > box.width + slack || extent.height * points > box.height + slack)
      return false;
  }
  return changed <= 1;
}

interface Picture extends Size {
  readonly pixels: Uint8Array;
}

async function draw(pdf: ByteSource, page: number): Promise<Picture> {
  const image = await pageImage(pdf, page, across, 'png');
  const { data, info } = await sharp(image.bytes)
    .greyscale()
    .blur(0.8)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

/** Of everything that differs, in pixels. */
function extentOfChange(before: Picture, after: Picture): Size | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let index = 0; index < before.pixels.length; index++) {
    if (Math.abs((before.pixels[index] ?? 0) - (after.pixels[index] ?? 0)) <= tolerance) continue;
    const [x, y] = [index % before.width, Math.floor(index / before.width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return right < 0 ? undefined : { width: right - left + 1, height: bottom - top + 1 };
}
