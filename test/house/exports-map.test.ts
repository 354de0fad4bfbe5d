import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesMatching, readJson, readText } from '../support/repository-files.js';

interface Manifest {
  readonly exports: Record<string, string | { readonly types: string; readonly default: string }>;
  readonly files: readonly string[];
  readonly bin: Record<string, string>;
}

const manifest = readJson('package.json') as Manifest;

/** The source that becomes what an export names. */
function sourceOf(path: string): string {
  return path.replace(/^\.\/dist\/npm\//, '').replace(/\.js$/, '.ts');
}

describe('the exports of the package', () => {
  const plain = Object.entries(manifest.exports).flatMap(([name, target]) =>
    typeof target === 'string' || name.includes('*') ? [] : [{ name, ...target }],
  );

  it.each(plain)('$name has a source, and its types beside it', ({ default: script, types }) => {
    expect(filesMatching(/^components\//)).toContain(sourceOf(script));
    expect(types).toBe(script.replace(/\.js$/, '.d.ts'));
  });

  it('give each element by its name', () => {
    const target = manifest.exports['./*'];
    expect(target).toEqual({
      types: './dist/npm/components/*/*.d.ts',
      default: './dist/npm/components/*/*.js',
    });
    const index = readText('components/index.ts');
    const elements = filesMatching(/^components\/[^/]+\/[^/]+\.ts$/)
      .filter((path) => basename(path, '.ts') === basename(dirname(path)))
      .filter((path) => readText(path).includes('static override readonly tag'));
    expect(elements.length).toBeGreaterThan(0);
    for (const path of elements) {
      expect(index, `${path} in components/index.ts`).toContain(
        path.replace('components', '.').replace(/\.ts$/, '.js'),
      );
    }
  });

  it('register nothing unless asked by name', () => {
    expect(readText('components/index.ts')).not.toMatch(/\.define\(/);
    expect(readText('components/define.ts')).toMatch(/\.define\(/);
  });

  it('come from what is packed', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : [target.types, target.default],
    );
    for (const target of [...targets, ...Object.values(manifest.bin)]) {
      expect(
        manifest.files.some((folder) => target.startsWith(`./${folder}/`)),
        target,
      ).toBe(true);
    }
  });
});
