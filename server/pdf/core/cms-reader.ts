import { readCertificate, type Certificate } from './certificate.js';
import { DerFields } from './der-fields.js';
import { readDer, type DerNode } from './der-reader.js';
import { TAG } from './der-writer.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';

/** An attribute of CMS: its type and the values of its set. */
export interface CmsAttribute {
  readonly type: string;
  readonly values: readonly DerNode[];
}

/** `SignerInfo` of RFC 5652 §5.3. */
export interface SignerInfo {
  readonly issuerAndSerial?: { readonly issuer: DerNode; readonly serialDer: Uint8Array };
  readonly subjectKeyId?: string;
  readonly digestAlgorithm: DerNode;
  readonly signatureAlgorithm: DerNode;
  readonly signature: Uint8Array;
  /** Absent where the signature is made directly over the content. */
  readonly signedAttributes?: readonly CmsAttribute[];
  /**
   * What may have been hashed: the SET as it came, and in DER, its order kept or put right. The standard
   * wants the last (§5.4), makers differ, and whichever verifies was signed.
   */
  readonly signedEncodings: readonly Uint8Array[];
  readonly unsignedAttributes: readonly CmsAttribute[];
}

/** `SignedData` of RFC 5652 §5.1. */
export interface SignedData {
  readonly contentType: string;
  /** Content that lies inside; PDF signatures have none but for `adbe.pkcs7.sha1`. */
  readonly content?: Uint8Array;
  readonly certificates: readonly Certificate[];
  /** Certificates inside that we cannot read; other kinds of certificate are not counted. */
  readonly unreadableCertificates: number;
  readonly signers: readonly SignerInfo[];
  /** Written in BER: taken, and told. */
  readonly isBer: boolean;
  /** Something else than zeros stands behind it. */
  readonly hasTrailingBytes: boolean;
}

/** More than any real signature has, few enough to try them all. */
const MAX_CERTIFICATES = 100;

/**
 * Reads a `ContentInfo` with `SignedData`, DER or BER, padded with zeros or not.
 *
 * @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits`
 */
export function readSignedData(cms: Uint8Array): SignedData {
  const { node, rest } = readDer(cms);
  const outer = new DerFields(node);
  if (outer.next(TAG.oid).oid() !== OID.signedData) throw malformed('not SignedData');
  const body = readBody(soleChild(outer.next(0xa0)));
  outer.end();
  return { ...body, isBer: node.isBer, hasTrailingBytes: !isZeros(rest) };
}

function readBody(node: DerNode): Omit<SignedData, 'isBer' | 'hasTrailingBytes'> {
  const fields = new DerFields(node);
  const version = fields.next(TAG.integer).smallInteger();
  // 2 is of no standard, and taken from makers that count on.
  if (version < 1 || version > 5) throw malformed(`SignedData of version ${version}`);
  fields.next(TAG.set);
  const encapsulated = new DerFields(fields.any());
  const contentType = encapsulated.next(TAG.oid).oid();
  const wrapped = encapsulated.optional(0xa0);
  encapsulated.end();
  const { certificates, unreadable } = readCertificateSet(fields.optional(0xa0));
  fields.optional(0xa1);
  const signers = fields.next(TAG.set).children.map(readSignerInfo);
  fields.end();
  return {
    contentType,
    ...(wrapped && { content: contentOctets(soleChild(wrapped)) }),
    certificates,
    unreadableCertificates: unreadable,
    signers,
  };
}

/** Thousands of zeros fill up what is kept free for a signature. */
function isZeros(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== 0) return false;
  return true;
}

/** The one value of an attribute, or undefined where it is absent or has another number of values. */
export function soleValue(attributes: readonly CmsAttribute[], type: string): DerNode | undefined {
  const found = attributes.find((attribute) => attribute.type === type);
  return found?.values.length === 1 ? found.values[0] : undefined;
}

/** PKCS #7 1.5 let any type stand as content; its octets are then what was hashed. */
function contentOctets(node: DerNode): Uint8Array {
  return (node.identifier & 0xdf) === TAG.octetString ? node.octets() : node.content;
}

function readCertificateSet(set: DerNode | undefined): { certificates: Certificate[]; unreadable: number } {
  const certificates: Certificate[] = [];
  let unreadable = 0;
  for (const child of set?.children ?? []) {
    if (!child.is(TAG.sequence)) continue;
    if (certificates.length + unreadable >= MAX_CERTIFICATES)
      throw new KeyRefusal('asn1-over-limits', 'certificates');
    try {
      certificates.push(readCertificate(child.encoded));
    } catch {
      unreadable += 1;
    }
  }
  return { certificates, unreadable };
}

function readSignerInfo(node: DerNode): SignerInfo {
  const fields = new DerFields(node);
  const version = fields.next(TAG.integer).smallInteger();
  // 3 goes with a key identifier and 1 with a serial number; makers that mix them up are many.
  if (version !== 1 && version !== 3) throw malformed(`SignerInfo of version ${version}`);
  const identifier = readIdentifier(fields.any());
  const digestAlgorithm = fields.next(TAG.sequence);
  const signed = fields.optional(0xa0);
  const signatureAlgorithm = fields.next(TAG.sequence);
  const signature = fields.any();
  if ((signature.identifier & 0xdf) !== TAG.octetString) throw malformed('a signature that is no octets');
  const unsigned = fields.optional(0xa1);
  fields.end();
  return {
    ...identifier,
    digestAlgorithm,
    signatureAlgorithm,
    signature: signature.octets(),
    ...(signed && { signedAttributes: readAttributes(signed) }),
    signedEncodings: signed ? encodingsOf(signed) : [],
    unsignedAttributes: unsigned ? readAttributes(unsigned) : [],
  };
}

function readIdentifier(node: DerNode): Pick<SignerInfo, 'issuerAndSerial' | 'subjectKeyId'> {
  if ((node.identifier & 0xdf) === 0x80) return { subjectKeyId: Buffer.from(node.octets()).toString('hex') };
  const fields = new DerFields(node);
  const issuer = fields.next(TAG.sequence);
  const serialDer = fields.next(TAG.integer).encoded;
  fields.end();
  return { issuerAndSerial: { issuer, serialDer } };
}

function readAttributes(set: DerNode): CmsAttribute[] {
  return set.children.map((attribute) => {
    const fields = new DerFields(attribute);
    const type = fields.next(TAG.oid).oid();
    const values = fields.next(TAG.set).children;
    fields.end();
    return { type, values };
  });
}

function soleChild(node: DerNode): DerNode {
  if (node.children.length > 1) throw malformed('more than one value');
  return node.at(0);
}

function malformed(detail: string): KeyRefusal {
  return new KeyRefusal('asn1-malformed', detail);
}

function encodingsOf(signed: DerNode): Uint8Array[] {
  const asSent = asSet(signed.toDefinite());
  const attributes = signed.children.map((child) => child.toDefinite());
  const sorted = attributes.toSorted((a, b) => Buffer.compare(a, b));
  const encodings = [asSent];
  if (sorted.some((attribute, index) => attribute !== attributes[index])) {
    const inOrder = Uint8Array.from(asSent);
    inOrder.set(Buffer.concat(sorted), asSent.length - sorted.reduce((sum, { length }) => sum + length, 0));
    encodings.push(inOrder);
  }
  const raw = asSet(signed.encoded);
  if (!Buffer.from(raw).equals(asSent)) encodings.push(raw);
  return encodings;
}

function asSet(encoded: Uint8Array): Uint8Array {
  const set = Uint8Array.from(encoded);
  set[0] = TAG.set;
  return set;
}
