import type { Certificate } from '../core/certificate.js';
import { checkPaths, type PathCheck } from './check-path.js';
import {
  checkRevocation,
  type CertificatePair,
  type RevocationCheck,
  type RevocationProblem,
} from './check-revocation.js';
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
  const checks = checkPaths(signer, [...own, ...pool], store, at, purpose);
  const [first] = checks;
  const top = first.path.at(-1);
  if (!first.anchor && top && top.caIssuerUrls.length > 0) vouching.want?.({ certificate: top });
  if (!first.anchor) return first;

  const evidence = joinEvidence(embedded, vouching.inside, vouching.outside);
  const asked = checks.map((check) => ({
    check,
    revocation: checkRevocation(check.path, { at, isProved, now }, evidence, requireRevocation),
  }));
  const { check, revocation } = decisive(asked);
  const { path, problems, anchor, rule } = check;
  if (revocation.status !== 'good') {
    for (const pair of asked.flatMap((each) => each.revocation.lacking)) vouching.want?.(pair);
  }
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
    ...(trust === 'trusted' &&
      anchor && { vouchedBy: rule?.name ?? (anchor.commonName || anchor.subjectName) }),
  };
}

interface AskedPath {
  readonly check: PathCheck;
  readonly revocation: RevocationCheck;
}

/**
 * Which of several trusted paths counts. Whoever is revoked on one is revoked. An authority that was revoked closes its
 * own path alone (RFC 5280 §6.1 judges a path, not a holder), and only one that is known to be good is a way around it.
 */
function decisive(asked: readonly AskedPath[]): AskedPath {
  const [first] = asked;
  if (!first) throw new RangeError('no path');
  return (
    asked.find(({ revocation }) => revocation.isLeafRevoked) ??
    asked.find(({ revocation }) => revocation.status === 'good') ??
    asked.find(({ revocation }) => revocation.status === 'revoked') ??
    first
  );
}

/**
 * Whether `evidence` covers the whole path at `at`: what makes long-term material of it (ETSI EN 319 142-1 §6.3). A
 * path that leads to no anchor of ours counts as far as it goes, as the level is about what lies in the file.
 */
export function isCovered(path: readonly Certificate[], at: Date, now: Date, evidence: Evidence): boolean {
  if (path.length === 1) return path[0]?.subject.folded === path[0]?.issuer.folded;
  return checkRevocation(path, { at, isProved: true, now }, evidence).lacking.length === 0;
}
