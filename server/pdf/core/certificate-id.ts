import type { Certificate } from './certificate.js';
import { readDer, type DerNode } from './der-reader.js';
import { algorithmIdentifier, nullValue, octetString, sequence, TAG } from './der-writer.js';
import { hashByOid, hashOf, type HashAlgorithm } from './hash-algorithm.js';

/** `CertID` of RFC 6960 §4.1.1: a certificate by hashes of its issuer and its serial number. */
export interface CertificateId {
  /** Absent for a hash that we do not know. */
  readonly hash?: HashAlgorithm;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** INTEGER in DER. */
  readonly serialDer: Uint8Array;
}

/** @throws {KeyRefusal} `asn1-malformed` */
export function readCertificateId(node: DerNode): CertificateId {
  const hash = hashByOid(node.expect(TAG.sequence).at(0).at(0).oid());
  return {
    ...(hash && { hash }),
    issuerNameHash: node.at(1).expect(TAG.octetString).octets(),
    issuerKeyHash: node.at(2).expect(TAG.octetString).octets(),
    serialDer: node.at(3).expect(TAG.integer).encoded,
  };
}

/** Over SHA-1, which identifies here and protects nothing: some responders know no other (RFC 5019 §2.1.1). */
export function writeCertificateId(certificate: Certificate, issuer: Certificate): Uint8Array {
  return sequence(
    algorithmIdentifier('1.3.14.3.2.26', nullValue()),
    octetString(hashOf('sha1', certificate.issuer.der)),
    octetString(hashOf('sha1', keyBits(issuer))),
    certificate.serialDer,
  );
}

/** Whether `id` means `certificate`, as issued by `issuer`: every hash is made again. */
export function isIdOf(id: CertificateId, certificate: Certificate, issuer: Certificate): boolean {
  if (!id.hash || !Buffer.from(id.serialDer).equals(certificate.serialDer)) return false;
  const names = [certificate.issuer.der, issuer.subject.der];
  const { hash } = id;
  return (
    names.some((name) => Buffer.from(hashOf(hash, name)).equals(id.issuerNameHash)) &&
    Buffer.from(hashOf(hash, keyBits(issuer))).equals(id.issuerKeyHash)
  );
}

/** The public key alone, without its algorithm: what key hashes of OCSP are made of. */
export function keyBits({ publicKeyDer }: Certificate): Uint8Array {
  return readDer(publicKeyDer).node.at(1).bits();
}
