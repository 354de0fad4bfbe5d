import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesMatching, readText, repositoryFiles, repositoryRoot } from '../support/repository-files.js';

const largest = 600_000;

/** Written in two halves, since this file is searched too. */
const forbidden: readonly { readonly what: string; readonly pattern: RegExp; readonly free?: RegExp }[] = [
  {
    what: 'a path of one machine',
    pattern: new RegExp(`(?<![\\w.])/(?:wo${''}rk|ho${''}me|ro${''}ot|Us${''}ers)/[a-z]`),
  },
  { what: 'a temporary path of one machine', pattern: new RegExp(`/t${''}mp/[a-z]`) },
  {
    what: 'a folder beside the repository',
    pattern: new RegExp(`\\bshar${''}ed/(?:pdf|docs|look|data|model)`),
    free: /^\.ci\/run$/,
  },
  { what: 'a folder of the workplace', pattern: new RegExp(`\\.libr${''}ary\\b`) },
  {
    what: 'the address of a registry',
    pattern: new RegExp(`regis${''}try\\.(?:npm${''}js|yarn${''}pkg)|verda${''}ccio`),
  },
  {
    what: 'the name of a writing tool',
    pattern: new RegExp(
      `\\b(?:clau${''}de|anthro${''}pic|chat${''}gpt|open${''}ai|copi${''}lot|gem${''}ini)\\b`,
      'i',
    ),
  },
];

export function foundIn(path: string, text: string): string[] {
  return forbidden
    .filter(({ pattern, free }) => pattern.test(text) && !free?.test(path))
    .map(({ what, pattern }) => `${path} has ${what}: ${pattern.exec(text)?.[0]}`);
}

describe('the tree', () => {
  const texts = filesMatching(
    /(?:\.(?:ts|mts|js|mjs|cjs|json|yaml|yml|md|html|css|php|csv|svg|sh|txt)|(?:^|\/)run|ignore|LICENSE)$/,
  ).filter((path) => path !== 'LICENSE');

  it('names no place, registry or tool of those who wrote it', () => {
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.flatMap((path) => foundIn(path, readText(path)))).toEqual([]);
  });

  it('would name one if there were one', () => {
    expect(foundIn('a.ts', `open('/wo${''}rk/x')`)).toHaveLength(1);
    expect(foundIn('.ci/run', `../shar${''}ed/pdf`)).toEqual([]);
    expect(foundIn('a.ts', `../shar${''}ed/pdf`)).toHaveLength(1);
  });

  it('holds no file that a clone over a thin line would curse', () => {
    const large = repositoryFiles().filter((path) => statSync(join(repositoryRoot, path)).size > largest);
    expect(large).toEqual([]);
  });

  it('has a lock without addresses, so that it serves behind any mirror', () => {
    const lock = readText('pnpm-lock.yaml');
    expect(lock).toContain('lockfileVersion');
    expect(lock).not.toMatch(/https?:\/\//);
    expect(lock).not.toMatch(/tarball:/);
  });

  it('holds no secrets', () => {
    expect(
      repositoryFiles().filter((path) =>
        /(?:^|\/)(?:data\/|\.env|secrets\.json)|\.(?:p12|pfx|key)$/.test(path),
      ),
    ).toEqual([]);
  });
});
