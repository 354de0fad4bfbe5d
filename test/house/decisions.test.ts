import { describe, expect, it } from 'vitest';
import { filesMatching, readText } from '../support/repository-files.js';

describe('docs/decisions', () => {
  const pages = filesMatching(/^docs\/decisions\//);

  it('are numbered from 0001 without a gap', () => {
    const numbers = pages.map((path) => /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1]);
    expect(numbers).toEqual(pages.map((_, index) => String(index + 1).padStart(4, '0')));
    expect(numbers).not.toEqual([]);
  });

  it('each say what was decided and why', () => {
    for (const page of pages) {
      const text = readText(page);
      expect(text, page).toMatch(/^# .+\n/);
      expect(text, page).toMatch(/^## What was decided$/m);
      expect(text, page).toMatch(/^## Why$/m);
    }
  });
});
