import type { ByteSource } from '../core/byte-source.js';
import { defaultLimits, type PdfLimits } from '../core/limits.js';
import { openPdf, type PdfDocument } from '../core/pdf-document.js';
import { PdfRefusal, type PdfRefusalCode } from '../core/pdf-refusal.js';
import { judgeAll, type JudgedSignature, type OutsideEvidence } from './judge-all.js';
import { History, type LaterChanges } from './later-changes.js';
import { wasSigned } from './removed-signature.js';
import { signatureEntries } from './signature-entry.js';
import { describeSignature } from './signature-report.js';
import type { TrustStore } from './trust-store.js';
import type { Wanted } from './vouch-for.js';
import {
  type ReportReason,
  reportWithout,
  type SignatureReport,
  type VerificationReport,
} from './verification-report.js';

export interface VerifyOptions {
  readonly trust: TrustStore;
  /** The instant at which certificates are judged when no right time-stamp tells an earlier one. */
  readonly now: Date;
  readonly limits?: PdfLimits;
  /** What the caller has fetched about revocation, and certificates that paths may need. It is checked like the rest. */
  readonly evidence?: OutsideEvidence;
  /**
   * Trust nobody of whom it is not known that they were not revoked. Else the path decides where nothing is known, and
   * a problem of the signature says so.
   */
  readonly requireRevocation?: boolean;
  /** Called for every certificate about which evidence is lacking, so that it can be fetched for a second look. */
  readonly want?: (wanted: Wanted) => void;
}

/**
 * Judges a PDF: who signed, whether the bytes are theirs, and what happened since. A verdict is a value, so this
 * rejects only on a failing source or a bug. It neither writes nor asks the network: revocation is judged by what
 * lies in the file and in `evidence`.
 *
 * For files of strangers call `verifyInWorker`, which can be stopped.
 */
export async function verifyPdf(source: ByteSource, options: VerifyOptions): Promise<VerificationReport> {
  try {
    const pdf = await openPdf(source, options.limits ?? defaultLimits);
    if (pdf.encrypted) return reportWithout('unreadable', 'encrypted');
    return await verifyOpened(source, pdf, options);
  } catch (error) {
    if (error instanceof PdfRefusal) return reportWithout('unreadable', REASONS[error.code] ?? 'damaged');
    throw error;
  }
}

const REASONS: Readonly<Partial<Record<PdfRefusalCode, ReportReason>>> = {
  'pdf-empty': 'empty',
  'not-a-pdf': 'not-a-pdf',
  'pdf-truncated': 'truncated',
  'pdf-encrypted': 'encrypted',
  'pdf-over-limits': 'over-limits',
};

async function verifyOpened(
  source: ByteSource,
  pdf: PdfDocument,
  options: VerifyOptions,
): Promise<VerificationReport> {
  const entries = await signatureEntries(pdf);
  const judged = await judgeAll(pdf, entries, options);
  const history = new History(
    pdf,
    judged.flatMap(({ place }) => place ?? []),
  );
  const signatures: SignatureReport[] = [];
  for (const each of judged) signatures.push(await describeOne(pdf, each, history));
  // Of a signature that cannot be checked it is still known what was done to its file afterwards.
  const changed = signatures.some(
    ({ integrity, changesAfter }, index) =>
      integrity !== 'wrong' && judged[index]?.place && changesAfter === 'suspicious',
  );
  const signed = signatures.map(({ revision }) => revision).filter((revision) => revision > 0);
  return {
    version: 1,
    ...(await sumUp(source, pdf, signatures, changed)),
    revisions: history.saves.length,
    history: await history.report(signed.length > 0 ? Math.min(...signed) : undefined),
    signatures,
  };
}

async function describeOne(
  pdf: PdfDocument,
  { entry, judgement, place }: JudgedSignature,
  history: History,
): Promise<SignatureReport> {
  if (!place) return describeSignature(entry, judgement, { changes: 'suspicious' }, 'revision', 0);
  const { coverage, signed } = place;
  const later: LaterChanges = await history.after(signed, coverage.end, entry.value);
  const covers = coverage.end === pdf.size ? 'whole-file' : 'revision';
  return describeSignature(entry, judgement, later, covers, history.revisionOf(signed));
}

async function sumUp(
  source: ByteSource,
  pdf: PdfDocument,
  signatures: readonly SignatureReport[],
  changed: boolean,
): Promise<Pick<VerificationReport, 'verdict' | 'reason' | 'trusted'>> {
  if (signatures.length === 0) {
    // A certification whose field is gone: it says nothing any more, but "unsigned" would say too much.
    const permissions = await pdf.dict((await pdf.catalog()).get('Perms'));
    if (permissions?.has('DocMDP'))
      return { verdict: 'undetermined', reason: 'signature-outside-form', trusted: false };
    const hadOne = await wasSigned(source, pdf);
    if (hadOne === undefined) return { verdict: 'undetermined', reason: 'over-limits', trusted: false };
    return hadOne
      ? { verdict: 'changed', reason: 'signature-removed', trusted: false }
      : { verdict: 'unsigned', reason: 'no-signature', trusted: false };
  }
  if (signatures.some(({ integrity }) => integrity === 'wrong')) {
    return { verdict: 'broken', reason: 'signature-wrong', trusted: false };
  }
  if (changed) return { verdict: 'changed', reason: 'changed-after-signing', trusted: false };
  const unchecked = signatures.some(({ integrity }) => integrity === 'unchecked');
  if (unchecked) return { verdict: 'undetermined', reason: 'signature-not-checked', trusted: false };
  const trusted = signatures.every(({ trust }) => trust === 'trusted');
  return { verdict: 'intact', reason: 'all-signatures-right', trusted };
}
