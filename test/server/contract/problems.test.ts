import { describe, expect, it } from 'vitest';
import { letterProblems } from '../../../server/contract/letter-problems.js';
import { problems, problemTitle, type ProblemCode } from '../../../server/contract/problems.js';
import { requestProblems } from '../../../server/contract/request-problems.js';
import { batchProblems } from '../../../server/contract/batch-problems.js';
import { sealProblems } from '../../../server/contract/seal-problems.js';
import { signingProblems } from '../../../server/contract/signing-problems.js';

const params = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the table of problems', () => {
  it('holds every code on one page only', () => {
    const pages = [requestProblems, letterProblems, signingProblems, sealProblems, batchProblems];
    const codes = pages.flatMap((page) => Object.keys(page));
    expect(codes).toHaveLength(new Set(codes).size);
    expect(Object.keys(problems).sort()).toEqual(codes.sort());
  });

  it.each(Object.entries(problems))('%s says the same in both languages and is a refusal', (_, text) => {
    expect(params(text.en)).toEqual(params(text.id));
    expect(text.status).toBeGreaterThanOrEqual(400);
    expect(text.id).not.toBe(text.en);
  });

  it('fills what it is given and shows what is missing', () => {
    const code: ProblemCode = 'passphrase-wrong';
    expect(problemTitle(code, { left: 3 }, 'id')).toContain('Sisa 3 dari 5');
    expect(problemTitle(code, {}, 'en')).toContain('… of 5');
  });
});
