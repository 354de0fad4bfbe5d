import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/**
 * Each file under `sizes` in package.json against its number of bytes after Brotli. A script of the kit that has no
 * number there is wrong too: a new late file is decided, not merely made.
 */
export function checkSizes(root) {
  const { sizes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  let right = Object.keys(sizes).length > 0;
  const lines = Object.entries(sizes).map(([path, limit]) => {
    const file = join(root, path);
    const bytes = existsSync(file) ? brotliCompressSync(readFileSync(file)).length : undefined;
    if (bytes === undefined || bytes > limit) right = false;
    return bytes === undefined ? `${path} was not built` : `${path}: ${bytes} bytes of ${limit}`;
  });
  const kit = join(root, 'dist/kit');
  const scripts = existsSync(kit) ? readdirSync(kit).filter((name) => name.endsWith('.js')) : [];
  for (const name of scripts.filter((name) => !(`dist/kit/${name}` in sizes))) {
    right = false;
    lines.push(`dist/kit/${name} has no limit in package.json`);
  }
  return { right, lines };
}
