import { PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from '@cantoo/pdf-lib';
import { create } from 'qrcode';
import type { SheetFacts } from './sheet-facts.js';

/** Half folio, 215 × 165 mm in points. */
const width = 609.4;
const height = 467.7;
const left = 27;
const right = width - 27;
/** Points of print that can still be read. */
const smallest = 5.5;
/** Lines that a column has. */
const places = 6;
const black = rgb(0, 0, 0);

interface Pen {
  readonly page: PDFPage;
  readonly plain: PDFFont;
  readonly bold: PDFFont;
}

/**
 * Draws the half-folio disposition sheet: black on white, ticks as boxes, room for handwriting, a QR to the letter.
 *
 * It says of itself that it is no electronic signature. An unsigned PDF, so pdf-lib may make it.
 */
export async function dispositionSheet(facts: SheetFacts): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle('Lembar disposisi');
  pdf.setLanguage('id-ID');
  const page = pdf.addPage([width, height]);
  const pen: Pen = {
    page,
    plain: await pdf.embedFont(StandardFonts.Helvetica),
    bold: await pdf.embedFont(StandardFonts.HelveticaBold),
  };
  drawHead(pen, facts);
  drawFacts(pen, facts);
  drawColumns(pen, facts);
  drawFoot(pen, facts);
  return pdf.save();
}

function drawHead(pen: Pen, facts: SheetFacts): void {
  centre(pen, facts.government.toUpperCase(), 430, 10, pen.plain);
  centre(pen, facts.unit.toUpperCase(), 414, 13, pen.bold);
  if (facts.trial) centre(pen, 'UJI COBA – BELUM BERKEKUATAN HUKUM', 402, 8, pen.bold);
  line(pen, left, 392, right, 392, 1.5);
  centre(pen, 'LEMBAR DISPOSISI', 376, 12, pen.bold);
  drawQr(pen, facts.link, right - 44, 398, 44);
}

function drawFacts(pen: Pen, facts: SheetFacts): void {
  const rows: readonly (readonly [string, string, string, string])[] = [
    [...pair(facts, 0), ...pair(facts, 1)],
    [...pair(facts, 2), ...pair(facts, 3)],
    [...pair(facts, 4), 'Sifat dan derajat', ''],
  ];
  rows.forEach(([label, value, label2, value2], i) => {
    const y = 366 - i * 18;
    box(pen, left, y - 18, right - left, 18);
    text(pen, label, left + 6, y - 12, 8.5);
    fitted(pen, value, 120, y - 12, 124);
    text(pen, label2, 258, y - 12, 8.5);
    text(pen, value2, 352, y - 12, 9, label2 === 'Nomor agenda' ? pen.bold : pen.plain);
  });
  for (const x of [114, 250, 344]) line(pen, x, 366, x, 312);
  tick(pen, 352, 315, facts.derajat === 'sangat-segera', 'Sangat segera');
  tick(pen, 432, 315, facts.derajat === 'segera', 'Segera');
  tick(pen, 490, 315, facts.sifat.endsWith('rahasia'), 'Rahasia');
  box(pen, left, 294, right - left, 18);
  line(pen, 114, 312, 114, 294);
  text(pen, 'Hal', left + 6, 300, 8.5);
  fitted(pen, facts.subject, 120, 300, right - 126, pen.bold);
}

function pair(facts: SheetFacts, index: number): readonly [string, string] {
  return facts.rows[index] ?? ['', ''];
}

function drawColumns(pen: Pen, facts: SheetFacts): void {
  const columns = [left, 212, 398, right];
  box(pen, left, 276, right - left, 18);
  box(pen, left, 152, right - left, 124);
  for (const x of [212, 398]) line(pen, x, 294, x, 152);
  text(pen, 'Diteruskan kepada Sdr.', left + 6, 282, 9, pen.bold);
  text(pen, 'Dengan hormat harap', 218, 282, 9, pen.bold);
  text(pen, 'Catatan', 404, 282, 9, pen.bold);
  facts.receivers.slice(0, places).forEach((receiver, i) => {
    const number = receiver.number === undefined ? '' : ` (${receiver.number})`;
    const label = `${fit(pen.plain, receiver.title, 9, 130)}${number}${receiver.copy ? ', tembusan' : ''}`;
    tick(pen, left + 6, 258 - i * 17, receiver.number !== undefined, label);
  });
  facts.instructions.slice(0, places).forEach((instruction, i) => {
    const numbers = instruction.numbers.length === 0 ? '' : ` (${instruction.numbers.join(', ')})`;
    tick(
      pen,
      (columns[1] ?? 0) + 6,
      258 - i * 17,
      instruction.numbers.length > 0,
      `${fit(pen.plain, instruction.text, 9, 130)}${numbers}`,
    );
  });
  // What finds no place is at least counted: paper must not look complete when it is not.
  sayMore(pen, left + 6, facts.receivers.length - places, 'penerima');
  sayMore(pen, (columns[1] ?? 0) + 6, facts.instructions.length - places, 'instruksi');
  const note = wrap(pen.plain, facts.note, 9, right - 410);
  const shown = note.length > places ? [...note.slice(0, places - 1), '… selengkapnya di Noken'] : note;
  let y = 264;
  for (const part of shown) {
    text(pen, part, 404, y, 9);
    y -= 12;
  }
  if (facts.due !== '') text(pen, `Batas waktu: ${facts.due}`, 404, Math.min(y - 8, 190), 9, pen.bold);
  box(pen, left, 92, right - left, 60);
  text(pen, 'Disposisi lanjutan (tulis tangan)', left + 6, 140, 9);
}

