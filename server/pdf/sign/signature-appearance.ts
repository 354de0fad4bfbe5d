import { Drawing } from '../typeset/drawing.js';
import type { Face } from '../typeset/face-fonts.js';
import type { LogoImage } from '../typeset/logo-image.js';
import { placeQr, qrDrawing, quietModules, type QrDrawing } from '../typeset/qr-drawing.js';
import { textWidth, wrapText } from '../typeset/text-layout.js';

/** What a signature box says of its signer, as the rules for the kind of letter want it (rank and NIP may be left out). */
export interface SignatureBoxText {
  /** The capacity as printed above a name, line by line: `Plh. KEPALA DINAS …`, or `a.n. BUPATI …` and below it the own title. */
  capacity: readonly string[];
  name: string;
  /** An institution's seal, which is no person's signature (PP 71/2019, article 59): the box says which. */
  seal?: boolean;
  rank?: string;
  /** Eighteen digits are printed in groups of 8, 6, 1 and 3; anything else as it is. */
  nip?: string;
  /** Marks the box as having no legal force. */
  trial: boolean;
  /** Stands at the left of the text; see `logoImage`. */
  logo?: LogoImage;
  /** What a QR code at the right opens: a verification address, never anything about a person. */
  qr?: string;
  /** A sentence in small print at the foot of the box, about the certificate. */
  footer?: string;
}

/** A drawn box, origin at its lower left corner, sizes in points. */
export interface SignatureBox {
  width: number;
  height: number;
  drawing: Drawing;
}

/** Width of the box on office paper, in points, and what a logo and a QR code add to it. */
export const signatureBoxWidth = 212;
const logoAdds = 44;
const qrAdds = 62;

const intro = 'Ditandatangani secara elektronik oleh:';
const sealIntro = 'Segel elektronik dari:';
const corner = 'UJI COBA';
const smallestScale = 0.4;
/** A telephone reads no smaller modules from paper: a third of a millimetre. */
const smallestModule = 0.92;
/** Kept free for the frame's line, in points. */
const line = 1.2;
/** Small print is no smaller than this, however small the box. */
const smallestPrint = 5;

interface BoxLine {
  text: string;
  face: Face;
  size: number;
  left: number;
  /** From the top of the box to the baseline. */
  down: number;
}

interface Layout {
  lines: BoxLine[];
  height: number;
  /** Upper left corners, down from the top of the box. */
  logo?: { left: number; down: number; width: number; height: number; image: LogoImage };
  qr?: { left: number; down: number; side: number; code: QrDrawing };
}

const kept = new Map<string, SignatureBox>();
const keepAtMost = 128;

/**
 * Draws the box that stands where a handwritten signature stood. There is no picture of handwriting in it: what signs
 * is the certificate, and the box only says whose.
 *
 * @param width Points; left out, the usual one.
 * @param height Points; left out, the box is as high as its text. Given, the text shrinks until it fits.
 * @returns undefined when the text fits the given box at no legible size.
 * @throws {PdfRefusal} `character-not-in-font`
 */
export function signatureBox(
  text: SignatureBoxText,
  width: number = usualWidth(text),
  height?: number,
): SignatureBox | undefined {
  const key = JSON.stringify([{ ...text, logo: text.logo?.id }, width, height]);
  const known = kept.get(key);
  if (known) return known;
  for (let scale = 1; scale >= smallestScale; scale -= 0.05) {
    const layout = layOut(text, width, scale);
    if (!layout || (height !== undefined && layout.height > height)) continue;
    const box = draw(layout, text.trial, width, height ?? layout.height, scale);
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value ?? '');
    kept.set(key, box);
    return box;
  }
  return undefined;
}

function usualWidth({ logo, qr }: SignatureBoxText): number {
  return signatureBoxWidth + (logo ? logoAdds : 0) + (qr === undefined ? 0 : qrAdds);
}

