import { randomBytes } from 'node:crypto';
import { isUtf8 } from 'node:buffer';

/** The body of a request, in pieces, so that a file is never held twice and nothing secret becomes a string. */
export interface RequestBody {
  readonly type: string;
  /** Bytes. */
  readonly length: number;
  /** Anew for each try. */
  pieces(): Iterable<Uint8Array>;
  /** Fills every copy of something secret that was made here. After it the body is of no use. */
  wipe(): void;
}

/** A value in a JSON body: what JSON can write, bytes that are nobody's to read, or files as a list of base64. */
export type JsonPart =
  | { readonly plain: unknown }
  | { readonly secret: Uint8Array }
  | { readonly file: Uint8Array; readonly listed: boolean };

/** A multiple of 3, so that base64 goes on without a seam. */
const STEP = 48 * 1024;

/** Bytes as they are, or as base64. */
type Piece = { readonly bytes: Uint8Array; readonly isEncoded?: true };

/**
 * A JSON object with its fields in the order given. A secret is escaped from bytes to bytes.
 *
 * @throws {RangeError} for a secret that is no UTF-8
 */
export function jsonBody(fields: Readonly<Record<string, JsonPart>>): RequestBody {
  const pieces: Piece[] = [];
  const wiped: Buffer[] = [];
  let before = '{';
  for (const [name, part] of Object.entries(fields)) {
    const head = `${before}${JSON.stringify(name)}:`;
    before = ',';
    if ('plain' in part) {
      pieces.push(text(head + JSON.stringify(part.plain)));
    } else if ('secret' in part) {
      const escaped = jsonEscaped(part.secret);
      wiped.push(escaped);
      pieces.push(text(`${head}"`), { bytes: escaped }, text('"'));
    } else {
      const [open, close] = part.listed ? ['["', '"]'] : ['"', '"'];
      pieces.push(text(head + open), { bytes: part.file, isEncoded: true }, text(close));
    }
  }
  pieces.push(text('}'));
  return bodyOf('application/json', pieces, wiped);
}

/** One field of a form. A file has a name and a type of its own. */
export interface FormField {
  readonly name: string;
  readonly value:
    | string
    | { readonly secret: Uint8Array }
    | { readonly file: Uint8Array; readonly type: string; readonly filename: string };
}

/**
 * `multipart/form-data` (RFC 7578). The boundary is random, so that no content can hold it.
 *
 * @throws {RangeError} for a secret that is no UTF-8
 */
export function formBody(fields: readonly FormField[]): RequestBody {
  const boundary = `noken-${randomBytes(24).toString('hex')}`;
  const pieces: Piece[] = [];
  const wiped: Buffer[] = [];
  for (const { name, value } of fields) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    if (typeof value === 'string') {
      pieces.push(text(`${head}${charsetOf(Buffer.from(value))}\r\n\r\n${value}\r\n`));
    } else if ('secret' in value) {
      const copy = ownCopy(value.secret);
      wiped.push(copy);
      pieces.push(text(`${head}${charsetOf(copy)}\r\n\r\n`), { bytes: copy }, text('\r\n'));
    } else {
      const { file, type, filename } = value;
      pieces.push(
        text(`${head}; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`),
        { bytes: file },
        text('\r\n'),
      );
    }
  }
  pieces.push(text(`--${boundary}--\r\n`));
  return bodyOf(`multipart/form-data; boundary=${boundary}`, pieces, wiped);
}

function bodyOf(type: string, pieces: readonly Piece[], wiped: readonly Buffer[]): RequestBody {
  return {
    type,
    length: pieces.reduce(
      (sum, { bytes, isEncoded }) => sum + (isEncoded ? inBase64(bytes.length) : bytes.length),
      0,
    ),
    *pieces() {
      for (const { bytes, isEncoded } of pieces) {
        for (let at = 0; at < bytes.length; at += STEP) {
          const part = bytes.subarray(at, at + STEP);
          yield isEncoded ? encoded(part) : part;
        }
      }
    },
    wipe: () => wiped.forEach((bytes) => bytes.fill(0)),
  };
}

function text(value: string): Piece {
  return { bytes: Buffer.from(value) };
}

/** Characters of base64 for that many bytes. */
export function inBase64(size: number): number {
  return Math.ceil(size / 3) * 4;
}

function encoded(part: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(part.buffer, part.byteOffset, part.length).toString('base64'), 'latin1');
}

/** The inside of a JSON string (RFC 8259 §7), byte by byte: in UTF-8 only quote, backslash and controls need it. */
export function jsonEscaped(secret: Uint8Array): Buffer {
  demandUtf8(secret);
  const needs = (byte: number) => (byte < 0x20 ? 6 : byte === 0x22 || byte === 0x5c ? 2 : 1);
  const escaped = Buffer.alloc(secret.reduce((sum, byte) => sum + needs(byte), 0));
  let at = 0;
  for (const byte of secret) {
    const size = needs(byte);
    if (size === 6) escaped.write(`\\u00${byte.toString(16).padStart(2, '0')}`, at, 'latin1');
    else if (size === 2) escaped.writeUInt16BE(0x5c00 | byte, at);
    else escaped.writeUInt8(byte, at);
    at += size;
  }
  return escaped;
}

/** Not from Node's pool, whose other tenants would lie beside it. */
function ownCopy(secret: Uint8Array): Buffer {
  demandUtf8(secret);
  const copy = Buffer.alloc(secret.length);
  copy.set(secret);
  return copy;
}

function demandUtf8(secret: Uint8Array): void {
  if (!isUtf8(secret)) throw new RangeError('the secret is no text');
}

/** Java reads a part without charset as ISO 8859-1. Clients that are known send none, so that ASCII goes without. */
function charsetOf(bytes: Uint8Array): string {
  return bytes.some((byte) => byte > 0x7e) ? '\r\nContent-Type: text/plain; charset=UTF-8' : '';
}
