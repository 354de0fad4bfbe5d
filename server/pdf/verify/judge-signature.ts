import type { Certificate } from '../core/certificate.js';
import type { ContentHasher } from '../core/hash-algorithm.js';
import type { Coverage } from './byte-range.js';
import { checkCms } from './check-cms.js';
import { checkTimestampToken } from './check-timestamp.js';
import { evidenceInCms, joinEvidence, noEvidence, type Evidence } from './revocation-evidence.js';
import type { SignatureEntry } from './signature-entry.js';
import type { SignatureReport, SignatureProblem } from './verification-report.js';
import { isCovered, vouchFor, type SignatureInstant, type Voucher, type Vouching } from './vouch-for.js';

/** What the cryptography of a signature says, apart from the file around it. */
export interface Judgement {
  readonly integrity: SignatureReport['integrity'];
  readonly trust: SignatureReport['trust'];
  readonly signer?: Certificate;
  /** From the signer towards an anchor, as far as that leads; empty where nobody was looked for. */
  readonly path: readonly Certificate[];
  /** Time of a right time-stamp. */
  readonly stampedAt?: Date;
  /** The authority that made it. */
  readonly stampedBy?: Certificate;
  readonly level: SignatureReport['level'];
  /** How the anchor is called that vouches for the signer. */
  readonly vouchedBy?: string;
  readonly problems: readonly SignatureProblem[];
}

/** What later document time-stamps, judged before, say of a signature that they cover. */
export interface LaterStamps {
  /** Time of the earliest right one whose authority is trusted: the signature is no younger. */
  readonly provedBy?: Date;
  /** Time of the earliest right one, trusted or not. */
  readonly stampedBy?: Date;
  /** Evidence that lies in what a right one covers. */
  readonly archived?: Evidence;
}

export async function judgeSignature(
  entry: SignatureEntry,
  { contents }: Coverage,
  hashContent: ContentHasher,
  vouching: Vouching,
  later: LaterStamps,
): Promise<Judgement> {
  // However right it is, nobody signed by it what the file says.
  if (entry.isUsageRights)
    return { integrity: 'unchecked', trust: 'unknown', path: [], level: 'other', problems: ['usage-rights'] };
  const judgement = entry.isTimestamp
    ? await judgeTimestamp(contents, hashContent, vouching, later)
    : await judgeCms(entry.subFilter, contents, hashContent, vouching, later);
  // Bytes in the gap that belong to no signature are covered by nothing, so we cannot vouch for the whole file.
  const isLoose = judgement.integrity === 'right' && judgement.problems.includes('cms-trailing-bytes');
  return isLoose ? { ...judgement, integrity: 'unchecked' } : judgement;
}

const noVoucher: Voucher = { trust: 'unknown', problems: [], path: [] };

/** The latest instant at which what it covers must have been there. */
function latestInstant({ provedBy }: LaterStamps, { now }: Vouching): SignatureInstant {
  return provedBy ? { at: provedBy, isProved: true } : { at: now, isProved: false };
}

async function judgeTimestamp(
  token: Uint8Array,
  hashContent: ContentHasher,
  vouching: Vouching,
  later: LaterStamps,
): Promise<Judgement> {
  const check = await checkTimestampToken(token, hashContent);
  const voucher = check.signer
    ? vouchFor(
        check.signer,
        check.certificates,
        check.evidence,
        latestInstant(later, vouching),
        'timestamp',
        vouching,
      )
    : noVoucher;
  return {
    integrity: check.signature,
    trust: voucher.trust,
    ...(check.signer && { signer: check.signer }),
    path: voucher.path,
    ...(check.right && check.time && { stampedAt: check.time, stampedBy: check.signer }),
    level: 'other',
    ...(voucher.vouchedBy !== undefined && { vouchedBy: voucher.vouchedBy }),
    problems: [...check.problems, ...voucher.problems],
  };
}

/**
 * Certificates are judged at the time of the time-stamp where that is right and its authority vouched for; else at that
 * of a trusted document time-stamp that covers the signature; else now. Never at the time that the signer claims.
 */
async function judgeCms(
  subFilter: string,
  cms: Uint8Array,
  hashContent: ContentHasher,
  vouching: Vouching,
  later: LaterStamps,
): Promise<Judgement> {
  const check = await checkCms(cms, hashContent, subFilter);
  const embedded = joinEvidence(evidenceInCms(cms), check.timestamp?.evidence ?? noEvidence);
  const { certificates: own, timestamp: stamp } = check;
  const latest = latestInstant(later, vouching);
  const authority =
    stamp?.right === true && stamp.signer
      ? vouchFor(stamp.signer, own, embedded, latest, 'timestamp', vouching)
      : undefined;
  const isStamped = stamp !== undefined && authority?.trust === 'trusted' && stamp.time <= latest.at;
  const instant = isStamped ? { at: stamp.time, isProved: true } : latest;
  const voucher = check.signer
    ? vouchFor(check.signer, own, embedded, instant, 'signature', vouching)
    : noVoucher;
  const revoked = authority?.trust === 'revoked' ? (['timestamp-authority-revoked'] as const) : [];
  return {
    integrity: check.signature,
    trust: voucher.trust,
    ...(check.signer && { signer: check.signer }),
    path: voucher.path,
    ...(stamp?.right === true && { stampedAt: stamp.time, stampedBy: stamp.signer }),
    level: levelOf(),
    ...(voucher.vouchedBy !== undefined && { vouchedBy: voucher.vouchedBy }),
    problems: [...check.problems, ...(stamp?.problems ?? []), ...revoked, ...voucher.problems],
  };

  /** ETSI EN 319 142-1 §6.3: each level wants what the one before has. */
  function levelOf(): SignatureReport['level'] {
    if (subFilter !== 'ETSI.CAdES.detached' || !check.ess || check.signature !== 'right') return 'other';
    const time = stamp?.right === true ? stamp.time : later.stampedBy;
    if (!time) return 'B-B';
    const paths = [voucher.path, ...(authority ? [authority.path] : [])];
    const covers = (evidence: Evidence) =>
      paths.every((path) => isCovered(path, time, vouching.now, joinEvidence(embedded, evidence)));
    if (!covers(vouching.inside)) return 'B-T';
    return later.archived && covers(later.archived) ? 'B-LTA' : 'B-LT';
  }
}
