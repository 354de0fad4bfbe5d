import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** What pdf.js fetches by itself while it draws; its licence goes with it. */
const pdfjsParts = ['cmaps', 'standard_fonts', 'wasm', 'iccs', 'LICENSE'];
const packed = /\.(?:js|mjs|wasm|css|json|pfb|ttf)$/;

/**
 * Completes `dist/kit`: pdf.js beside the viewer, a packed copy beside each file that gains by it, `sri.json`
 * (name → sha384, for script tags) and `kit.json` (what the server needs to serve it under a path that
 * changes with the content).
 */
export function writeKitManifest(root) {
  const kit = join(root, 'dist/kit');
  if (existsSync(join(kit, 'viewer.js'))) copyPdfjs(root, kit);
  const files = readdirSync(kit, { recursive: true })
    .filter((name) => statSync(join(kit, name)).isFile())
    .filter((name) => !/\.(?:br|gz)$/.test(name) && name !== 'kit.json' && name !== 'sri.json')
    .sort();
  const facts = files.map((name) => factsOf(kit, name));
  const whole = createHash('sha256');
  for (const { name, integrity } of facts) whole.update(`${name} ${integrity}\n`);
  const hash8 = whole.digest('hex').slice(0, 8);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const sri = Object.fromEntries(facts.map(({ name, integrity }) => [name, integrity]));
  writeJson(join(kit, 'sri.json'), sri);
  writeJson(join(kit, 'kit.json'), { version, hash8, path: `/kit/${version}-${hash8}/`, files: facts });
}

function copyPdfjs(root, kit) {
  const from = join(root, 'node_modules/pdfjs-dist');
  const to = join(kit, 'pdfjs');
  rmSync(to, { recursive: true, force: true });
  cpSync(join(from, 'legacy/build/pdf.worker.min.mjs'), join(to, 'pdf.worker.min.mjs'));
  for (const part of pdfjsParts) {
    if (existsSync(join(from, part))) cpSync(join(from, part), join(to, part), { recursive: true });
  }
}

function factsOf(kit, name) {
  const content = readFileSync(join(kit, name));
  const facts = { name, bytes: content.length, integrity: `sha384-${sha384(content)}` };
  if (!packed.test(name) || content.length < 1024) return facts;
  const gzip = gzipSync(content, { level: 9 });
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  if (brotli.length > content.length * 0.95) return facts;
  writeFileSync(join(kit, `${name}.gz`), gzip);
  writeFileSync(join(kit, `${name}.br`), brotli);
  return { ...facts, gzip: gzip.length, brotli: brotli.length };
}

const sha384 = (content) => createHash('sha384').update(content).digest('base64');
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
