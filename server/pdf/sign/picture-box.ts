import { Drawing } from '../typeset/drawing.js';
import type { LogoImage } from '../typeset/logo-image.js';
import { placeQr, qrDrawing } from '../typeset/qr-drawing.js';
import { textWidth } from '../typeset/text-layout.js';
import type { SignatureBox } from './signature-appearance.js';

/** What a signing gateway draws in the place of a text: a picture or a QR code that it was given, over a line of print. */
export interface SignaturePicture {
  readonly content: { readonly image: LogoImage } | { readonly qr: string };
  /** Printed white on black along the foot, such as `SIMULASI`. */
  readonly mark: string;
}

/** Parts of the box's height and points: how much the mark may take, and how large it is printed at most. */
const markShare = 0.22;
const largestMark = 9;

/**
 * Draws a picture as large as it fits over its mark, in its own proportions and in the middle.
 *
 * @param width Points, as `height`.
 * @throws {PdfRefusal} `character-not-in-font`
 */
export function pictureBox({ content, mark }: SignaturePicture, width: number, height: number): SignatureBox {
  const drawing = new Drawing();
  const size = Math.min(largestMark, height * markShare * 0.7, (width * 0.9) / textWidth(mark, 'bold', 1));
  const band = size / 0.7;
  const room = height - band;
  drawing.fill(0, 0, width, height, 1);
  if ('image' in content) {
    const { image } = content;
    const scale = Math.min(width / image.width, room / image.height);
    const [wide, high] = [image.width * scale, image.height * scale];
    drawing.image(image, (width - wide) / 2, band + (room - high) / 2, wide, high);
  } else {
    const side = Math.min(width, room);
    placeQr(drawing, qrDrawing(content.qr), (width - side) / 2, band + (room + side) / 2, side);
  }
  drawing.fill(0, 0, width, band);
  drawing.text(mark, 'bold', (width - textWidth(mark, 'bold', size)) / 2, band * 0.25, size, 1);
  return { width, height, drawing };
}
