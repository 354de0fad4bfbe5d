import { describe, expect, it } from 'vitest';
import { signedCopySentence, signedCopySentences } from '../../../server/contract/signed-copy-sentences.js';
import { Problem } from '../../../server/platform/problem.js';
import { readText } from '../../support/repository-files.js';

/** Every code that the judge of a file names itself, read where it does. */
const named = [...readText('server/signing/judge-answer.ts').matchAll(/new AnswerWrong\('([a-z-]+)'\)/g)].map(
  ([, code = '']) => code,
);
const distrusted = [
  ...(/trust: ([^;]+);/.exec(readText('server/pdf/verify/check-path.ts'))?.[1] ?? '').matchAll(/'(\w+)'/g),
].flatMap(([, trust = '']) => (trust === 'trusted' ? [] : [`signer-${trust}`]));

describe('why a signed copy is not taken', () => {
  it('has a sentence for every code of its judge, and no other', () => {
    expect(named.length).toBeGreaterThan(4);
    expect(Object.keys(signedCopySentences).sort()).toEqual([...new Set([...named, ...distrusted])].sort());
  });

  it.each(Object.entries(signedCopySentences))('%s in whole sentences of few words', (code, { id, en }) => {
    for (const sentence of [id, en]) {
      expect(sentence).toMatch(/^[A-Z].*\.$/);
      expect(sentence.length).toBeLessThanOrEqual(110);
    }
    expect(signedCopySentence(code, 'en')).toBe(en);
    expect(id).not.toBe(en);
  });

  it('says of a verdict what its reason says, and of the rest that it cannot be judged', () => {
    expect(signedCopySentence('unsigned-no-signature', 'id')).toContain('tidak memuat tanda tangan');
    expect(signedCopySentence('changed-changed-after-signing', 'en')).toContain(
      'changed after it was signed',
    );
    expect(signedCopySentence('unreadable-not-a-pdf', 'id')).toBe('Berkas ini bukan PDF.');
    expect(signedCopySentence('toString', 'en')).toBe('This file could not be judged.');
  });

  it('stands in the refusal in the reader’s language, while the params keep the code', () => {
    const problem = new Problem('signed-copy-wrong', { why: 'not-our-bytes' });
    const report = problem.report('id', 'T');
    expect(report.title).toBe(
      'Berkas ini bukan naskah yang sama dengan satu tanda tangan baru. Isinya tidak persis sama dengan berkas yang dikirim Noken. Tidak ada yang diubah.',
    );
    expect(report.params).toEqual({ why: 'not-our-bytes' });
    expect(problem.report('en', 'T').title).toContain('exactly that of the file that Noken sent');
  });
});
