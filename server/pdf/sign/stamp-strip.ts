import { Drawing } from '../typeset/drawing.js';
import { placeQr, qrDrawing, quietModules } from '../typeset/qr-drawing.js';
import { descent, wrapRuns, type TextRun } from '../typeset/text-layout.js';

/** What the strip at the foot of page one says. All of it is plain text, already in the words of the office. */
export interface StampText {
  /** The letter's number in full. */
  number: string;
  /** The letter's date in words, `24 November 2026`. */
  date: string;
  /** `halaman 1 dari 3`. */
  pageLabel: string;
  /** Verification code, 26 characters; printed in groups of four. */
  code: string;
  /** What the QR code opens: the verification address with the code at its end. */
  url: string;
  /** The sentence about the certificate; left out, the one that fits `trial`. */
  sentence?: string;
  /** Prints the bar that says there is no legal force. */
  trial: boolean;
}

/** Points from the edges of the page as it is shown. */
export interface StampInset {
  left: number;
  right: number;
  foot: number;
}

export const stampInset: StampInset = { left: 70.9, right: 56.7, foot: 26 };

const trialLine = 'UJI COBA – BELUM BERKEKUATAN HUKUM';
const trialSentence =
  'Ditandatangani secara elektronik dengan sertifikat uji coba Noken, bukan sertifikat BSrE.';
const officialSentence =
  'Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik yang diterbitkan oleh ' +
  'Balai Besar Sertifikasi Elektronik (BSrE), Badan Siber dan Sandi Negara (BSSN).';

/** Side of the code's modules with two of its white modules on each side; the rest reaches over the margin. */
const qrSide = 62;
const textSize = 9;
const pitch = 12.4;
const barSize = 11;
const barHeight = 16;

/**
 * Draws the foot strip for a page of that width: hairline, QR code with its white border, number, date and page, the
 * trial bar, the sentence, and the address with the code for those who cannot scan.
 *
 * @returns the drawing and the height of the strip above the foot inset, in points.
 * @throws {PdfRefusal} `character-not-in-font`
 */
export function stampStrip(
  text: StampText,
  pageWidth: number,
  inset: StampInset,
): { drawing: Drawing; height: number } {
  const drawing = new Drawing();
  const width = Math.max(pageWidth - inset.left - inset.right, 200);
  const textLeft = inset.left + qrSide + 6;
  const textWide = width - qrSide - 6;
  const paragraphs = paragraphsOf(text);
  const lines = paragraphs.map((runs) => wrapRuns(runs, textSize, textWide));
  const lineCount = lines.reduce((sum, wrapped) => sum + wrapped.length, 0);
  const textHeight = lineCount * pitch + (text.trial ? barHeight + 5 : 0) - (pitch - textSize);
  const blockHeight = Math.max(textHeight, qrSide - 4);
  const top = inset.foot + blockHeight;

  drawing.fill(inset.left, top + 9.5, width, 0.9);
  drawQr(drawing, text.url, inset.left, top);

  let y = top - textSize * (1 - descent) + 1;
  lines.forEach((wrapped, index) => {
    for (const line of wrapped) {
      drawing.line(line, textLeft, y, textSize);
      y -= pitch;
    }
    if (index === 0 && text.trial) {
      const bar = y + pitch - 6 - barHeight;
      drawing.fill(textLeft, bar, textWide, barHeight);
      drawing.text(trialLine, 'bold', textLeft + 6, bar + 4.2, barSize, 1);
      y = bar - pitch + 0.6;
    }
  });
  return { drawing, height: blockHeight + 10.4 };
}

function paragraphsOf(text: StampText): TextRun[][] {
  const regular = (words: string): TextRun => ({ text: words, face: 'regular' });
  const bold = (words: string): TextRun => ({ text: words, face: 'bold' });
  return [
    [bold(`Nomor ${text.number}`), regular(` · ${text.date} · ${text.pageLabel}`)],
    [regular(text.sentence ?? (text.trial ? trialSentence : officialSentence))],
    [
      regular('Periksa keaslian: pindai QR atau buka '),
      bold(addressOf(text.url, text.code)),
      regular(', lalu ketik'),
    ],
    [{ text: groupsOfFour(text.code), face: 'mono' }],
  ];
}

/** The modules start at the margin; the white border reaches over it, so that a grey scan below cannot spoil the code. */
function drawQr(drawing: Drawing, url: string, left: number, top: number): void {
  const qr = qrDrawing(url);
  const module = qrSide / (qr.modules + 4);
  const border = quietModules * module;
  placeQr(drawing, qr, left - border, top + border, (qr.modules + 2 * quietModules) * module);
}

/** `https://noken.example/v/CODE` as a person types it: `noken.example/v`. */
function addressOf(url: string, code: string): string {
  const plain = url.replace(/^https?:\/\//u, '');
  return (plain.endsWith(code) ? plain.slice(0, -code.length) : plain).replace(/\/+$/u, '');
}

function groupsOfFour(code: string): string {
  return (code.match(/.{1,4}/gu) ?? []).join(' ');
}
