import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { keyUsageBit, type KeyUsage } from '../core/certificate-extensions.js';
import { readCertificate, type Certificate } from '../core/certificate.js';
import { readWholeDer } from '../core/der-reader.js';
import {
  boolean,
  certificateTime,
  explicit,
  implicit,
  integer,
  namedBits,
  nullValue,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  utf8String,
} from '../core/der-writer.js';
import { OID } from '../core/oids.js';
import {
  authorityInformation,
  distributionPoints,
  type CertificateAddresses,
} from './certificate-addresses.js';
import { bodyAlgorithm, signBody } from './sign-body.js';

/** A name of the local authority or of whom it certifies. Never holds a NIK: certificates are public. */
export interface SubjectName {
  readonly commonName: string;
  readonly organization: string;
  readonly organizationalUnit: string;
}

export interface CertificateRequest {
  readonly subject: SubjectName;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly usage: readonly KeyUsage[];
  /** Present for a CA: how many CAs may stand below it. */
  readonly pathLength?: number;
  /** The one purpose, critical (RFC 3161 §2.3). */
  readonly solePurpose?: string;
  readonly addresses?: CertificateAddresses;
  /** For an OCSP responder: that it need not be asked about itself (RFC 6960 §4.2.2.2.1). */
  readonly noRevocationCheck?: boolean;
  /** Random (127 bits) when left out. */
  readonly serial?: bigint;
}

export interface CertificateIssuer {
  /** RSA. */
  readonly key: KeyObject;
  /** Absent for a root, which signs itself. */
  readonly certificate?: Certificate;
}

/** Issues an X.509 v3 certificate, signed with SHA-256 and RSA (RFC 5280 §4.1). */
export async function issueCertificate(
  issuer: CertificateIssuer,
  request: CertificateRequest,
): Promise<Certificate> {
  const publicKey = request.publicKey.export({ type: 'spki', format: 'der' });
  const subject = name(request.subject);
  const body = sequence(
    explicit(0, integer(2)),
    integer(request.serial ?? randomSerial()),
    bodyAlgorithm,
    issuer.certificate?.subject.der ?? subject,
    sequence(certificateTime(request.notBefore), certificateTime(request.notAfter)),
    subject,
    publicKey,
    explicit(3, sequence(...extensions(issuer, request, keyIdentifier(publicKey)))),
  );
  return readCertificate(sequence(body, ...(await signBody(body, issuer.key))));
}

/** Serial of 127 random bits: unguessable (CA/Browser baseline) and unique without a counter. */
export function randomSerial(): bigint {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return BigInt(`0x${octets.toString('hex')}`);
}

function extensions(issuer: CertificateIssuer, request: CertificateRequest, keyId: Uint8Array): Uint8Array[] {
  const { pathLength, solePurpose, addresses = {}, noRevocationCheck } = request;
  const isCa = pathLength !== undefined;
  const issuerKeyId = issuer.certificate?.subjectKeyId;
  const information = authorityInformation(addresses);
  const authorityKeyId = issuerKeyId === undefined ? keyId : Buffer.from(issuerKeyId, 'hex');
  return [
    extension(OID.basicConstraints, isCa ? sequence(boolean(true), integer(pathLength)) : sequence(), true),
    extension(OID.keyUsage, namedBits(request.usage.map(keyUsageBit)), true),
    ...(solePurpose ? [extension(OID.extendedKeyUsage, sequence(oid(solePurpose)), true)] : []),
    extension(OID.subjectKeyIdentifier, octetString(keyId), false),
    extension(OID.authorityKeyIdentifier, sequence(implicit(0, octetString(authorityKeyId))), false),
    ...(information ? [extension(OID.authorityInformation, information, false)] : []),
    ...(addresses.crl
      ? [extension(OID.crlDistributionPoints, distributionPoints(addresses.crl), false)]
      : []),
    ...(noRevocationCheck ? [extension(OID.ocspNoCheck, nullValue(), false)] : []),
  ];
}

/** `Extension` of a certificate or of a revocation list. */
export function extension(id: string, value: Uint8Array, critical: boolean): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

function name(subject: SubjectName): Uint8Array {
  const part = (id: string, value: Uint8Array) => setOf(sequence(oid(id), value));
  return sequence(
    part(OID.country, printableString('ID')),
    part(OID.organization, utf8String(subject.organization)),
    part(OID.organizationalUnit, utf8String(subject.organizationalUnit)),
    part(OID.commonName, utf8String(subject.commonName)),
  );
}

/** Method 1 of RFC 5280 §4.2.1.2: an identifier, not a protection, hence SHA-1. */
function keyIdentifier(publicKeyInfo: Uint8Array): Uint8Array {
  return createHash('sha1').update(readWholeDer(publicKeyInfo).at(1).bits()).digest();
}
