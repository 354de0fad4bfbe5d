import type { ProblemCode } from '../contract/problems.js';
import { KeyRefusal, type KeyRefusalCode } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';

const told: Readonly<Partial<Record<KeyRefusalCode, ProblemCode>>> = {
  'passphrase-wrong': 'seal-passphrase-wrong',
  'key-without-certificate': 'seal-certificate-missing',
  'signer-key-mismatch': 'seal-certificate-of-another-key',
  'certificate-revoked': 'seal-certificate-revoked',
  'token-package-missing': 'seal-token-package-missing',
  'token-module-unreadable': 'seal-token-unreachable',
  'token-missing': 'seal-token-unreachable',
  'token-failed': 'seal-token-unreachable',
  'token-pin-wrong': 'seal-token-pin-wrong',
  'token-pin-locked': 'seal-token-pin-locked',
  'token-key-missing': 'seal-token-key-missing',
  'token-mechanism-missing': 'seal-token-mechanism-missing',
};

/** Turns a refusal about a key into a problem; anything else is thrown on as it is. */
export function refuseKey(error: unknown): never {
  if (!(error instanceof KeyRefusal)) throw error;
  // The detail names tokens and keys by their labels, and never a PIN.
  throw new Problem(told[error.code] ?? 'seal-file-unreadable', { why: error.detail }, { cause: error });
}
