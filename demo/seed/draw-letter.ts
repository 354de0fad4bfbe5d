import { PDFDocument, StandardFonts, rgb, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';

/** What stands on one letter of the demo. Every line of text is one paragraph. */
export interface DrawnLetter {
  /** Letterhead: the government, then the office. */
  readonly government: string;
  readonly office: string;
  readonly address: string;
  /** Absent on a letter that Noken numbers: its number is stamped at the foot. */
  readonly number?: string;
  readonly date?: string;
  readonly subject: string;
  readonly to: string;
  readonly paragraphs: readonly string[];
  readonly signer: { readonly title: string; readonly name?: string };
  /** Pages of a made-up enclosure. */
  readonly enclosure?: readonly (readonly string[])[];
}

const folio = { width: 609.4, height: 935.4 };
const left = 71;
const right = folio.width - 62;
const ink = rgb(0.1, 0.1, 0.12);

interface Pen {
  readonly pdf: PDFDocument;
  readonly plain: PDFFont;
  readonly bold: PDFFont;
}

/** Draws an official letter on folio as an office prints it, with room at the foot for number, code and QR. */
export async function drawLetter(letter: DrawnLetter): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(letter.subject);
  pdf.setLanguage('id-ID');
  const pen: Pen = {
    pdf,
    plain: await pdf.embedFont(StandardFonts.TimesRoman),
    bold: await pdf.embedFont(StandardFonts.TimesRomanBold),
  };
  const page = pdf.addPage([folio.width, folio.height]);
  drawHead(page, pen, letter);
  let y = drawFacts(page, pen, letter, 770);
  for (const paragraph of letter.paragraphs) y = write(page, pen.plain, paragraph, y, 36) - 8;
  drawSigner(page, pen, letter, y - 26);
  letter.enclosure?.forEach((lines, index) => drawEnclosure(pen, lines, index + 1));
  // The plain form that scanners and word processors of an office write.
  return pdf.save({ useObjectStreams: false });
}

function drawHead(page: PDFPage, { plain, bold }: Pen, { government, office, address }: DrawnLetter): void {
  centre(page, plain, government.toUpperCase(), 872, 13);
  centre(page, bold, office.toUpperCase(), 852, 15);
  centre(page, plain, address, 836, 9.5);
  for (const [y, thickness] of [
    [826, 1.8],
    [823, 0.5],
  ] as const)
    page.drawLine({ start: { x: left, y }, end: { x: right, y }, thickness, color: ink });
}

function drawFacts(page: PDFPage, { plain, bold }: Pen, letter: DrawnLetter, top: number): number {
  let y = top;
  const rows = [
    ['Nomor', letter.number ?? 'sesuai kaki halaman'],
    ['Hal', letter.subject],
  ] as const;
  if (letter.date !== undefined)
    page.drawText(letter.date, { x: 420, y: y + 24, size: 11.5, font: plain, color: ink });
  for (const [label, value] of rows) {
    page.drawText(label, { x: left, y, size: 11.5, font: plain, color: ink });
    page.drawText(`: ${value}`, { x: left + 52, y, size: 11.5, font: plain, color: ink });
    y -= 16;
  }
  y -= 12;
  page.drawText('Yth.', { x: left, y, size: 11.5, font: plain, color: ink });
  page.drawText(letter.to, { x: left + 52, y, size: 11.5, font: bold, color: ink });
  page.drawText('di tempat', { x: left + 52, y: y - 16, size: 11.5, font: plain, color: ink });
  return y - 48;
}

function drawSigner(page: PDFPage, { plain, bold }: Pen, { signer }: DrawnLetter, y: number): void {
  page.drawText(`${signer.title},`, { x: 330, y, size: 11.5, font: plain, color: ink });
  if (signer.name !== undefined)
    page.drawText(signer.name, { x: 330, y: y - 78, size: 11.5, font: bold, color: ink });
}

function drawEnclosure({ pdf, plain, bold }: Pen, lines: readonly string[], number: number): void {
  const page = pdf.addPage([folio.width, folio.height]);
  page.drawText(`Lampiran ${number}`, { x: left, y: 870, size: 13, font: bold, color: ink });
  let y = 838;
  for (const line of lines) y = write(page, plain, line, y, 0) - 6;
}

/** Breaks a paragraph into lines. @returns where the next one begins */
function write(page: PDFPage, font: PDFFont, text: string, top: number, indent: number): number {
  const size = 11.5;
  let y = top;
  let line = '';
  let x = left + indent;
  const put = () => {
    page.drawText(line, { x, y, size, font, color: ink });
    y -= 17;
    x = left;
    line = '';
  };
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (x + font.widthOfTextAtSize(longer, size) > right && line !== '') put();
    line = line === '' ? word : `${line} ${word}`;
  }
  put();
  return y;
}

function centre(page: PDFPage, font: PDFFont, text: string, y: number, size: number): void {
  const x = (folio.width - font.widthOfTextAtSize(text, size)) / 2;
  page.drawText(text, { x, y, size, font, color: ink });
}
