import { promisify } from 'node:util';
import { inflate, inflateSync } from 'node:zlib';
import { isBlank } from './lexer.js';
import { type PdfObject, PdfDict, PdfName } from './objects.js';
import { damaged, overLimits } from './pdf-refusal.js';
import { undoPredictor } from './predictor.js';

const inflateAsync = promisify(inflate);

/** What is no longer than this, in and out, is unpacked at once: to hand it to another thread costs ten times as much. */
const AT_ONCE = 64 * 1024;

/**
 * Decodes a stream whose filters stand directly in its dictionary. Made for cross-reference and object streams,
 * so the filters of images are not known here. `maxBytes` bounds the outcome of every step.
 *
 * @throws {PdfRefusal} `pdf-damaged` (also for an unknown filter), `pdf-over-limits`
 */
export async function decodeStream(
  dict: PdfDict,
  encoded: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  const filters = listOf(dict.get('Filter') ?? dict.get('F'));
  const parameters = listOf(dict.get('DecodeParms') ?? dict.get('DP'));
  if (filters.length > 4) throw overLimits('more than four filters');
  let bytes = encoded;
  for (const [index, filter] of filters.entries()) {
    if (!(filter instanceof PdfName)) throw damaged('a filter is no name');
    const own = parameters[index];
    bytes = await decode(filter.text, bytes, own instanceof PdfDict ? own : new PdfDict(), maxBytes);
  }
  return bytes;
}

async function decode(
  filter: string,
  bytes: Uint8Array,
  own: PdfDict,
  maxBytes: number,
): Promise<Uint8Array> {
  switch (filter) {
    case 'FlateDecode':
    case 'Fl':
      return undoPredictor(await unpack(bytes, maxBytes), own);
    case 'ASCIIHexDecode':
    case 'AHx':
      return fromHex(bytes);
    case 'ASCII85Decode':
    case 'A85':
      return fromBase85(bytes, maxBytes);
    default:
      throw damaged('a filter that is not read here');
  }
}

async function unpack(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const small = bytes.length <= AT_ONCE ? unpackSmall(bytes, Math.min(maxBytes, AT_ONCE)) : undefined;
  if (small) return small;
  try {
    return await inflateAsync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isTooLarge(error)) throw overLimits('a stream unpacks to too much', error);
    throw damaged('a stream cannot be unpacked', error);
  }
}

/** Undefined where it unpacks to more than `maxBytes`. */
function unpackSmall(bytes: Uint8Array, maxBytes: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if (isTooLarge(error)) return undefined;
    throw damaged('a stream cannot be unpacked', error);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function fromHex(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let half = -1;
  for (const code of bytes) {
    if (code === 0x3e) break;
    if (isBlank(code)) continue;
    const digit = parseInt(String.fromCharCode(code), 16);
    if (Number.isNaN(digit)) throw damaged('no hex digit in a stream');
    if (half < 0) half = digit;
    else {
      out.push(half * 16 + digit);
      half = -1;
    }
  }
  if (half >= 0) out.push(half * 16);
  return Uint8Array.from(out);
}

function fromBase85(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const out: number[] = [];
  let group: number[] = [];
  const flush = (count: number) => {
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < count; index += 1) out.push(Math.floor(value / 256 ** (3 - index)) & 0xff);
    group = [];
  };
  for (const code of bytes) {
    if (code === 0x7e) break;
    if (isBlank(code)) continue;
    if (code === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (code < 0x21 || code > 0x75) throw damaged('no base-85 digit in a stream');
    else group.push(code - 0x21);
    if (group.length === 5) flush(4);
    if (out.length > maxBytes) throw overLimits('a stream unpacks to too much');
  }
  if (group.length > 1) {
    const count = group.length - 1;
    while (group.length < 5) group.push(84);
    flush(count);
  }
  return Uint8Array.from(out);
}

function listOf(value: PdfObject | undefined): PdfObject[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
