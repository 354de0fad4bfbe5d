import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that the build made for browsers: only names that were there at start are ever served. */
export interface BuiltFolder {
  readonly folder: string;
  readonly names: ReadonlySet<string>;
  /** `<version>-<hash8>`: changes with the content, so that what stands under it may be kept for ever. */
  readonly release: string;
  /** name → `sha384-…`, for the script tags of pages that embed it. */
  readonly integrity: ReadonlyMap<string, string>;
}

interface KitFacts {
  readonly version: string;
  readonly hash8: string;
  readonly files: readonly { readonly name: string; readonly integrity: string }[];
}

/** Reads a folder of the build; undefined where it was never built. `kit.json` in it names the release. */
export async function readBuiltFolder(folder: string): Promise<BuiltFolder | undefined> {
  if (!existsSync(folder)) return undefined;
  const names = new Set<string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      names.add(
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
  }
  const facts = names.has('kit.json')
    ? (JSON.parse(readFileSync(join(folder, 'kit.json'), 'utf8')) as KitFacts)
    : undefined;
  return {
    folder,
    names,
    release: facts ? `${facts.version}-${facts.hash8}` : 'now',
    integrity: new Map(facts?.files.map(({ name, integrity }) => [name, integrity])),
  };
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  html: 'text/html; charset=utf-8',
};

export interface BuiltFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly encoding?: 'br' | 'gzip';
}

/** One file, in the smallest packing that the reader accepts; undefined for a name that is not in the folder. */
export async function openBuiltFile(
  built: BuiltFolder,
  name: string,
  acceptEncoding: string,
): Promise<BuiltFile | undefined> {
  if (!built.names.has(name) || /\.(?:br|gz)$/.test(name)) return undefined;
  const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  for (const [encoding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ] as const) {
    if (acceptEncoding.includes(encoding) && built.names.has(name + ending))
      return { bytes: await readFile(join(built.folder, name + ending)), type, encoding };
  }
  return { bytes: await readFile(join(built.folder, name)), type };
}
