import { decodeStream } from '../core/filters.js';
import { Lexer } from '../core/lexer.js';
import type { PdfLimits } from '../core/limits.js';
import { PdfDict, PdfRef } from '../core/objects.js';
import { Parser } from '../core/parser.js';
import { damaged, overLimits } from '../core/pdf-refusal.js';
import type { FoundObject } from './scan-objects.js';

/**
 * Puts what object streams hold (ISO 32000-1, 7.5.7) beside the other objects, and takes the streams away. One that
 * cannot be unpacked ends the repair: nobody knows what was in it, a signature perhaps.
 *
 * @returns how many streams there were
 * @throws {PdfRefusal} `pdf-damaged`, `pdf-over-limits`
 */
export async function unpackObjectStreams(
  bytes: Buffer,
  objects: Map<number, FoundObject>,
  limits: PdfLimits,
): Promise<number> {
  let streams = 0;
  let total = 0;
  for (const [number, { at, value, stream }] of [...objects]) {
    if (!stream || !(value instanceof PdfDict) || value.name('Type') !== 'ObjStm') continue;
    const encoded = bytes.subarray(stream.start, stream.start + stream.length);
    const unpacked = await decodeStream(value, encoded, limits.maxDecodedBytes);
    total += unpacked.length;
    if (total > limits.maxDecodedTotal) throw overLimits('streams unpack to too much together');
    for (const found of objectsIn(value, at, unpacked, limits)) {
      if ((objects.get(found.ref.number)?.at ?? -1) < at) objects.set(found.ref.number, found);
    }
    if (objects.size > limits.maxObjects) throw overLimits('too many objects');
    objects.delete(number);
    streams += 1;
  }
  return streams;
}

function objectsIn(dict: PdfDict, at: number, bytes: Uint8Array, limits: PdfLimits): FoundObject[] {
  const first = dict.integer('First');
  const count = dict.integer('N');
  if (first === undefined || count === undefined || first < 0 || count < 0 || count > bytes.length) {
    throw damaged('an object stream with senseless numbers');
  }
  const list = new Lexer(bytes, 0, true);
  return Array.from({ length: count }, () => {
    list.skipBlank();
    const number = list.wholeNumber();
    list.skipBlank();
    const offset = list.wholeNumber();
    if (number === undefined || offset === undefined) throw damaged('an object stream without its list');
    const lexer = new Lexer(bytes, 0, true, first + offset);
    return {
      ref: new PdfRef(number),
      at,
      value: new Parser(lexer, { maxNesting: limits.maxNesting }).object(),
    };
  });
}