function sayMore(pen: Pen, x: number, count: number, what: string): void {
  if (count > 0) text(pen, `dan ${count} ${what} lain, lihat di Noken`, x, 158, 8);
}

function drawFoot(pen: Pen, facts: SheetFacts): void {
  fitted(pen, `${facts.from},`, 430, 78, right - 430);
  line(pen, 430, 46, right, 46, 0.5);
  text(pen, 'paraf dan tanggal', 430, 36, 8);
  const said = `${facts.trail} Catatan ini bukan tanda tangan elektronik. Pindai QR untuk petunjuk membuka surat ini, perlu masuk di portal kantor.`;
  wrap(pen.plain, said, 8, 380)
    .slice(0, 4)
    .forEach((part, i) => text(pen, part, left, 66 - i * 11, 8));
}

function drawQr(pen: Pen, link: string, x: number, y: number, size: number): void {
  const { modules } = create(link, { errorCorrectionLevel: 'M' });
  const module = size / modules.size;
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (!modules.get(row, column)) continue;
      pen.page.drawRectangle({
        x: x + column * module,
        y: y + size - (row + 1) * module,
        width: module,
        height: module,
        color: black,
      });
    }
  }
}

function tick(pen: Pen, x: number, y: number, on: boolean, label: string): void {
  box(pen, x, y, 10, 10);
  if (on) {
    line(pen, x + 2, y + 5, x + 4.5, y + 2.2, 1.2);
    line(pen, x + 4.5, y + 2.2, x + 8.5, y + 8, 1.2);
  }
  text(pen, label, x + 15, y + 2, 9);
}

function text(pen: Pen, value: string, x: number, y: number, size: number, font = pen.plain): void {
  pen.page.drawText(drawable(value), { x, y, size, font, color: black });
}

/** One line, smaller where it must be: a number or title that is cut off is worth nothing on paper. */
function fitted(pen: Pen, value: string, x: number, y: number, room: number, font = pen.plain): void {
  const wide = font.widthOfTextAtSize(drawable(value), 9);
  const size = Math.min(9, (9 * room) / wide);
  if (size >= smallest) text(pen, value, x, y, size, font);
  else text(pen, fit(font, value, smallest, room), x, y, smallest, font);
}

function centre(pen: Pen, value: string, y: number, size: number, font: PDFFont): void {
  text(pen, value, (width - font.widthOfTextAtSize(drawable(value), size)) / 2, y, size, font);
}

function line(pen: Pen, x1: number, y1: number, x2: number, y2: number, thickness = 0.8): void {
  pen.page.drawLine({ start: { x: x1, y: y1 }, end: { x: x2, y: y2 }, thickness, color: black });
}

function box(pen: Pen, x: number, y: number, w: number, h: number): void {
  pen.page.drawRectangle({ x, y, width: w, height: h, borderColor: black, borderWidth: 0.8 });
}

/** The standard fonts know WinAnsi alone: what lies outside is drawn by its base letter, or as a dot. */
function drawable(value: string): string {
  return value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e\u00a0-\u00ff–—‘’“”•…]/gu, '·');
}

function fit(font: PDFFont, value: string, size: number, room: number): string {
  let shown = drawable(value);
  if (font.widthOfTextAtSize(shown, size) <= room) return shown;
  while (shown.length > 1 && font.widthOfTextAtSize(`${shown}…`, size) > room) shown = shown.slice(0, -1);
  return `${shown.trimEnd()}…`;
}

function wrap(font: PDFFont, value: string, size: number, room: number): string[] {
  const lines: string[] = [];
  for (const paragraph of drawable(value.replace(/\r?\n/g, ' ¶ ')).split('¶')) {
    let current = '';
    for (const word of paragraph.trim().split(/\s+/)) {
      const longer = current === '' ? word : `${current} ${word}`;
      if (current !== '' && font.widthOfTextAtSize(longer, size) > room) {
        lines.push(current);
        current = word;
      } else current = longer;
    }
    if (current !== '') lines.push(fit(font, current, size, room));
  }
  return lines;
}
