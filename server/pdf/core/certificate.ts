import { X509Certificate, type KeyObject } from 'node:crypto';
import { readExtensions, type CertificateExtensions } from './certificate-extensions.js';
import { DerMemory } from './der-memory.js';
import { readDer, type DerNode } from './der-reader.js';
import { readName, type DistinguishedName } from './distinguished-name.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { KeyRefusal } from './key-refusal.js';
import { readScheme, schemeName, type SignatureScheme } from './signature-scheme.js';

/** An X.509 certificate: what it says (our own reading) and what node:crypto can check of it. */
export interface Certificate extends CertificateExtensions {
  readonly der: Uint8Array;
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  /** RFC 4514, most particular part first. */
  readonly subjectName: string;
  readonly issuerName: string;
  readonly commonName: string;
  /** Lower case, no leading zeros but for a whole octet. */
  readonly serialHex: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** `SubjectPublicKeyInfo` in DER. */
  readonly publicKeyDer: Uint8Array;
  /** @throws {KeyRefusal} `key-unsupported` for a kind of key that OpenSSL does not know. */
  readonly publicKey: KeyObject;
  /** Hash under the issuer's signature; undefined where we do not know the algorithm. */
  readonly signatureHash: HashAlgorithm | undefined;
  /** How that algorithm is called, such as `RSA with SHA256`; empty where we do not know it. */
  readonly signatureAlgorithm: string;
  /** Name and serial in DER, as `IssuerAndSerialNumber` has them. */
  readonly serialDer: Uint8Array;
  /** Whether the key of `issuer` made this certificate's signature. Says nothing of names or dates. */
  isSignedBy(issuer: Certificate): boolean;
}

/**
 * Reads a certificate from DER (bytes behind it are left alone) or from the first block of PEM. Those read last are
 * remembered by all their bytes: in letters of one office it is the same few again and again.
 *
 * @throws {KeyRefusal} `certificate-unreadable`
 */
export function readCertificate(derOrPem: Uint8Array | string): Certificate {
  try {
    const der = toDer(derOrPem);
    const { node } = readDer(der);
    return remembered.get(node.encoded) ?? remembered.keep(fromDer(node.encoded));
  } catch (cause) {
    throw new KeyRefusal('certificate-unreadable', 'not an X.509 certificate', { cause });
  }
}

/** The certificate lives longer than the file that it came in, so it gets bytes of its own. */
function fromDer(encoded: Uint8Array): Certificate {
  const { node } = readDer(Uint8Array.from(encoded));
  return fromNode(node, new X509Certificate(node.encoded));
}

const remembered = new DerMemory<Certificate>();

/** All certificates of a PEM text, in order. @throws {KeyRefusal} `certificate-unreadable` */
export function readCertificates(pem: string): Certificate[] {
  return (pem.match(PEM_BLOCK) ?? []).map(readCertificate);
}

export function isSameCertificate(a: Certificate, b: Certificate): boolean {
  return Buffer.from(a.der).equals(b.der);
}

export function toPem(certificate: Certificate): string {
  const lines =
    Buffer.from(certificate.der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

const PEM_BLOCK = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function toDer(derOrPem: Uint8Array | string): Uint8Array {
  if (typeof derOrPem !== 'string' && derOrPem[0] === 0x30) return derOrPem;
  const text = typeof derOrPem === 'string' ? derOrPem : Buffer.from(derOrPem).toString('latin1');
  const block = text.match(PEM_BLOCK)?.[0];
  if (!block) throw new KeyRefusal('certificate-unreadable', 'neither DER nor PEM');
  return Buffer.from(block.replace(/-----[^-]+-----/g, ''), 'base64');
}

function hashUnder(scheme: SignatureScheme): HashAlgorithm | undefined {
  // Ed25519 and Ed448 hash by themselves, at least as strongly as SHA-512.
  return 'hash' in scheme ? scheme.hash : scheme.kind.startsWith('ed') ? 'sha512' : undefined;
}

function fromNode(node: DerNode, x509: X509Certificate): Certificate {
  let key: KeyObject | undefined;
  const signers = new WeakMap<Certificate, boolean>();
  const body = node.at(0);
  const first = body.at(0).is(0xa0) ? 1 : 0;
  const serial = body.at(first);
  const validity = body.at(first + 3);
  const subject = readName(body.at(first + 4));
  const issuer = readName(body.at(first + 2));
  const extensions = body.children.slice(first + 6).find((field) => field.is(0xa3));
  const scheme = readScheme(node.at(1));
  return {
    ...readExtensions(extensions?.at(0)),
    der: node.encoded,
    subject,
    issuer,
    subjectName: subject.text,
    issuerName: issuer.text,
    commonName: subject.commonName,
    serialHex: Buffer.from(serial.content)
      .toString('hex')
      .replace(/^(00)+(?=..)/, ''),
    serialDer: serial.expect(0x02).encoded,
    notBefore: validity.at(0).time(),
    notAfter: validity.at(1).time(),
    publicKeyDer: body.at(first + 5).encoded,
    get publicKey() {
      return (key ??= publicKeyOf(x509));
    },
    signatureHash: scheme && hashUnder(scheme),
    signatureAlgorithm: schemeName(scheme),
    isSignedBy: (by) => {
      const known = signers.get(by) ?? isSignedBy(x509, by);
      signers.set(by, known);
      return known;
    },
  };
}

function publicKeyOf(x509: X509Certificate): KeyObject {
  try {
    return x509.publicKey;
  } catch (cause) {
    throw new KeyRefusal('key-unsupported', 'public key of an unknown kind', { cause });
  }
}

function isSignedBy(x509: X509Certificate, issuer: Certificate): boolean {
  try {
    return x509.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
