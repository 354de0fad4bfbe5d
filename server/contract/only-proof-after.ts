import type { RevisionReport, SignatureReport } from './verification.js';

/** What proves that a signature is valid: certificates with word of their revocation, and the time of all that. */
const proof: ReadonlySet<string> = new Set(['validation-material', 'document-timestamp']);
/** How a file takes such proof in. */
const kept: ReadonlySet<string> = new Set([
  'form-dictionary',
  'annotation-list',
  'structure-tree',
  'catalog-reissued',
  'extensions',
  'object-stream',
  'xref',
]);

/**
 * Whether every version after the one that a signature covers added proof, and nothing but proof. False where nothing
 * followed, or where it is not known what did.
 */
export function isOnlyProofAfter(
  { integrity, changesAfter, revision }: Pick<SignatureReport, 'integrity' | 'changesAfter' | 'revision'>,
  history: readonly RevisionReport[],
): boolean {
  if (integrity !== 'right' || changesAfter !== 'permitted' || revision === 0) return false;
  const later = history.filter((one) => one.revision > revision);
  return later.length > 0 && later.every(isOnlyProof);
}

function isOnlyProof({ changes, suspicion }: RevisionReport): boolean {
  const rules = changes.map(({ rule }) => rule);
  return (
    suspicion === undefined &&
    rules.some((rule) => proof.has(rule)) &&
    rules.every((rule) => proof.has(rule) || kept.has(rule))
  );
}
