import type { Certificate } from '../core/certificate.js';
import { isIdOf, keyBits } from '../core/certificate-id.js';
import type { Crl } from '../core/crl.js';
import type { GeneralName } from '../core/general-names.js';
import { hashOf, type HashAlgorithm } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { OID } from '../core/oids.js';
import type { OcspResponse, ResponderId, SingleResponse } from '../core/ocsp-response.js';
import type { Evidence } from './revocation-evidence.js';

/** What somebody who may say so said of one certificate at one time. */
export interface Statement {
  readonly status: 'good' | 'revoked' | 'on-hold';
  /** Present unless `good`. */
  readonly revokedAt?: Date;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

/** `CRLReason` (RFC 5280 §5.3.1). */
const HOLD = 6;
const REMOVED = 8;

/**
 * Everything that `evidence` rightly says of `certificate`: signed by its issuer, or for OCSP by whom the issuer has
 * appointed. When it was said is left to the reader.
 */
export function statementsOn(certificate: Certificate, issuer: Certificate, evidence: Evidence): Statement[] {
  return [
    ...evidence.ocsps.flatMap((response) => ocspStatements(response, certificate, issuer, evidence.crls)),
    ...crlStatements(certificate, issuer, evidence.crls),
  ];
}

function ocspStatements(
  response: OcspResponse,
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
): Statement[] {
  const singles = response.singles.filter(({ certId }) => isIdOf(certId, certificate, issuer));
  if (singles.length === 0 || response.unknownCritical.length > 0) return [];
  if (!isByResponder(response, issuer, crls)) return [];
  return singles.flatMap((single) => statementOf(single, response.signatureHash));
}

function statementOf(single: SingleResponse, hash: HashAlgorithm | undefined): Statement[] {
  const { status, revokedAt, reason, thisUpdate, nextUpdate, unknownCritical } = single;
  if (unknownCritical.length > 0 || (nextUpdate && nextUpdate < thisUpdate)) return [];
  const said = { thisUpdate, ...(nextUpdate && { nextUpdate }) };
  if (status === 'revoked' && revokedAt) return [{ ...said, ...revocation(revokedAt, reason) }];
  // Whoever can make two texts with one SHA-1 could make a "good" of another answer, never profit from a "revoked".
  return status === 'good' && isStrong(hash) ? [{ ...said, status: 'good' }] : [];
}

/** The issuer itself, or whom it certified for this and nothing has been said against (RFC 6960 §4.2.2.2). */
function isByResponder(response: OcspResponse, issuer: Certificate, crls: readonly Crl[]): boolean {
  if (isResponder(response.responderId, issuer)) return response.isSignedBy(issuer);
  return response.certificates.some(
    (candidate) =>
      isResponder(response.responderId, candidate) &&
      isAppointed(candidate, issuer, response.producedAt, crls) &&
      response.isSignedBy(candidate),
  );
}

function isAppointed(candidate: Certificate, issuer: Certificate, at: Date, crls: readonly Crl[]): boolean {
  const { extendedKeyUsage, keyUsage, unknownCritical, notBefore, notAfter } = candidate;
  if (extendedKeyUsage?.purposes.includes(OID.ocspSigning) !== true || unknownCritical.length > 0)
    return false;
  if (keyUsage && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) return false;
  if (at < notBefore || at > notAfter || !isStrong(candidate.signatureHash)) return false;
  if (candidate.issuer.folded !== issuer.subject.folded || !candidate.isSignedBy(issuer)) return false;
  // Without the mark that it need not be asked about, a list must clear it: an answer of its own could not.
  const said = crlStatements(candidate, issuer, crls);
  if (said.some(({ status }) => status !== 'good')) return false;
  return candidate.noRevocationCheck || said.length > 0;
}

function isResponder(id: ResponderId, candidate: Certificate): boolean {
  if ('name' in id) return id.name.folded === candidate.subject.folded;
  return Buffer.from(hashOf('sha1', keyBits(candidate))).equals(id.keyHash);
}

function crlStatements(certificate: Certificate, issuer: Certificate, crls: readonly Crl[]): Statement[] {
  // A CA whose key usage leaves out lists makes none that count.
  if (issuer.keyUsage && !issuer.keyUsage.has('cRLSign')) return [];
  return crls.flatMap((crl) => {
    if (!speaksOf(crl, certificate, issuer) || !crl.isSignedBy(issuer)) return [];
    const { thisUpdate, nextUpdate } = crl;
    if (nextUpdate && nextUpdate < thisUpdate) return [];
    const said = { thisUpdate, ...(nextUpdate && { nextUpdate }) };
    const entry = entryIn(crl, certificate);
    if (entry === 'unreadable') return [];
    if (entry && entry.reason !== REMOVED) return [{ ...said, ...revocation(entry.revokedAt, entry.reason) }];
    const isWhole = crl.scope?.onlySomeReasons !== true && isStrong(crl.signatureHash);
    return isWhole ? [{ ...said, status: 'good' as const }] : [];
  });
}

/**
 * RFC 5280 §6.3.3: of this issuer, and of this kind of certificate. Lists that only tell of changes, or that speak for
 * other issuers too, are not used.
 */
function speaksOf(crl: Crl, certificate: Certificate, issuer: Certificate): boolean {
  const { scope } = crl;
  if (crl.issuer.folded !== certificate.issuer.folded || crl.issuer.folded !== issuer.subject.folded)
    return false;
  if (crl.isDelta || crl.unknownCritical.length > 0) return false;
  if (!scope) return true;
  if (scope.indirect || scope.onlyAttributeCertificates) return false;
  if (certificate.isCa ? scope.onlyUserCertificates : scope.onlyCaCertificates) return false;
  return scope.names.length === 0 || scope.names.some((name) => isAmong(name, certificate.crlPoints));
}

function isAmong(name: GeneralName, points: readonly GeneralName[]): boolean {
  return points.some((point) => {
    if (name.kind === 'directory' && point.kind === 'directory')
      return name.value.folded === point.value.folded;
    return name.kind === point.kind && typeof name.value === 'string' && name.value === point.value;
  });
}

function entryIn(crl: Crl, certificate: Certificate) {
  try {
    return crl.find(certificate.serialDer);
  } catch (error) {
    if (error instanceof KeyRefusal) return 'unreadable' as const;
    throw error;
  }
}

function revocation(revokedAt: Date, reason: number | undefined): Pick<Statement, 'status' | 'revokedAt'> {
  return { status: reason === HOLD ? 'on-hold' : 'revoked', revokedAt };
}

function isStrong(hash: HashAlgorithm | undefined): boolean {
  return hash !== undefined && hash !== 'sha1';
}
