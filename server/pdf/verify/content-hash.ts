import type { PdfDocument } from '../core/pdf-document.js';
import { startHash, type ContentHasher, type HashAlgorithm } from '../core/hash-algorithm.js';
import type { Coverage } from './byte-range.js';

const PIECE = 1024 * 1024;

/** Hashes what a signature covers, piece by piece, once per algorithm. */
export function contentHasher(pdf: PdfDocument, { gapStart, gapEnd, end }: Coverage): ContentHasher {
  const known = new Map<HashAlgorithm, Promise<Uint8Array>>();

  async function hash(algorithm: HashAlgorithm): Promise<Uint8Array> {
    const state = startHash(algorithm);
    for (const [from, to] of [
      [0, gapStart],
      [gapEnd, end],
    ] as const) {
      for (let at = from; at < to; at += PIECE) state.update(await pdf.read(at, Math.min(PIECE, to - at)));
    }
    return state.digest();
  }

  return (algorithm) => {
    const started = known.get(algorithm) ?? hash(algorithm);
    known.set(algorithm, started);
    return started;
  };
}
