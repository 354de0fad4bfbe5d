import type { Certificate } from '../core/certificate.js';
import type { ContentHasher } from '../core/hash-algorithm.js';
import type { Coverage } from './byte-range.js';
import { checkCms } from './check-cms.js';
import { checkPath } from './check-path.js';
import { checkTimestampToken } from './check-timestamp.js';
import type { SignatureEntry } from './signature-entry.js';
import type { TrustStore } from './trust-store.js';
import type { SignatureReport, SignatureProblem } from './verification-report.js';

/** What the cryptography of a signature says, apart from the file around it. */
export interface Judgement {
  readonly integrity: SignatureReport['integrity'];
  readonly trust: SignatureReport['trust'];
  readonly signer?: Certificate;
  /** Time of a right time-stamp. */
  readonly stampedAt?: Date;
  readonly isCades: boolean;
  readonly problems: readonly SignatureProblem[];
}

export interface Vouching {
  readonly trust: TrustStore;
  readonly now: Date;
  /** Certificates that the document brings along; they help to build paths and vouch for nothing. */
  readonly pool: readonly Certificate[];
}

export async function judgeSignature(
  entry: SignatureEntry,
  { contents }: Coverage,
  hashContent: ContentHasher,
  vouching: Vouching,
): Promise<Judgement> {
  const judgement = entry.isTimestamp
    ? await judgeTimestamp(contents, hashContent, vouching)
    : await judgeCms(entry.subFilter, contents, hashContent, vouching);
  // Bytes in the gap that belong to no signature are covered by nothing, so we cannot vouch for the whole file.
  const isLoose = judgement.integrity === 'right' && judgement.problems.includes('cms-trailing-bytes');
  return isLoose ? { ...judgement, integrity: 'unchecked' } : judgement;
}

async function judgeTimestamp(
  token: Uint8Array,
  hashContent: ContentHasher,
  vouching: Vouching,
): Promise<Judgement> {
  const check = await checkTimestampToken(token, hashContent);
  const path = pathOf(check.signer, check.certificates, vouching, vouching.now, 'timestamp');
  return {
    integrity: check.signature,
    trust: path.trust,
    ...(check.signer && { signer: check.signer }),
    ...(check.right && check.time && { stampedAt: check.time }),
    isCades: false,
    problems: [...check.problems, ...path.problems],
  };
}

/**
 * Certificates are judged at the time of the time-stamp where that is right and its authority vouched for; else
 * now. Never at the time that the signer claims.
 */
async function judgeCms(
  subFilter: string,
  cms: Uint8Array,
  hashContent: ContentHasher,
  vouching: Vouching,
): Promise<Judgement> {
  const check = await checkCms(cms, hashContent, subFilter);
  const stamp = check.timestamp;
  const stampPath =
    stamp?.right === true
      ? pathOf(stamp.signer, check.certificates, vouching, vouching.now, 'timestamp')
      : undefined;
  const at = stamp && stampPath?.trust === 'trusted' ? stamp.time : vouching.now;
  const path = pathOf(check.signer, check.certificates, vouching, at, 'signature');
  return {
    integrity: check.signature,
    trust: path.trust,
    ...(check.signer && { signer: check.signer }),
    ...(stamp?.right === true && { stampedAt: stamp.time }),
    isCades: subFilter === 'ETSI.CAdES.detached' && check.ess,
    problems: [...check.problems, ...(stamp?.problems ?? []), ...path.problems],
  };
}

function pathOf(
  signer: Certificate | undefined,
  own: readonly Certificate[],
  { trust, pool }: Vouching,
  at: Date,
  purpose: 'signature' | 'timestamp',
): { trust: SignatureReport['trust']; problems: readonly string[] } {
  if (!signer) return { trust: 'unknown', problems: [] };
  return checkPath(signer, [...own, ...pool], trust, at, purpose);
}
