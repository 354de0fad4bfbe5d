import type { PdfString } from './objects.js';

const latin1 = new TextDecoder('latin1');
const utf16 = new TextDecoder('utf-16be');
const utf8 = new TextDecoder('utf-8');

/** One character per byte; for names, keywords and syntax. Not for text that people read. */
export function byteText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/**
 * A text string for people (ISO 32000-2, 7.9.2.2): UTF-16 or UTF-8 by its mark, else PDFDocEncoding, of which
 * we take the part that it shares with Windows-1252.
 */
export function textOf(string: PdfString): string {
  const { bytes } = string;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16.decode(bytes);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return utf8.decode(bytes);
  return latin1.decode(bytes);
}

const DATE = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:([Zz+-])(?:(\d{2})'?(\d{2})?'?)?)?/;

/** A PDF date (ISO 32000-1, 7.9.4), or undefined where it is none. Without a zone it is taken as UTC. */
export function dateOf(text: string): Date | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const part = (index: number, absent: number) =>
    found[index] === undefined ? absent : Number(found[index]);
  const utc = Date.UTC(part(1, 0), part(2, 1) - 1, part(3, 1), part(4, 0), part(5, 0), part(6, 0));
  const minutes = part(8, 0) * 60 + part(9, 0);
  const sign = found[7] === '-' ? -1 : found[7] === '+' ? 1 : 0;
  const date = new Date(utc - sign * minutes * 60_000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
