import type { Certificate } from '../core/certificate.js';
import { OID } from '../core/oids.js';
import { meetsPolicies } from './check-policies.js';
import { isForTimestamps } from './check-timestamp.js';
import { nameConstraintProblem } from './name-constraints.js';
import { type AnchorRule, matchesAny } from './anchor-rule.js';

export type PathPurpose = 'signature' | 'timestamp';

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
  | 'name-not-permitted'
  | 'name-constraints-unchecked'
  | 'policy-not-met'
  | 'certificate-hash-weak'
  | 'certificate-key-weak'
  | 'key-usage-wrong'
  | 'extended-key-usage-wrong'
  | 'anchor-not-for-this-purpose'
  | 'anchor-rule-not-met';

/**
 * Judges one path, leaf first and anchor last, at the instant `at` (RFC 5280 §6.1). Signatures and the chain of names
 * have been seen by the search; revocation is `check-revocation`'s.
 */
export function pathProblems(
  path: readonly Certificate[],
  at: Date,
  purpose: PathPurpose,
  rule: AnchorRule | undefined,
): PathProblem[] {
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
  if (leaf) judgeLeaf(leaf, purpose, found);
  const names = nameConstraintProblem(path);
  if (names) found.add(names);
  if (!meetsPolicies(path, rule?.policies)) found.add('policy-not-met');
  if (rule) judgeByRule(path, purpose, rule, found);
  return [...found];
}

function judgeIssuer(issuer: Certificate, between: readonly Certificate[], found: Set<PathProblem>): void {
  if (!issuer.isCa) found.add('issuer-not-a-ca');
  if (issuer.keyUsage && !issuer.keyUsage.has('keyCertSign')) found.add('issuer-may-not-sign-certificates');
  // Self-issued intermediates do not count (RFC 5280 §4.2.1.9).
  const counted = between.filter((each) => each.subject.folded !== each.issuer.folded).length;
  if (issuer.pathLength !== undefined && counted > issuer.pathLength) found.add('path-too-long');
}

/** Uses that speak of connections, of time and of revocation: a key for these alone signs no document. */
const OTHER_USES = new Set<string>([
  OID.serverAuthentication,
  OID.timeStamping,
  OID.ocspSigning,
  '1.3.6.1.5.5.7.3.5',
  '1.3.6.1.5.5.7.3.6',
  '1.3.6.1.5.5.7.3.7',
  '1.3.6.1.5.5.7.3.17',
]);

/**
 * RFC 5280 §4.2.1.12: a key is for the uses that its certificate lists. No list means no limit; which uses sign
 * documents was settled late (RFC 9336), and real certificates have mail, clients or a maker's own use, so that only a
 * list of nothing but other uses is refused.
 */
function judgeLeaf(leaf: Certificate, purpose: PathPurpose, found: Set<PathProblem>): void {
  const { keyUsage, extendedKeyUsage } = leaf;
  if (keyUsage && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation'))
    found.add('key-usage-wrong');
  if (purpose === 'timestamp') {
    if (!isForTimestamps(leaf)) found.add('key-usage-wrong');
  } else if (extendedKeyUsage?.purposes.every((use) => OTHER_USES.has(use)))
    found.add('extended-key-usage-wrong');
}

function judgeByRule(
  path: readonly Certificate[],
  purpose: PathPurpose,
  rule: AnchorRule,
  found: Set<PathProblem>,
): void {
  if (!rule.purposes.includes(purpose)) found.add('anchor-not-for-this-purpose');
  const [leaf, ...above] = path;
  if (leaf && rule.leaves && !matchesAny(leaf.subject, rule.leaves)) found.add('anchor-rule-not-met');
  const issuers = rule.issuers;
  if (issuers && !above.slice(0, -1).every((ca) => matchesAny(ca.subject, issuers)))
    found.add('anchor-rule-not-met');
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
