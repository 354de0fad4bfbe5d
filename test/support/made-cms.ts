import type { KeyObject } from 'node:crypto';
import { sign } from 'node:crypto';
import type { Certificate } from '../../server/pdf/core/certificate.js';
import {
  explicit,
  implicit,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from '../../server/pdf/core/der-writer.js';
import { hashOf, type HashAlgorithm } from '../../server/pdf/core/hash-algorithm.js';
import { OID } from '../../server/pdf/core/oids.js';

/** Who signs, with the key in hand, so that anything can be signed. */
export interface KeyHolder {
  readonly certificate: Certificate;
  readonly key: KeyObject;
}

/** Parts of a CMS that stand in the place of the usual ones. All in DER, or in whatever the test needs. */
export interface CmsShape {
  hash?: HashAlgorithm;
  version?: number;
  digestAlgorithms?: Uint8Array;
  encapsulated?: Uint8Array;
  certificates?: readonly Uint8Array[];
  /** Fields between the certificates and the signers. */
  revocation?: readonly Uint8Array[];
  signerVersion?: number;
  identifier?: Uint8Array;
  digestAlgorithm?: Uint8Array;
  /** In this order, not sorted; null for none at all. */
  attributes?: readonly Uint8Array[] | null;
  signatureAlgorithm?: Uint8Array;
  /** Makes the value over what is hashed. */
  value?: (signed: Uint8Array) => Uint8Array;
  /** The field of the value, where it is no plain OCTET STRING. */
  valueField?: (value: Uint8Array) => Uint8Array;
  unsigned?: readonly Uint8Array[];
  /** Fields that no standard has, at the end of the signer, of the body, of the whole. */
  afterSigner?: readonly Uint8Array[];
  afterBody?: readonly Uint8Array[];
  afterAll?: readonly Uint8Array[];
}

const HASH_OIDS: Readonly<Partial<Record<HashAlgorithm | 'md5', string>>> = {
  md5: '1.2.840.113549.2.5',
  sha1: '1.3.14.3.2.26',
  sha224: '2.16.840.1.101.3.4.2.4',
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
  'sha3-256': '2.16.840.1.101.3.4.2.8',
  shake256: '2.16.840.1.101.3.4.2.12',
};

export const algorithm = (name: string, ...parameters: Uint8Array[]) => sequence(oid(name), ...parameters);
export const hashAlgorithm = (hash: HashAlgorithm | 'md5', ...parameters: Uint8Array[]) =>
  algorithm(HASH_OIDS[hash] ?? '', ...parameters);
export const attribute = (type: string, ...values: Uint8Array[]) => sequence(oid(type), setOf(...values));

/** The attributes that every CMS over plain data has. */
export function plainAttributes(content: Uint8Array, hash: HashAlgorithm = 'sha256'): Uint8Array[] {
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(hashOf(hash, content))),
  ];
}

/** `ESSCertID` or `ESSCertIDv2` as an attribute, with whatever follows the hash. */
export function essAttribute(
  type: 'v1' | 'v2',
  certificate: Certificate,
  { hash, more = [] }: { hash?: Uint8Array; more?: readonly Uint8Array[] } = {},
): Uint8Array {
  const value = hash ?? octetString(hashOf(type === 'v1' ? 'sha1' : 'sha256', certificate.der));
  const id = sequence(value, ...more);
  return attribute(type === 'v1' ? OID.signingCertificate : OID.signingCertificateV2, sequence(sequence(id)));
}

/** A CMS over `content` that is right but for the shape asked for. */
export function madeCms(
  { certificate, key }: KeyHolder,
  content: Uint8Array,
  shape: CmsShape = {},
): Uint8Array {
  const hash = shape.hash ?? 'sha256';
  const digestAlgorithm = shape.digestAlgorithm ?? hashAlgorithm(hash);
  const attributes =
    shape.attributes === undefined
      ? [...plainAttributes(content, hash), essAttribute('v2', certificate)]
      : shape.attributes;
  const signed = attributes === null ? content : tlv(0x31, ...attributes);
  const value = (shape.value ?? ((bytes) => sign(hash, bytes, key)))(signed);
  const isRsa = key.asymmetricKeyType === 'rsa';
  const signer = sequence(
    integer(shape.signerVersion ?? 1),
    shape.identifier ?? sequence(certificate.issuer.der, certificate.serialDer),
    digestAlgorithm,
    ...(attributes === null ? [] : [implicit(0, signed)]),
    shape.signatureAlgorithm ??
      (isRsa ? algorithm(OID.rsaEncryption, nullValue()) : algorithm('1.2.840.10045.2.1')),
    (shape.valueField ?? octetString)(value),
    ...(shape.unsigned ? [implicit(1, setOf(...shape.unsigned))] : []),
    ...(shape.afterSigner ?? []),
  );
  const body = sequence(
    integer(shape.version ?? 1),
    shape.digestAlgorithms ?? setOf(digestAlgorithm),
    shape.encapsulated ?? sequence(oid(OID.data)),
    implicit(0, tlv(0x31, ...(shape.certificates ?? [certificate.der]))),
    ...(shape.revocation ?? []),
    setOf(signer),
    ...(shape.afterBody ?? []),
  );
  return sequence(oid(OID.signedData), explicit(0, body), ...(shape.afterAll ?? []));
}
