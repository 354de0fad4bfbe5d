import sharp from 'sharp';
import {
  openPdf,
  pageGeometry,
  pageImage,
  PdfRefusal,
  signatureBox,
  stampInset,
  type ByteSource,
  type SignatureBoxText,
  type SignaturePlacement,
} from '../pdf/index.js';

/** Lowest foot of a box: above the strip. */
const lowest = 118;
const step = 10;
/** Pixels per point of the picture that is looked at. */
const scale = 0.5;
/** Of 255; darker is ink. */
const ink = 215;

interface Picture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where a signature box covers no ink: on the last page, as low as it can be above the foot strip, at the right margin
 * where it is free, else at the left. A page that is full or cannot be drawn gets the usual place, lower right.
 *
 * @param text what the box will say, since its size follows from it
 * @throws {PdfRefusal} what `openPdf` throws, `pdf-page-not-found`, `appearance-does-not-fit`, `character-not-in-font`
 */
export async function freePlace(pdf: ByteSource, text: SignatureBoxText): Promise<SignaturePlacement> {
  const box = signatureBox(text);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const document = await openPdf(pdf);
  const number = await document.pageCount();
  const page = await document.page(number - 1);
  if (!page) throw new PdfRefusal('pdf-page-not-found', `page ${String(number)}`);
  const { width, height } = await pageGeometry(document, page);
  const right = Math.max(width - stampInset.right - box.width, 0);
  const usual = { page: number, rect: { x: right, y: Math.min(lowest, Math.max(height - box.height, 0)) } };
  const picture = await draw(pdf, number, width);
  if (!picture) return usual;
  const columns = [right, stampInset.left].filter((x, index) => index === 0 || x + box.width < right);
  for (let y = lowest; y + box.height < height - 40; y += step) {
    for (const x of columns) {
      const area = { left: x, top: height - y - box.height, width: box.width, height: box.height };
      if (isFree(picture, area, picture.width / width)) return { page: number, rect: { x, y } };
    }
  }
  return usual;
}

async function draw(pdf: ByteSource, page: number, points: number): Promise<Picture | undefined> {
  try {
    const image = await pageImage(pdf, page, Math.max(1, Math.round(points * scale)), 'jpeg');
    const { data, info } = await sharp(image.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    return { pixels: data, width: info.width, height: info.height };
  } catch (error) {
    // A page that cannot be drawn can still be signed; only where the box goes is then not chosen by what is seen.
    if (error instanceof PdfRefusal) return undefined;
    throw error;
  }
}

/** @param area in points from the upper left of the page */
function isFree({ pixels, width, height }: Picture, area: Area, perPoint: number): boolean {
  const edge = (points: number, limit: number) => Math.min(Math.max(Math.round(points * perPoint), 0), limit);
  const [left, right] = [edge(area.left, width), edge(area.left + area.width, width)];
  const [top, bottom] = [edge(area.top, height), edge(area.top + area.height, height)];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      if ((pixels[row * width + column] ?? 255) < ink) return false;
    }
  }
  return true;
}
