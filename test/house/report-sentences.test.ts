import { describe, expect, it } from 'vitest';
import { reportSentences } from '../../server/contract/report-sentences.js';
import { reportAgrees } from '../../server/verification/index.js';
import { filesMatching, readText } from '../support/repository-files.js';

const unions =
  /export type (?:StructureProblem|DifferenceReason|CmsProblem|PathProblem|RevocationProblem|ReportReason|ChangeRule) =([^;]+);/g;

/** Every code that a report can hold, read where the ground lists them. */
function codes(): string[] {
  return filesMatching(/^server\/pdf\/verify\/.*\.ts$/)
    .map((path) => readText(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .flatMap((text) => [...text.matchAll(unions)])
    .flatMap(([, list = '']) => [...list.matchAll(/'([a-z0-9-]+)'/g)].map(([, code = '']) => code));
}

describe('the sentences of a report', () => {
  it('tell every code in both languages, and no other', () => {
    expect(codes().length).toBeGreaterThan(100);
    expect(Object.keys(reportSentences).sort()).toEqual([...new Set(codes())].sort());
    expect(reportAgrees.every(Boolean)).toBe(true);
  });

  it.each(Object.entries(reportSentences))('%s in whole sentences of few words', (_, { id, en }) => {
    for (const sentence of [id, en]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length).toBeLessThanOrEqual(110);
      expect(sentence).not.toMatch(/!|maaf|pasti aman|sukses/i);
    }
    expect(id).not.toBe(en);
  });
});
