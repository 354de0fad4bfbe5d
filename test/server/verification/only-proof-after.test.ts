import { describe, expect, test } from 'vitest';
import { isOnlyProofAfter } from '../../../server/contract/only-proof-after.js';
import { revisionSentences } from '../../../server/contract/revision-sentences.js';
import type { RevisionReport, SignatureReport } from '../../../server/contract/verification.js';
import { verifications } from '../../fixtures/verifications.js';

const [signature] = verifications.withProof.report.signatures;
const after = (history: readonly RevisionReport[], of: Partial<SignatureReport> = {}) =>
  signature && isOnlyProofAfter({ ...signature, ...of }, history);

const revision = (number: number, ...rules: readonly string[]): RevisionReport => ({
  ...{ revision: number, bytes: number * 1000 },
  changes: rules.map((rule) => ({ rule, objects: 1 })),
});
const signed = revision(1);
const evidence = revision(2, 'validation-material', 'catalog-reissued', 'xref');

describe('only proof followed a signature', () => {
  test('where its evidence follows, and a time-stamp on that', () => {
    expect(after([signed, evidence])).toBe(true);
    const stamp = revision(3, 'document-timestamp', 'form-dictionary', 'annotation-list', 'catalog-reissued');
    expect(after([signed, evidence, stamp])).toBe(true);
  });

  test('not where one version holds anything else, or nothing of the kind', () => {
    const proof = ['validation-material', 'document-timestamp'];
    const kept =
      'form-dictionary annotation-list structure-tree catalog-reissued extensions object-stream xref';
    const others = Object.keys(revisionSentences).filter(
      (rule) => ![...proof, ...kept.split(' ')].includes(rule),
    );
    expect(others).toContain('form-filled');
    for (const rule of others) {
      expect(after([signed, revision(2, 'validation-material', rule)]), rule).toBe(false);
      expect(after([signed, evidence, revision(3, rule)]), rule).toBe(false);
    }
    for (const rule of kept.split(' '))
      expect(after([signed, evidence, revision(3, rule)]), rule).toBe(false);
    expect(after([signed, { ...evidence, suspicion: 'page-changed' }])).toBe(false);
  });

  test('not where nothing is known of it, or the signature does not hold', () => {
    for (const of of [
      { revision: 0 },
      { changesAfter: 'none' },
      { changesAfter: 'suspicious' },
      { integrity: 'wrong' },
      { integrity: 'unchecked' },
    ] as const)
      expect(after([signed, evidence], of)).toBe(false);
    expect(after([signed])).toBe(false);
  });
});
