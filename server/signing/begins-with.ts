import { createHash } from 'node:crypto';
import { prefixSource, type ByteSource } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';

/**
 * Whether a file begins with exactly the bytes of another.
 *
 * @param base size and SHA-256 (hex) of the other
 */
export async function beginsWith(
  file: ByteSource,
  base: { readonly size: number; readonly sha256: string },
): Promise<boolean> {
  if (file.size < base.size) return false;
  const hash = createHash('sha256');
  for await (const piece of readPieces(prefixSource(file, base.size))) hash.update(piece);
  return hash.digest('hex') === base.sha256;
}
