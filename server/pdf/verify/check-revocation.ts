import type { Certificate } from '../core/certificate.js';
import type { Evidence } from './revocation-evidence.js';
import { statementsOn, type Statement } from './revocation-statements.js';
import { isInForce, isSaidBefore } from './statement-times.js';

export type RevocationProblem =
  /** Revoked, and nothing proves that the signature is older. */
  | 'certificate-revoked'
  /** Revoked after the proved time of the signature, which therefore stands. */
  | 'certificate-revoked-later'
  /** The certificates say where to ask, and there is nothing about any of them. */
  | 'revocation-not-checked'
  /** There is evidence, though not about every certificate of the path. */
  | 'revocation-unknown'
  /** What there is was said too long before the signature, or before now where no time is proved. */
  | 'revocation-stale'
  /** Of the signer said before the signature, and still in force then: what happened in between it cannot tell. */
  | 'revocation-older-than-signature';

/** A certificate about which something should be asked of its issuer's authority. */
export interface CertificatePair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

export interface RevocationCheck {
  /** `good` only where every certificate but the anchor is. */
  readonly status: 'good' | 'revoked' | 'unknown';
  /** It is the first of the path, and no authority above it, that was revoked. */
  readonly isLeafRevoked: boolean;
  readonly problems: readonly RevocationProblem[];
  /** About these nothing in force is known. */
  readonly lacking: readonly CertificatePair[];
}

export interface RevocationInstant {
  /** When the signature counts as made: the time of a right time-stamp, or now. */
  readonly at: Date;
  /** Whether a trusted time-stamp proves it. */
  readonly isProved: boolean;
  readonly now: Date;
}

/**
 * Whether any certificate of `path` was revoked at `at` (RFC 5280 §6.3, RFC 6960 §3.2, in the manner of past
 * certificate validation, ETSI EN 319 102-1 §5.6.2.1). The last of the path is the anchor, of whom nobody is asked.
 *
 * "Revoked" counts however old the statement is. "Good" counts where it was said at or after `at` while the
 * certificate was in force, or before and was not to be renewed until then. A hold that was lifted counts only if it is
 * known to have been on at `at`.
 *
 * @param isDemanded say of certificates, too, that name no place to ask, that nothing is known of them
 */
export function checkRevocation(
  path: readonly Certificate[],
  instant: RevocationInstant,
  evidence: Evidence,
  isDemanded = false,
): RevocationCheck {
  const problems = new Set<RevocationProblem>();
  const lacking: CertificatePair[] = [];
  let isRevoked = false;
  let isLeafRevoked = false;
  let heard = 0;
  path.slice(0, -1).forEach((certificate, index) => {
    const issuer = path[index + 1];
    if (!issuer) return;
    const said = statementsOn(certificate, issuer, evidence);
    if (said.length > 0) heard += 1;
    const outcome = outcomeOf(said, certificate, instant);
    if (outcome === 'certificate-revoked') {
      isRevoked = true;
      isLeafRevoked ||= index === 0;
    }
    if (outcome === 'revocation-unknown' || outcome === 'revocation-stale') {
      lacking.push({ certificate, issuer });
      if (outcome === 'revocation-unknown' && !isDemanded && !saysWhere(certificate)) return;
    }
    // Lists about authorities live for months, so that nearly each signature is younger than one that is in force.
    if (outcome === 'revocation-older-than-signature' && index > 0) return;
    if (outcome !== 'good') problems.add(outcome);
  });
  if (heard === 0 && problems.delete('revocation-unknown')) problems.add('revocation-not-checked');
  const status = isRevoked ? 'revoked' : lacking.length > 0 ? 'unknown' : 'good';
  return { status, isLeafRevoked, problems: [...problems], lacking };
}

function saysWhere({ ocspUrls, crlUrls }: Certificate): boolean {
  return ocspUrls.length > 0 || crlUrls.length > 0;
}

function outcomeOf(
  said: readonly Statement[],
  certificate: Certificate,
  instant: RevocationInstant,
): RevocationProblem | 'good' {
  const revokedAt = revocationTime(said, instant.at);
  if (revokedAt) {
    const isLater = instant.isProved && revokedAt > instant.at;
    return isLater ? 'certificate-revoked-later' : 'certificate-revoked';
  }
  const clearing = said.filter(
    (statement) =>
      statement.status === 'good' &&
      isSaidBefore(statement, instant.now) &&
      // Authorities forget certificates that have expired (RFC 5280 §5, §3.3), so their silence clears nobody.
      statement.thisUpdate <= certificate.notAfter,
  );
  if (clearing.some(({ thisUpdate }) => thisUpdate >= instant.at)) return 'good';
  // Asked about now, an answer is always a little older.
  if (clearing.some((statement) => isInForce(statement, instant.at)))
    return instant.isProved ? 'revocation-older-than-signature' : 'good';
  return said.length > 0 ? 'revocation-stale' : 'revocation-unknown';
}

/** The earliest time at which it was revoked for good, or the beginning of a hold that was on. */
function revocationTime(said: readonly Statement[], at: Date): Date | undefined {
  const newest = said.toSorted((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())[0];
  const times = said.flatMap(({ status, revokedAt, thisUpdate }) => {
    if (!revokedAt || status === 'good') return [];
    const isOn = newest?.status === 'on-hold' || (revokedAt <= at && thisUpdate >= at);
    return status === 'revoked' || isOn ? [revokedAt] : [];
  });
  return times.toSorted((a, b) => a.getTime() - b.getTime())[0];
}
