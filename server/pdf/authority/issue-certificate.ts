import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { keyUsageBit, type KeyUsage } from '../core/certificate-extensions.js';
import { readCertificate, type Certificate } from '../core/certificate.js';
import { readWholeDer } from '../core/der-reader.js';
import {
  algorithmIdentifier,
  boolean,
  certificateTime,
  explicit,
  implicit,
  integer,
  namedBits,
  nullValue,
  octetString,
  bitString,
  oid,
  printableString,
  sequence,
  setOf,
  utf8String,
} from '../core/der-writer.js';
import { OID } from '../core/oids.js';

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
  /** Random (127 bits) when left out. */
  readonly serial?: bigint;
}

export interface CertificateIssuer {
  /** RSA. */
  readonly key: KeyObject;
  /** Absent for a root, which signs itself. */
  readonly certificate?: Certificate;
}

const signAsync = promisify<string, Uint8Array, KeyObject, Buffer>(sign);

/** Issues an X.509 v3 certificate, signed with SHA-256 and RSA (RFC 5280 §4.1). */
export async function issueCertificate(
  issuer: CertificateIssuer,
  request: CertificateRequest,
): Promise<Certificate> {
  const algorithm = algorithmIdentifier(OID.sha256WithRsa, nullValue());
  const publicKey = request.publicKey.export({ type: 'spki', format: 'der' });
  const subject = name(request.subject);
  const body = sequence(
    explicit(0, integer(2)),
    integer(request.serial ?? randomSerial()),
    algorithm,
    issuer.certificate?.subject.der ?? subject,
    sequence(certificateTime(request.notBefore), certificateTime(request.notAfter)),
    subject,
    publicKey,
    explicit(3, sequence(...extensions(issuer, request, keyIdentifier(publicKey)))),
  );
  const signature = await signAsync('sha256', body, issuer.key);
  return readCertificate(sequence(body, algorithm, bitString(signature)));
}

/** Serial of 127 random bits: unguessable (CA/Browser baseline) and unique without a counter. */
export function randomSerial(): bigint {
  const octets = randomBytes(16);
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40;
  return BigInt(`0x${octets.toString('hex')}`);
}

function extensions(issuer: CertificateIssuer, request: CertificateRequest, keyId: Uint8Array): Uint8Array[] {
  const { pathLength, solePurpose } = request;
  const isCa = pathLength !== undefined;
  const issuerKeyId = issuer.certificate?.subjectKeyId;
  const authorityKeyId = issuerKeyId === undefined ? keyId : Buffer.from(issuerKeyId, 'hex');
  return [
    extension(OID.basicConstraints, isCa ? sequence(boolean(true), integer(pathLength)) : sequence(), true),
    extension(OID.keyUsage, namedBits(request.usage.map(keyUsageBit)), true),
    ...(solePurpose ? [extension(OID.extendedKeyUsage, sequence(oid(solePurpose)), true)] : []),
    extension(OID.subjectKeyIdentifier, octetString(keyId), false),
    extension(OID.authorityKeyIdentifier, sequence(implicit(0, octetString(authorityKeyId))), false),
  ];
}

function extension(id: string, value: Uint8Array, critical: boolean): Uint8Array {
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
