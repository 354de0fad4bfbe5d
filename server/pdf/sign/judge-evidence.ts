import { isIdOf } from '../core/certificate-id.js';
import { isSameCertificate, type Certificate } from '../core/certificate.js';
import { readCrl, type Crl } from '../core/crl.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { readOcspResponse, type OcspResponse } from '../core/ocsp-response.js';
import { OID } from '../core/oids.js';
import type { RevocationEvidence } from './revocation-source.js';

/** Of the evidence about a certificate, what whoever verifies later can use. */
export interface UsableEvidence extends RevocationEvidence {
  /** Whoever signed an OCSP response in the issuer's stead. */
  readonly responders: readonly Certificate[];
  /** The earliest revocation that any of it tells. */
  readonly revokedAt?: Date;
}

/** A clock may be so much ahead of ours. */
const SKEW = 5 * 60_000;

/**
 * Leaves out what does not speak of the certificate, is not signed by its issuer or whom that issuer appointed, or is
 * stale: evidence that nobody can check later would only look like some (RFC 6960 §3.2, RFC 5280 §6.3.3).
 */
export function usableEvidence(
  certificate: Certificate,
  issuer: Certificate,
  evidence: RevocationEvidence,
  now: Date,
): UsableEvidence {
  const ocsps: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  const responders: Certificate[] = [];
  const revocations: Date[] = [];
  for (const der of evidence.ocsps) {
    const response = quietly(() => readOcspResponse(der));
    const told = response && ocspTells(response, certificate, issuer, now);
    if (!told) continue;
    ocsps.push(response.der);
    if (!isSameCertificate(told.responder, issuer)) responders.push(told.responder);
    if (told.revokedAt) revocations.push(told.revokedAt);
  }
  for (const der of evidence.crls) {
    const list = quietly(() => readCrl(der));
    const told = list && quietly(() => crlTells(list, certificate, issuer, now));
    if (!told) continue;
    crls.push(list.der);
    if (told.revokedAt) revocations.push(told.revokedAt);
  }
  const [revokedAt] = revocations.toSorted((a, b) => a.getTime() - b.getTime());
  return { ocsps, crls, responders, ...(revokedAt && { revokedAt }) };
}

function ocspTells(
  response: OcspResponse,
  certificate: Certificate,
  issuer: Certificate,
  now: Date,
): { responder: Certificate; revokedAt?: Date } | undefined {
  if (response.unknownCritical.length > 0) return undefined;
  const single = response.singles.find(({ certId }) => isIdOf(certId, certificate, issuer));
  if (!single || single.status === 'unknown' || single.unknownCritical.length > 0) return undefined;
  if (!isCurrent(single.thisUpdate, single.nextUpdate, now)) return undefined;
  const responder = [issuer, ...response.certificates.filter((each) => isAppointed(each, issuer))].find(
    (each) => response.isSignedBy(each),
  );
  if (!responder) return undefined;
  if (single.status === 'good') return { responder };
  return { responder, revokedAt: single.revokedAt ?? single.thisUpdate };
}

/** RFC 6960 §4.2.2.2: the issuer itself certified it, for this and by name of this. */
function isAppointed(responder: Certificate, issuer: Certificate): boolean {
  return (
    responder.issuer.folded === issuer.subject.folded &&
    responder.extendedKeyUsage?.purposes.includes(OID.ocspSigning) === true &&
    responder.isSignedBy(issuer)
  );
}

function crlTells(
  list: Crl,
  certificate: Certificate,
  issuer: Certificate,
  now: Date,
): { revokedAt?: Date } | undefined {
  const { scope } = list;
  if (list.unknownCritical.length > 0 || list.isDelta) return undefined;
  if (scope?.indirect || scope?.onlySomeReasons || scope?.onlyAttributeCertificates) return undefined;
  if (certificate.isCa ? scope?.onlyUserCertificates : scope?.onlyCaCertificates) return undefined;
  if (list.issuer.folded !== issuer.subject.folded || !isCurrent(list.thisUpdate, list.nextUpdate, now))
    return undefined;
  if (issuer.keyUsage && !issuer.keyUsage.has('cRLSign')) return undefined;
  if (!list.isSignedBy(issuer)) return undefined;
  const entry = list.find(certificate.serialDer);
  return entry ? { revokedAt: entry.revokedAt } : {};
}

function isCurrent(thisUpdate: Date, nextUpdate: Date | undefined, now: Date): boolean {
  if (thisUpdate.getTime() > now.getTime() + SKEW) return false;
  return !nextUpdate || nextUpdate.getTime() + SKEW >= now.getTime();
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof KeyRefusal) return undefined;
    throw error;
  }
}
