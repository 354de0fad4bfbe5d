import { isSameCertificate, type Certificate } from '../core/certificate.js';
import { isForTimestamps } from './check-timestamp.js';
import type { TrustStore } from './trust-store.js';

export type PathProblem =
  | 'trust-store-empty'
  | 'path-not-found'
  | 'path-search-stopped'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'issuer-not-a-ca'
  | 'issuer-may-not-sign-certificates'
  | 'path-too-long'
  | 'critical-extension-unknown'
  | 'name-constraints-unchecked'
  | 'certificate-hash-weak'
  | 'certificate-key-weak'
  | 'key-usage-wrong';

export interface PathCheck {
  /** Revocation is not looked at here. */
  readonly trust: 'trusted' | 'untrusted' | 'expired' | 'unknown';
  readonly problems: readonly PathProblem[];
  /** From the leaf up, as far as it could be followed; ends at the anchor if there is one. */
  readonly path: readonly Certificate[];
}

export type PathPurpose = 'signature' | 'timestamp';

const MAX_LENGTH = 10;
/** Signatures checked while looking for a path: what keeps a bag of look-alike issuers cheap. */
const MAX_TRIES = 100;

/**
 * Looks for a path from `leaf` through `pool` to an anchor and judges it at the instant `at`
 * (RFC 5280 §6.1, without policies and revocation; a path under name constraints is left `unknown`).
 *
 * Of several paths the best counts. `at` is the time of a right time-stamp, or now; never a claimed time.
 */
export function checkPath(
  leaf: Certificate,
  pool: readonly Certificate[],
  trust: TrustStore,
  at: Date,
  purpose: PathPurpose = 'signature',
): PathCheck {
  if (trust.anchors.length === 0) return { trust: 'unknown', problems: ['trust-store-empty'], path: [leaf] };
  const search = new PathSearch(pool, trust.anchors);
  const judged = search.pathsFrom(leaf).map((path) => judge(path, at, purpose));
  const best = BEST_FIRST.map((verdict) => judged.find((check) => check.trust === verdict)).find(Boolean);
  if (best) return best;
  const problems: PathProblem[] = [search.stopped ? 'path-search-stopped' : 'path-not-found'];
  return { trust: search.stopped ? 'unknown' : 'untrusted', problems, path: search.longest };
}

const BEST_FIRST = ['trusted', 'expired', 'unknown', 'untrusted'] as const;

class PathSearch {
  stopped = false;
  longest: readonly Certificate[] = [];
  private tries = 0;

  constructor(
    private readonly pool: readonly Certificate[],
    private readonly anchors: readonly Certificate[],
  ) {}

  pathsFrom(leaf: Certificate): (readonly Certificate[])[] {
    return this.extend([leaf], leaf);
  }

  private extend(path: readonly Certificate[], last: Certificate): (readonly Certificate[])[] {
    if (path.length > this.longest.length) this.longest = path;
    if (this.anchors.some((anchor) => isSameCertificate(anchor, last))) return [path];
    if (path.length >= MAX_LENGTH) return [];
    return this.issuersOf(last)
      .filter((issuer) => !path.some((seen) => isSameCertificate(seen, issuer)))
      .flatMap((issuer) => this.extend([...path, issuer], issuer));
  }

  private issuersOf(certificate: Certificate): Certificate[] {
    const named = [...this.anchors, ...this.pool].filter(
      (candidate) => candidate.subject.folded === certificate.issuer.folded,
    );
    const distinct = named.filter(
      (candidate, index) => named.findIndex((other) => isSameCertificate(other, candidate)) === index,
    );
    return distinct.filter((candidate) => {
      if (++this.tries > MAX_TRIES) this.stopped = true;
      return !this.stopped && certificate.isSignedBy(candidate);
    });
  }
}

function judge(path: readonly Certificate[], at: Date, purpose: PathPurpose): PathCheck {
  const found = new Set<PathProblem>();
  path.forEach((certificate, index) => {
    if (at < certificate.notBefore) found.add('certificate-not-yet-valid');
    if (at > certificate.notAfter) found.add('certificate-expired');
    if (certificate.unknownCritical.length > 0) found.add('critical-extension-unknown');
    if (isWeakKey(certificate)) found.add('certificate-key-weak');
    // The anchor is trusted for being configured, not for its signature over itself.
    const isAnchor = index === path.length - 1;
    if (!isAnchor && isWeakHash(certificate)) found.add('certificate-hash-weak');
    if (index > 0) judgeIssuer(certificate, path.slice(1, index), found);
  });
  const [leaf] = path;
  if (leaf && !mayBeUsed(leaf, purpose)) found.add('key-usage-wrong');
  return { trust: verdictOf(found), problems: [...found], path };
}

function judgeIssuer(issuer: Certificate, between: readonly Certificate[], found: Set<PathProblem>): void {
  if (!issuer.isCa) found.add('issuer-not-a-ca');
  if (issuer.keyUsage && !issuer.keyUsage.has('keyCertSign')) found.add('issuer-may-not-sign-certificates');
  if (issuer.nameConstraints) found.add('name-constraints-unchecked');
  // Self-issued intermediates do not count (RFC 5280 §4.2.1.9).
  const counted = between.filter((each) => each.subject.folded !== each.issuer.folded).length;
  if (issuer.pathLength !== undefined && counted > issuer.pathLength) found.add('path-too-long');
}

function mayBeUsed(leaf: Certificate, purpose: PathPurpose): boolean {
  const { keyUsage } = leaf;
  const maySign = !keyUsage || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  return maySign && (purpose === 'signature' || isForTimestamps(leaf));
}

function verdictOf(found: ReadonlySet<PathProblem>): PathCheck['trust'] {
  const others = [...found].filter(
    (problem) => problem !== 'certificate-expired' && problem !== 'name-constraints-unchecked',
  );
  if (others.length > 0) return 'untrusted';
  if (found.has('certificate-expired')) return 'expired';
  return found.has('name-constraints-unchecked') ? 'unknown' : 'trusted';
}

/** SHA-1 and older can be made to fit two certificates; what we do not know is held to be no better. */
function isWeakHash(certificate: Certificate): boolean {
  return certificate.signatureHash === undefined || certificate.signatureHash === 'sha1';
}

function isWeakKey(certificate: Certificate): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    return asymmetricKeyType?.startsWith('rsa') === true && (asymmetricKeyDetails?.modulusLength ?? 0) < 2048;
  } catch {
    return true;
  }
}
