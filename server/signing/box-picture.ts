import {
  bytesSource,
  PdfRefusal,
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
    bytesSource(emptyPage(width, height)),
    { at, name: text.name, placement, appearance: text },
    { width: width * scale, format: 'png' },
  );
  return { image: bytes, width, height };
}

function emptyPage(width: number, height: number): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${String(width)} ${String(height)}] /Resources << >> >>`,
  ];
  let text = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const xref = text.length;
  text += `xref\n0 4\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${String(xref)}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
