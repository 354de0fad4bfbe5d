import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** Each file under `sizes` in package.json against its number of bytes after Brotli. */
export function checkSizes(root) {
  const { sizes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  let right = Object.keys(sizes).length > 0;
  const lines = Object.entries(sizes).map(([path, limit]) => {
    const file = join(root, path);
    const bytes = existsSync(file) ? brotliCompressSync(readFileSync(file)).length : undefined;
    if (bytes === undefined || bytes > limit) right = false;
    return bytes === undefined ? `${path} was not built` : `${path}: ${bytes} bytes of ${limit}`;
  });
  return { right, lines };
}
