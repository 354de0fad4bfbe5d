import { PdfDict, PdfName, PdfRef, PdfString, type PdfObject } from './objects.js';

/**
 * An object as it is written in a file, one character per byte.
 *
 * Streams are not among them: their bytes are the caller's, so the revision writer takes dictionary and bytes apart.
 */
export function objectText(value: PdfObject): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof PdfName) return nameText(value.text);
  if (value instanceof PdfString) return value.hex ? hexText(value.bytes) : literalText(value.bytes);
  if (value instanceof PdfRef) return `${value.number} ${value.generation} R`;
  if (Array.isArray(value)) return `[${value.map(objectText).join(' ')}]`;
  if (value instanceof PdfDict) return dictText(value);
  throw new TypeError('A stream is written with its bytes, never inside another object.');
}

function dictText(dict: PdfDict): string {
  const entries = [...dict.entries()].map(([key, value]) => `${nameText(key)} ${objectText(value)}`);
  return `<< ${entries.join(' ')} >>`;
}

/** Integers and reals without exponent (ISO 32000-1 §7.3.3 knows none). */
function numberText(value: number): string {
  if (Number.isInteger(value)) return value.toFixed(0);
  return value.toFixed(8).replace(/0+$/u, '').replace(/\.$/u, '');
}

function nameText(text: string): string {
  return '/' + text.replace(/[^!-~]|[#()<>[\]{}/%]/gu, (character) => `#${hexByte(character.charCodeAt(0))}`);
}

function hexText(bytes: Uint8Array): string {
  return `<${Buffer.from(bytes).toString('hex')}>`;
}

/** CR is escaped because a reader would take it for a line end and change it to LF. */
function literalText(bytes: Uint8Array): string {
  const inner = Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\\()]/gu, '\\$&')
    .replace(/\r/gu, '\\r')
    .replace(/\n/gu, '\\n');
  return `(${inner})`;
}

function hexByte(code: number): string {
  return code.toString(16).padStart(2, '0');
}

/** Text for people as a PDF string: plain ASCII where that is enough, else UTF-16 with its mark (ISO 32000-1 §7.9.2.2). */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/u.test(text)) return new PdfString(Buffer.from(text, 'latin1'));
  const utf16 = Buffer.from('\ufeff' + text, 'utf16le').swap16();
  return new PdfString(utf16, true);
}

/** An instant as a PDF date in UTC (ISO 32000-1 §7.9.4). */
export function dateString(at: Date): PdfString {
  const digits = at.toISOString().replace(/\D/gu, '').slice(0, 14);
  return new PdfString(Buffer.from(`D:${digits}+00'00'`, 'latin1'));
}
