import type { Certificate } from './certificate.js';
import { readCertificateId, writeCertificateId, type CertificateId } from './certificate-id.js';
import { readWholeDer, type DerNode } from './der-reader.js';
import { sequence, TAG } from './der-writer.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';

export interface OcspRequest {
  readonly ids: readonly OcspQuestion[];
  /** The value of the nonce extension in DER, to be sent back as it is (RFC 9654 §2.1). */
  readonly nonce?: Uint8Array;
}

export interface OcspQuestion extends CertificateId {
  /** The `CertID` as it came; an answer repeats it. */
  readonly der: Uint8Array;
}

/** A responder answers for so many in one request and no more. */
const MOST_QUESTIONS = 20;

/**
 * Asks for one certificate (RFC 6960 §4.1.1). Without a nonce, since the answer is kept as evidence and read by those
 * who asked nothing.
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Uint8Array {
  return sequence(sequence(sequence(sequence(writeCertificateId(certificate, issuer)))));
}

/** Reads a request, for a responder. @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits` */
export function readOcspRequest(der: Uint8Array): OcspRequest {
  const limits = { maxBytes: 64 * 1024, maxDepth: 16, maxNodes: 2000 };
  const body = readWholeDer(der, limits).expect(TAG.sequence).at(0).expect(TAG.sequence);
  const list = body.children.find((field) => field.is(TAG.sequence));
  if (!list || list.children.length === 0) throw new KeyRefusal('asn1-malformed', 'no question');
  if (list.children.length > MOST_QUESTIONS) throw new KeyRefusal('asn1-over-limits', 'questions');
  const ids = list.children.map((each) => ({
    ...readCertificateId(each.expect(TAG.sequence).at(0)),
    der: each.at(0).encoded,
  }));
  const nonce = nonceOf(body.tagged(2));
  return { ids, ...(nonce && { nonce }) };
}

function nonceOf(field: DerNode | undefined): Uint8Array | undefined {
  const extensions = field?.at(0).expect(TAG.sequence).children ?? [];
  const found = extensions.find((extension) => extension.at(0).oid() === OID.ocspNonce);
  return found?.at(found.children.length - 1).octets();
}
