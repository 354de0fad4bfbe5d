import { readCertificate, type Certificate } from './certificate.js';
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
  if (node.expect(TAG.sequence).at(0).oid() !== OID.signedData) {
    throw new KeyRefusal('asn1-malformed', 'not SignedData');
  }
  const body = node.at(1).expect(0xa0).at(0).expect(TAG.sequence);
  body.at(0).smallInteger();
  body.at(1).expect(TAG.set);
  const encapsulated = body.at(2).expect(TAG.sequence);
  const content = encapsulated.children[1]?.expect(0xa0).at(0);
  const signers = body.at(body.children.length - 1).expect(TAG.set);
  const { certificates, unreadable } = readCertificateSet(body.children.find((child) => child.is(0xa0)));
  const contentType = encapsulated.at(0).oid();
  return {
    contentType,
    ...(content && { content: contentOctets(content) }),
    certificates,
    unreadableCertificates: unreadable,
    signers: signers.children.map(readSignerInfo),
    isBer: node.isBer,
    hasTrailingBytes: rest.some((octet) => octet !== 0),
  };
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
  node.expect(TAG.sequence).at(0).smallInteger();
  const identifier = node.at(1);
  const signed = node.at(3).is(0xa0) ? node.at(3) : undefined;
  const next = signed ? 4 : 3;
  const unsigned = node.children[next + 2];
  return {
    ...readIdentifier(identifier),
    digestAlgorithm: node.at(2).expect(TAG.sequence),
    signatureAlgorithm: node.at(next).expect(TAG.sequence),
    signature: node
      .at(next + 1)
      .expect(TAG.octetString)
      .octets(),
    ...(signed && { signedAttributes: readAttributes(signed) }),
    signedEncodings: signed ? encodingsOf(signed) : [],
    unsignedAttributes: unsigned ? readAttributes(unsigned.expect(0xa1)) : [],
  };
}

function readIdentifier(node: DerNode): Pick<SignerInfo, 'issuerAndSerial' | 'subjectKeyId'> {
  if ((node.identifier & 0xdf) === 0x80) return { subjectKeyId: Buffer.from(node.octets()).toString('hex') };
  const serialDer = node.expect(TAG.sequence).at(1).expect(TAG.integer).encoded;
  return { issuerAndSerial: { issuer: node.at(0), serialDer } };
}

function readAttributes(set: DerNode): CmsAttribute[] {
  return set.children.map((attribute) => ({
    type: attribute.expect(TAG.sequence).at(0).oid(),
    values: attribute.at(1).expect(TAG.set).children,
  }));
}

function encodingsOf(signed: DerNode): Uint8Array[] {
  const asSent = signed.toDefinite();
  const sorted = Buffer.concat(
    signed.children.map((child) => child.toDefinite()).toSorted((a, b) => Buffer.compare(a, b)),
  );
  const inOrder = Uint8Array.from(asSent);
  inOrder.set(sorted, asSent.length - sorted.length);
  const raw = Uint8Array.from(signed.encoded);
  const encodings = [asSent, inOrder, raw].map((bytes) => {
    const set = Uint8Array.from(bytes);
    set[0] = TAG.set;
    return set;
  });
  return encodings.filter(
    (bytes, index) => encodings.findIndex((other) => Buffer.from(other).equals(bytes)) === index,
  );
}
