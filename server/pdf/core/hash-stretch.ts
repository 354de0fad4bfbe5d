import type { Hash } from 'node:crypto';
import type { ByteSource } from './byte-source.js';
import { PdfRefusal } from './pdf-refusal.js';

const atOnce = 1024 * 1024;

/**
 * Hashes the bytes from `from` up to `to`, each read once. Where the source can fill a buffer, one of a megabyte serves
 * for all: buffers that are thrown away pile up faster than they are collected.
 *
 * @throws {PdfRefusal} `pdf-truncated` when the file became shorter while it was read
 */
export async function hashStretch(hash: Hash, source: ByteSource, from: number, to: number): Promise<void> {
  const buffer = source.readInto && Buffer.allocUnsafe(Math.min(atOnce, Math.max(to - from, 0)));
  for (let offset = from; offset < to;) {
    const length = Math.min(atOnce, to - offset);
    const piece =
      buffer && source.readInto
        ? buffer.subarray(0, await source.readInto(buffer.subarray(0, length), offset))
        : await source.read(offset, length);
    if (piece.length === 0)
      throw new PdfRefusal('pdf-truncated', 'the file became shorter while it was read');
    hash.update(piece);
    offset += piece.length;
  }
}
