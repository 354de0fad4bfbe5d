import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/repository-files.js';

/** What ships: design.md §11. `0BSD` is BSD without its one condition. */
const shipping = ['MIT', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'ISC'];
/** Tools that are not shipped may also be these: file-level copyleft, and licences as free as MIT. */
const tooling = [...shipping, 'MPL-2.0', 'BlueOak-1.0.0', 'CC0-1.0', 'Zlib'];

/** Said by name, with the reason. */
const exceptions: Readonly<Record<string, string>> = {
  '@img/sharp-libvips': 'LGPL-3.0-or-later: an untouched binary in a package of its own, loaded at run time',
  '@expo-google-fonts/': 'MIT AND OFL-1.1: fonts may be under the OFL where its text comes with them',
};
/** Packages that forgot the field; the text in the package says which it is. */
const fromTheirText: Readonly<Record<string, string>> = { only: 'MIT' };

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** `A OR B` lets us choose, `A AND B` binds us to both. */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => allowed.includes(licence)));
}

describe('licences', () => {
  const own = readPackage(repositoryRoot);

  it('of what ships are MIT, BSD, Apache or ISC', () => {
    const shipped = closure(Object.keys(own.dependencies ?? {}));
    expect(shipped.length).toBeGreaterThan(50);
    expect(breaches(shipped, shipping)).toEqual([]);
  });

  it('of tools are those, MPL, or freer', () => {
    const used = closure(Object.keys(own.devDependencies ?? {}));
    expect(used.length).toBeGreaterThan(200);
    expect(breaches(used, tooling)).toEqual([]);
  });

  it('are read as SPDX means them', () => {
    expect(isAllowed('(BSD-3-Clause OR GPL-2.0)', shipping)).toBe(true);
    expect(isAllowed('(MIT AND Zlib)', shipping)).toBe(false);
    expect(isAllowed('AGPL-3.0-or-later', tooling)).toBe(false);
  });
});

function breaches(packages: readonly PackageFile[], allowed: readonly string[]): string[] {
  return packages
    .filter(({ name }) => !Object.keys(exceptions).some((start) => name.startsWith(start)))
    .filter(({ name, license }) => !isAllowed(license ?? fromTheirText[name] ?? 'none', allowed))
    .map(({ name, version, license }) => `${name} ${version}: ${license ?? 'none'}`);
}

/** All packages that these need, found the way Node finds them. */
function closure(names: readonly string[]): PackageFile[] {
  const found = new Map<string, PackageFile>();
  const queue = names.map((name) => ({ name, from: repositoryRoot }));
  for (let next = queue.pop(); next; next = queue.pop()) {
    const folder = resolvePackage(next.name, next.from);
    // Binaries for other systems, and peers that are optional, are not installed here.
    if (folder === undefined || found.has(folder)) continue;
    const file = readPackage(folder);
    found.set(folder, file);
    const needed = { ...file.dependencies, ...file.optionalDependencies, ...file.peerDependencies };
    queue.push(...Object.keys(needed).map((name) => ({ name, from: folder })));
  }
  return [...found.values()];
}

function resolvePackage(name: string, from: string): string | undefined {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
  }
  return undefined;
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;
}
