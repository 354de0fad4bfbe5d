import type { RuleCount } from './change-rule.js';
import type { RevocationProblem } from './check-revocation.js';
import type { CmsProblem } from './cms-problem.js';
import type { DifferenceReason } from './difference-reason.js';
import type { PathProblem } from './path-rules.js';

/** Sum of a verification, for people and for callers. */
export type Verdict = 'unsigned' | 'intact' | 'changed' | 'broken' | 'undetermined' | 'unreadable';

/** What in the structure around a signature speaks against it. */
export type StructureProblem =
  | 'sub-filter-unknown'
  | 'signature-empty'
  | 'signature-incomplete'
  | 'byte-range-missing'
  | 'byte-range-wrong'
  | 'byte-range-outside'
  | 'byte-range-gap-wrong'
  | 'bytes-before-header'
  | 'covered-end-wrong'
  | 'revision-unreadable'
  | 'revision-differs'
  | 'value-in-several-fields'
  | 'value-in-object-stream'
  /** It says what a reader may do with the file, and nothing of what is in it. */
  | 'usage-rights'
  | 'repeated-key';

export type SignatureProblem =
  StructureProblem | DifferenceReason | CmsProblem | PathProblem | RevocationProblem;

/** Why the verdict is what it is. */
export type ReportReason =
  | 'no-signature'
  | 'all-signatures-right'
  | 'changed-after-signing'
  | 'signature-wrong'
  | 'signature-not-checked'
  | 'signature-outside-form'
  | 'signature-removed'
  | 'encrypted'
  | 'empty'
  | 'not-a-pdf'
  | 'truncated'
  | 'damaged'
  | 'over-limits';

export interface SignerReport {
  /** Common name, or the whole name where it has none. Empty where the certificate cannot be read. */
  readonly name: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** A certificate of a signer's path. */
export interface CertificateReport extends SignerReport {
  /** Of its issuer's signature, such as `RSA with SHA256`; empty where it is unknown. */
  readonly algorithm: string;
  /** Names of KeyUsage (RFC 5280 §4.2.1.3); empty where the certificate does not limit its use. */
  readonly usages: readonly string[];
}

export interface SignatureReport {
  readonly field: string;
  readonly kind: 'signature' | 'seal' | 'timestamp';
  readonly integrity: 'right' | 'wrong' | 'unchecked';
  readonly covers: 'whole-file' | 'revision';
  /** Number of the save that it covers, 1 for the first; 0 where that is not known. */
  readonly revision: number;
  readonly changesAfter: 'none' | 'permitted' | 'suspicious';
  readonly trust: 'trusted' | 'untrusted' | 'expired' | 'revoked' | 'unknown';
  readonly level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA' | 'other';
  readonly signer: SignerReport;
  /** From the signer's certificate towards an anchor, as far as that leads; empty where the signer cannot be read. */
  readonly chain: readonly CertificateReport[];
  /** ISO 8601: the time-stamp's time where it is right, else what the signer claims, else empty. */
  readonly signedAt: string;
  /** ISO 8601: time of a right time-stamp. */
  readonly timestamp?: string;
  /** Name of the authority that made it. */
  readonly timestampedBy?: string;
  /** What the signer wrote. Text of a stranger: escape it. */
  readonly reason?: string;
  readonly location?: string;
  /** The anchor that vouches for the signer, by its name in the trust store; only of who is trusted. */
  readonly vouchedBy?: string;
  readonly problems: readonly SignatureProblem[];
}

/** One save of the file. */
export interface RevisionReport {
  /** 1 for the first save. */
  readonly revision: number;
  /** Length of the file as it was then: its first bytes, as many as these, are that revision. */
  readonly bytes: number;
  /** What it changed in the one before, each object counted once; nothing in the first. */
  readonly changes: readonly RuleCount[];
  /** Why it is held suspicious, where somebody had signed before it. */
  readonly suspicion?: DifferenceReason;
}

/** One judgement about bytes at an instant; the same for API, page, element and command line. */
export interface VerificationReport {
  readonly version: 1;
  readonly verdict: Verdict;
  /** Everybody who signed is vouched for by the configured store. Another question than the verdict. */
  readonly trusted: boolean;
  readonly reason: ReportReason;
  /** Saves of the file, as far as they can be told apart; 0 where it cannot be read. */
  readonly revisions: number;
  /** The saves one by one, oldest first. */
  readonly history: readonly RevisionReport[];
  readonly signatures: readonly SignatureReport[];
}

/** A report about a file that could not be judged at all. */
export function reportWithout(
  verdict: 'unreadable' | 'undetermined',
  reason: ReportReason,
): VerificationReport {
  return { version: 1, verdict, trusted: false, reason, revisions: 0, history: [], signatures: [] };
}
