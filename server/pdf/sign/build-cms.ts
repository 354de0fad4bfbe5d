import type { Certificate } from '../core/certificate.js';
import {
  algorithmIdentifier,
  explicit,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
} from '../core/der-writer.js';
import { hashOf } from '../core/hash-algorithm.js';
import { OID } from '../core/oids.js';
import { signatureHash, type KeySigner, type SignatureAlgorithm } from './key-signer.js';

/** What stands inside the CMS itself: a time-stamp token carries its TSTInfo, a PDF signature carries nothing. */
export interface CmsContent {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export interface SignedAttributesInput {
  /** Of what is signed, by the hash of the signature (`signatureHash`). */
  readonly digest: Uint8Array;
  readonly certificate: Certificate;
  /** `id-data` for PDF. */
  readonly contentType?: string;
}

/**
 * The signed attributes of PAdES B-B (ETSI EN 319 142-1 §6.3): content-type, message-digest and
 * signing-certificate-v2, and no signing-time, which PAdES keeps in `/M`. Encoded as the SET that is
 * hashed (RFC 5652 §5.4); {@link assembleCms} stores it under its context tag.
 */
export function buildSignedAttributes(input: SignedAttributesInput): Uint8Array {
  return setOf(
    attribute(OID.contentType, oid(input.contentType ?? OID.data)),
    attribute(OID.messageDigest, octetString(input.digest)),
    attribute(OID.signingCertificateV2, signingCertificateV2(input.certificate)),
  );
}

export interface CmsInput {
  /** From {@link buildSignedAttributes}. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  readonly algorithm: SignatureAlgorithm;
  /** Token over the signature value (RFC 3161), which makes B-T of B-B. */
  readonly timestampToken?: Uint8Array;
  readonly content?: CmsContent;
  /** Whether certificates are put in. A time-stamp leaves them out when they were not asked for. */
  readonly withCertificates?: boolean;
}

/** `ContentInfo` with one `SignedData` of one signer, DER (RFC 5652 §5). */
export function assembleCms(input: CmsInput): Uint8Array {
  const digestAlgorithm = algorithmIdentifier(OID[signatureHash(input.algorithm)]);
  const certificates = [input.certificate, ...input.chain].map((certificate) => certificate.der);
  const signedData = sequence(
    // Version 3 as soon as the content is not id-data (RFC 5652 §5.1).
    integer(input.content ? 3 : 1),
    setOf(digestAlgorithm),
    input.content
      ? sequence(oid(input.content.type), explicit(0, octetString(input.content.bytes)))
      : sequence(oid(OID.data)),
    ...(input.withCertificates === false ? [] : [implicit(0, setOf(...certificates))]),
    setOf(signerInfo(input, digestAlgorithm)),
  );
  return sequence(oid(OID.signedData), explicit(0, signedData));
}

/** Room for a time-stamp token with the certificates of its authority, in bytes. */
const TIMESTAMP_ROOM = 16 * 1024;

/**
 * The most bytes that a CMS of this signer can have, so that room is reserved, and found too small, before
 * any key is used.
 */
export function maxCmsSize(
  signer: Pick<KeySigner, 'certificate' | 'chain' | 'algorithm'>,
  withTimestamp: boolean,
): number {
  const { certificate } = signer;
  const digest = hashOf(signatureHash(signer.algorithm), new Uint8Array());
  const largest = assembleCms({
    ...signer,
    signedAttributes: buildSignedAttributes({ digest, certificate }),
    signature: new Uint8Array(maxSignatureSize(certificate)),
    ...(withTimestamp && { timestampToken: sequence(new Uint8Array(TIMESTAMP_ROOM)) }),
  });
  return largest.length;
}

function signerInfo(input: CmsInput, digestAlgorithm: Uint8Array): Uint8Array {
  const { certificate, timestampToken } = input;
  return sequence(
    integer(1),
    sequence(certificate.issuer.der, certificate.serialDer),
    digestAlgorithm,
    implicit(0, input.signedAttributes),
    signatureAlgorithmIdentifier(input.algorithm),
    octetString(input.signature),
    ...(timestampToken ? [implicit(1, setOf(attribute(OID.signatureTimestamp, timestampToken)))] : []),
  );
}

function signatureAlgorithmIdentifier(algorithm: SignatureAlgorithm): Uint8Array {
  if (algorithm === 'rsa-sha256') return algorithmIdentifier(OID.sha256WithRsa, nullValue());
  if (algorithm === 'ecdsa-sha256') return algorithmIdentifier(OID.ecdsaWithSha256);
  if (algorithm === 'ecdsa-sha384') return algorithmIdentifier(OID.ecdsaWithSha384);
  const sha256 = algorithmIdentifier(OID.sha256);
  return algorithmIdentifier(
    OID.rsaPss,
    sequence(
      explicit(0, sha256),
      explicit(1, algorithmIdentifier(OID.mgf1, sha256)),
      explicit(2, integer(32)),
    ),
  );
}

/** ESSCertIDv2 of the signer (RFC 5035 §4): the hash algorithm is the default, SHA-256, and so left out. */
function signingCertificateV2(certificate: Certificate): Uint8Array {
  const issuerSerial = sequence(sequence(explicit(4, certificate.issuer.der)), certificate.serialDer);
  const id = sequence(octetString(hashOf('sha256', certificate.der)), issuerSerial);
  return sequence(sequence(id));
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), setOf(value));
}

/** The largest curve that we know of has 66. */
const FIELD_OCTETS: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48 };

function maxSignatureSize(certificate: Certificate): number {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'ec') return Math.ceil((asymmetricKeyDetails?.modulusLength ?? 4096) / 8);
  // Two integers of the size of the field, each with a header and an octet for its sign.
  const field = FIELD_OCTETS[asymmetricKeyDetails?.namedCurve ?? ''] ?? 66;
  return 2 * (field + 3) + 3;
}
