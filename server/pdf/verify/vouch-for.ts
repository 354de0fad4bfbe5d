import type { Certificate } from '../core/certificate.js';
import { checkPath } from './check-path.js';
import { checkRevocation, type CertificatePair, type RevocationProblem } from './check-revocation.js';
import type { PathProblem, PathPurpose } from './path-rules.js';
import { joinEvidence, type Evidence } from './revocation-evidence.js';
import type { TrustStore } from './trust-store.js';
import type { SignatureReport } from './verification-report.js';

/** Whom we trust, and what there is to decide it by. */
export interface Vouching {
  readonly trust: TrustStore;
  readonly now: Date;
  /** Certificates that the document or the caller brings along; they help to build paths and vouch for nothing. */
  readonly pool: readonly Certificate[];
  /** What lies in the document for all its signatures. */
  readonly inside: Evidence;
  /** What the caller has fetched. */
  readonly outside: Evidence;
  /** Nobody is trusted of whom it is not known that they were not revoked. */
  readonly requireRevocation: boolean;
  /** Called for what is not known and could be asked for. */
  readonly want?: (wanted: Wanted) => void;
}

/** Evidence about a certificate, or the issuer that its path breaks off at. */
export type Wanted = CertificatePair | { readonly certificate: Certificate; readonly issuer?: undefined };

export interface SignatureInstant {
  readonly at: Date;
  /** A trusted time-stamp proves that the signature is no younger. */
  readonly isProved: boolean;
}

export interface Voucher {
  readonly trust: SignatureReport['trust'];
  readonly problems: readonly (PathProblem | RevocationProblem)[];
  readonly path: readonly Certificate[];
  /** How the anchor is called, where the path is trusted. */
  readonly vouchedBy?: string;
}

/**
 * Whether the trust store vouches for a signer at an instant, revocation included.
 *
 * Where nothing is known of revocation, the path decides, and a problem says so: a signature in a drawer cannot be
 * asked about for ever. With `requireRevocation` it is `unknown` instead.
 *
 * @param own certificates that lie in the signature itself
 * @param embedded evidence that lies there
 */
export function vouchFor(
  signer: Certificate,
  own: readonly Certificate[],
  embedded: Evidence,
  { at, isProved }: SignatureInstant,
  purpose: PathPurpose,
  vouching: Vouching,
): Voucher {
  const { trust: store, pool, now, requireRevocation } = vouching;
  const check = checkPath(signer, [...own, ...pool], store, at, purpose);
  const { path, problems, anchor, rule } = check;
  const top = path.at(-1);
  if (!anchor && top && top.caIssuerUrls.length > 0) vouching.want?.({ certificate: top });
  if (!anchor) return check;

  const evidence = joinEvidence(embedded, vouching.inside, vouching.outside);
  const revocation = checkRevocation(path, { at, isProved, now }, evidence, requireRevocation);
  for (const pair of revocation.lacking) vouching.want?.(pair);
  const isDoubted = requireRevocation && revocation.status === 'unknown' && check.trust === 'trusted';
  const trust = revocation.status === 'revoked' ? 'revoked' : isDoubted ? 'unknown' : check.trust;
  return {
    trust,
    // Of somebody who is not trusted anyway nobody needs to hear what was not asked.
    problems: [
      ...problems,
      ...(check.trust === 'untrusted' && trust !== 'revoked' ? [] : revocation.problems),
    ],
    path,
    ...(trust === 'trusted' && { vouchedBy: rule?.name ?? (anchor.commonName || anchor.subjectName) }),
  };
}

/**
 * Whether `evidence` covers the whole path at `at`: what makes long-term material of it (ETSI EN 319 142-1 §6.3). A
 * path that leads to no anchor of ours counts as far as it goes, as the level is about what lies in the file.
 */
export function isCovered(path: readonly Certificate[], at: Date, now: Date, evidence: Evidence): boolean {
  if (path.length === 1) return path[0]?.subject.folded === path[0]?.issuer.folded;
  return checkRevocation(path, { at, isProved: true, now }, evidence).lacking.length === 0;
}