/** Undefined where a line would be wider than its column. */
function layOut(text: SignatureBoxText, width: number, scale: number): Layout | undefined {
  const edge = 11 * scale;
  const top = (text.trial ? 17 : 8) * scale;
  const logo = text.logo && placeLogo(text.logo, edge, top + 3 * scale, scale);
  const qr = text.qr === undefined ? undefined : layOutQr(text.qr, width, top, scale);
  const left = logo ? logo.left + logo.width + 8 * scale : edge;
  const inner = (qr?.left ?? width - edge) - left;
  const lines: BoxLine[] = [];
  let fits = inner > 0;
  let down = (text.trial ? 10 : 1) * scale;
  const add = (words: string | undefined, face: Face, size: number, first: number, next: number) => {
    if (!words || !fits) return;
    wrapText(words, face, size * scale, inner).forEach((part, index) => {
      down += (index === 0 ? first : next) * scale;
      fits &&= textWidth(part, face, size * scale) <= inner + 0.01;
      lines.push({ text: part, face, size: size * scale, left, down });
    });
  };
  add(text.seal === true ? sealIntro : intro, 'regular', 9.6, 17, 12);
  text.capacity.forEach((words, index) => add(words, 'regular', 12, index === 0 ? 19.5 : 16, 16));
  add(text.name, 'bold', 12, 24.5, 16);
  add(text.rank, 'regular', 12, 16, 16);
  add(text.nip && `NIP ${nipText(text.nip)}`, 'regular', 12, 16, 16);
  let height = Math.max(
    down + 13 * scale,
    logo ? logo.down + logo.height + edge : 0,
    qr ? qr.down + qr.side + line : 0,
  );
  if (text.footer) {
    const size = Math.max(6.5 * scale, smallestPrint);
    for (const words of wrapText(text.footer, 'regular', size, width - 2 * edge)) {
      fits &&= textWidth(words, 'regular', size) <= width - 2 * edge + 0.01;
      height += size * 1.2;
      lines.push({ text: words, face: 'regular', size, left: edge, down: height - 4 * scale });
    }
    height += 3 * scale;
  }
  return fits ? { lines, height, ...(logo ? { logo } : {}), ...(qr ? { qr } : {}) } : undefined;
}

function placeLogo(image: LogoImage, left: number, down: number, scale: number) {
  const shrink = Math.min((36 * scale) / image.width, (46 * scale) / image.height);
  return { image, left, down, width: image.width * shrink, height: image.height * shrink };
}

/** The white border is within the side; no line and no letter comes into it. */
function layOutQr(address: string, width: number, down: number, scale: number) {
  const code = qrDrawing(address);
  const side = Math.max(62 * scale, (code.modules + 2 * quietModules) * smallestModule);
  return { code, side, left: width - side - line, down };
}

function draw(
  { lines, logo, qr, height: needed }: Layout,
  trial: boolean,
  width: number,
  height: number,
  scale: number,
): SignatureBox {
  const drawing = new Drawing();
  drawing.fill(0, 0, width, height, 1);
  drawing.frame(0, 0, width, height, 0.8);
  if (trial) {
    const size = 9 * scale;
    const wide = textWidth(corner, 'bold', size) + 12 * scale;
    const high = 14 * scale;
    drawing.fill(width - wide, height - high, wide, high);
    drawing.text(corner, 'bold', width - wide + 6 * scale, height - high + 4 * scale, size, 1);
  }
  // In a box that is higher than its content, the content stands in the middle.
  const top = height - (height - needed) / 2;
  if (logo) drawing.image(logo.image, logo.left, top - logo.down - logo.height, logo.width, logo.height);
  if (qr) placeQr(drawing, qr.code, qr.left, top - qr.down, qr.side);
  for (const { text, face, left, down, size } of lines) drawing.text(text, face, left, top - down, size);
  return { width, height, drawing };
}

/** Date of birth, month of appointment, sex, and a running number. */
function nipText(nip: string): string {
  const digits = nip.replace(/\s+/gu, '');
  return /^\d{18}$/u.test(digits) ? digits.replace(/^(.{8})(.{6})(.)(.{3})$/u, '$1 $2 $3 $4') : nip;
}
