import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Bench, BenchResult, NotMeasured } from './bench-result.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a page must fetch, after Brotli. */
export const size: Bench = {
  name: 'size',
  async run() {
    const late = await Promise.all(lateFiles().map((name) => builtFile(name, `dist/kit/${name}`)));
    return [
      await builtFile('noken.js', 'dist/kit/noken.js'),
      ...late,
      await alone('sign-button', 'sign button alone, with Lit'),
      await alone('document-viewer', 'document viewer alone, with Lit, without pdf.js'),
    ];
  },
};

/** What the kit fetches when it is first needed; `viewer.js` has pdf.js in it. */
function lateFiles(): string[] {
  const kit = join(root, 'dist/kit');
  if (!existsSync(kit)) return [];
  return readdirSync(kit).filter((name) => name.endsWith('.js') && name !== 'noken.js');
}

async function builtFile(name: string, path: string): Promise<BenchResult | NotMeasured> {
  const file = join(root, path);
  if (!existsSync(file)) return { name, why: `${path} is not built: npm run build` };
  return { name, value: brotliCompressSync(await readFile(file)).length, unit: 'bytes' };
}

/** One element alone, with Lit inside, as a page without a bundler would have to take it. */
async function alone(element: string, name: string): Promise<BenchResult | NotMeasured> {
  const entry = join(root, `dist/npm/components/${element}/${element}.js`);
  if (!existsSync(entry)) return { name, why: `${element} is not built: npm run build` };
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    // Fetched when a document is opened, and told apart as viewer.js.
    external: ['*/page-renderer.js'],
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return {
    name,
    value: brotliCompressSync(outputFiles[0]?.contents ?? new Uint8Array()).length,
    unit: 'bytes',
  };
}
