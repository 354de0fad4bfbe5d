import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesMatching } from '../support/repository-files.js';

/** Names that a tool or a reader looks for in each folder. */
const expectedOften = /^(?:index\.(?:ts|html)|tsconfig\.json|README\.md)$/;

export function sharedNames(paths: readonly string[]): string[] {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = basename(path);
    if (!expectedOften.test(name)) byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return [...byName.values()].filter((same) => same.length > 1).map((same) => same.join(' and '));
}

describe('file names', () => {
  // Storybook looks for its own files by fixed names.
  const sources = filesMatching(/^(?!\.storybook\/).*\.(?:ts|mts|js|mjs|php|css)$/);

  it('are each used once, so that a tab in an editor says which file it is', () => {
    expect(sources.length).toBeGreaterThan(20);
    expect(sharedNames(sources)).toEqual([]);
  });

  it('are in kebab case, with the kind as a suffix', () => {
    const wrong = sources
      .map((path) => basename(path))
      .filter((name) => !/^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/.test(name));
    expect(wrong).toEqual([]);
  });

  it('use words of the office, not of the framework', () => {
    const words = /(?:^|[-.])(?:managers?|helpers?|utils?|services?|base|data|info)(?=[-.])/;
    // TSTInfo is what RFC 3161 calls the content of a time-stamp.
    const named = sources.map((path) => basename(path).replace(/^tst-info/, ''));
    expect(named.filter((name) => words.test(name))).toEqual([]);
  });

  it('are told apart by this test', () => {
    expect(sharedNames(['a/letter.ts', 'b/letter.ts', 'a/index.ts', 'b/index.ts'])).toEqual([
      'a/letter.ts and b/letter.ts',
    ]);
  });
});
