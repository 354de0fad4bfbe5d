import { readHash } from '../core/algorithm-identifier.js';
import type { Certificate } from '../core/certificate.js';
import { soleValue, type SignerInfo } from '../core/cms-reader.js';
import { DerFields } from '../core/der-fields.js';
import type { DerNode } from '../core/der-reader.js';
import { TAG } from '../core/der-writer.js';
import { readName, type DistinguishedName } from '../core/distinguished-name.js';
import { hashOf, type HashAlgorithm } from '../core/hash-algorithm.js';
import { OID } from '../core/oids.js';

const ATTRIBUTES = [OID.signingCertificate, OID.signingCertificateV2] as const;

/** Whether the signature names its certificate by hash, in the old form or the new (RFC 2634, RFC 5035). */
export function hasEss(info: SignerInfo): boolean {
  return ATTRIBUTES.some((type) => info.signedAttributes?.some((attribute) => attribute.type === type));
}

/**
 * Whether every ESS attribute there is names `certificate` first. This stops the swap of a certificate for
 * another one of the same key or name.
 *
 * @throws {KeyRefusal} `asn1-malformed`
 */
export function checkEss(info: SignerInfo, certificate: Certificate): boolean {
  return ATTRIBUTES.every((type) => {
    const value = soleValue(info.signedAttributes ?? [], type);
    return !value || namesCertificate(value.at(0).at(0), type, certificate);
  });
}

function namesCertificate(id: DerNode, type: string, certificate: Certificate): boolean {
  const hash = essHash(id, type);
  const value = id.children.find((child) => child.is(TAG.octetString));
  if (!hash || !value || !Buffer.from(value.octets()).equals(hashOf(hash, certificate.der))) return false;
  const issuerSerial = id.children[id.children.indexOf(value) + 1];
  return !issuerSerial || isIssuerSerial(issuerSerial, certificate);
}

/** `IssuerSerial` may follow the hash; if it does, it must be the certificate's (RFC 5035 §5). */
function isIssuerSerial(node: DerNode, certificate: Certificate): boolean {
  const fields = new DerFields(node);
  const names = fields.next(TAG.sequence).children;
  const serial = fields.next(TAG.integer).encoded;
  return (
    Buffer.from(serial).equals(certificate.serialDer) &&
    names.some((name) => name.is(0xa4) && isName(name.at(0), certificate.issuer))
  );
}

function isName(node: DerNode, { der, folded }: DistinguishedName): boolean {
  return Buffer.from(der).equals(node.encoded) || readName(node).folded === folded;
}

function essHash(id: DerNode, type: string): HashAlgorithm | undefined {
  if (type === OID.signingCertificate) return 'sha1';
  return id.at(0).is(TAG.sequence) ? readHash(id.at(0)) : 'sha256';
}
