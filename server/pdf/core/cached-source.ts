import type { ByteSource } from './byte-source.js';

const BLOCK = 64 * 1024;
const KEPT_BLOCKS = 32;

/**
 * Keeps the last 2 MiB read, in blocks that fit the pieces of an encrypted document.
 *
 * A PDF is read object by object, a few hundred bytes each; without this, each would be one read of the disk.
 * Long reads (hashing, streams) pass by, or they would push everything else out.
 */
export function cachedSource(source: ByteSource): ByteSource {
  if (source.isHeld) return source;
  const blocks = new Map<number, Uint8Array>();

  async function block(index: number): Promise<Uint8Array> {
    const known = blocks.get(index);
    if (known) {
      blocks.delete(index);
      blocks.set(index, known);
      return known;
    }
    const bytes = await source.read(index * BLOCK, BLOCK);
    blocks.set(index, bytes);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= KEPT_BLOCKS) break;
      blocks.delete(oldest);
    }
    return bytes;
  }

  return {
    size: source.size,
    async read(offset, length) {
      const from = Math.min(Math.max(offset, 0), source.size);
      const to = Math.min(Math.max(offset + length, from), source.size);
      if (to - from > 4 * BLOCK) return source.read(from, to - from);
      const first = Math.floor(from / BLOCK);
      const last = Math.floor(Math.max(to - 1, from) / BLOCK);
      if (first === last) return (await block(first)).subarray(from - first * BLOCK, to - first * BLOCK);
      const joined = new Uint8Array(to - from);
      for (let index = first; index <= last; index += 1) {
        const start = index * BLOCK;
        const piece = (await block(index)).subarray(Math.max(from - start, 0), Math.max(to - start, 0));
        joined.set(piece, Math.max(start - from, 0));
      }
      return joined;
    },
  };
}
