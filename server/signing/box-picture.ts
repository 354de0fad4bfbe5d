import {
  bytesSource,
  PdfRefusal,
  plainPage,
  previewSignature,
  signatureBox,
  type SignatureBoxText,
} from '../pdf/index.js';

/** Pixels per point: sharp on paper, and some 20 KB. */
const scale = 4;

/** The box that we would draw, for a gateway that draws pictures alone. */
export interface BoxPicture {
  /** PNG. */
  readonly image: Uint8Array;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

/**
 * Draws the box by signing an empty page of its size for show, so that it looks the same whoever signs.
 *
 * @throws {PdfRefusal} `appearance-does-not-fit`, `character-not-in-font`
 */
export async function boxPicture(text: SignatureBoxText, at: Date): Promise<BoxPicture> {
  const box = signatureBox(text);
  if (!box) throw new PdfRefusal('appearance-does-not-fit', 'no legible size fits the box');
  const [width, height] = [Math.ceil(box.width), Math.ceil(box.height)];
  const placement = { page: 1, rect: { x: 0, y: 0, width, height } };
  const { bytes } = await previewSignature(
    bytesSource(plainPage({ width, height })),
    { at, name: text.name, placement, appearance: text },
    { width: width * scale, format: 'png' },
  );
  return { image: bytes, width, height };
}
