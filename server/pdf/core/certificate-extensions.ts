import { readWholeDer, type DerNode } from './der-reader.js';
import { readGeneralName, readGeneralNames, webAddresses, type GeneralName } from './general-names.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';

/** Bits of KeyUsage in their order (RFC 5280 §4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

/** The number of a bit, for writing. */
export function keyUsageBit(usage: KeyUsage): number {
  return KEY_USAGES.indexOf(usage);
}

export interface ExtendedKeyUsage {
  readonly critical: boolean;
  readonly purposes: readonly string[];
}

/** Names below which a CA may, or may not, certify (RFC 5280 §4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
}

/** Under which policies a certificate was issued, and what it wants of the path (RFC 5280 §4.2.1.4–5, 11, 14). */
export interface PolicyExtensions {
  /** Absent where the certificate names none. */
  readonly policies?: readonly string[];
  readonly policyMappings: readonly { readonly issuer: string; readonly subject: string }[];
  /** Certificates that may follow before a policy is wanted of the path. */
  readonly requireExplicitPolicy?: number;
  readonly inhibitPolicyMapping?: number;
  readonly inhibitAnyPolicy?: number;
}

/** What we read of the extensions of a certificate. */
export interface CertificateExtensions extends PolicyExtensions {
  readonly isCa: boolean;
  readonly pathLength?: number;
  /** Absent where the certificate does not limit its use. */
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  readonly extendedKeyUsage?: ExtendedKeyUsage;
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  readonly alternativeNames: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  /** Where to ask whether it is revoked, and where its issuer lies. Only http and https. */
  readonly ocspUrls: readonly string[];
  readonly crlUrls: readonly string[];
  /** Every name of a distribution point, which a list that speaks of some must repeat (RFC 5280 §6.3.3). */
  readonly crlPoints: readonly GeneralName[];
  readonly caIssuerUrls: readonly string[];
  /** An OCSP responder's certificate that need not be asked about (RFC 6960 §4.2.2.2.1). */
  readonly noRevocationCheck: boolean;
  /**
   * Critical extensions that we do not process, and those of ours that cannot be read: a path through such
   * a certificate must be refused (RFC 5280 §4.2).
   */
  readonly unknownCritical: readonly string[];
}

type Collected = { -readonly [Key in keyof CertificateExtensions]: CertificateExtensions[Key] };

type Reader = (into: Collected, value: DerNode, critical: boolean) => void;

const READERS: Readonly<Record<string, Reader>> = {
  [OID.basicConstraints]: (into, value) => {
    const [first, second] = value.expect(0x30).children;
    into.isCa = first?.is(0x01) ? first.boolean() : false;
    const length = first?.is(0x02) ? first : second;
    if (length) into.pathLength = length.smallInteger();
  },
  [OID.keyUsage]: (into, value) => {
    into.keyUsage = new Set(value.bitNumbers().flatMap((bit) => KEY_USAGES[bit] ?? []));
  },
  [OID.extendedKeyUsage]: (into, value, critical) => {
    const purposes = value.expect(0x30).children.map((purpose) => purpose.oid());
    into.extendedKeyUsage = { critical, purposes };
  },
  [OID.subjectKeyIdentifier]: (into, value) => {
    into.subjectKeyId = Buffer.from(value.octets()).toString('hex');
  },
  [OID.authorityKeyIdentifier]: (into, value) => {
    const id = value.tagged(0);
    if (id) into.authorityKeyId = Buffer.from(id.octets()).toString('hex');
  },
  [OID.subjectAlternativeName]: (into, value) => {
    into.alternativeNames = readGeneralNames(value.expect(0x30));
  },
  [OID.nameConstraints]: (into, value) => {
    value.expect(0x30);
    into.nameConstraints = {
      permitted: readSubtrees(value.tagged(0)),
      excluded: readSubtrees(value.tagged(1)),
    };
  },
  [OID.certificatePolicies]: (into, value) => {
    into.policies = value.expect(0x30).children.map((policy) => policy.at(0).oid());
  },
  [OID.policyMappings]: (into, value) => {
    into.policyMappings = value.expect(0x30).children.map((pair) => ({
      issuer: pair.at(0).oid(),
      subject: pair.at(1).oid(),
    }));
  },
  [OID.policyConstraints]: (into, value) => {
    const [explicitPolicy, mapping] = [value.expect(0x30).tagged(0), value.tagged(1)];
    if (explicitPolicy) into.requireExplicitPolicy = smallCount(explicitPolicy);
    if (mapping) into.inhibitPolicyMapping = smallCount(mapping);
  },
  [OID.inhibitAnyPolicy]: (into, value) => {
    into.inhibitAnyPolicy = value.smallInteger();
  },
  [OID.authorityInformation]: (into, value) => {
    const at = (method: string) =>
      webAddresses(
        value
          .expect(0x30)
          .children.filter((access) => access.at(0).oid() === method)
          .slice(0, MOST_ADDRESSES)
          .map((access) => readGeneralName(access.at(1))),
      );
    into.ocspUrls = at(OID.ocsp);
    into.caIssuerUrls = at(OID.caIssuers);
  },
  [OID.crlDistributionPoints]: (into, value) => {
    const points = value.expect(0x30).children.slice(0, MOST_ADDRESSES);
    const names = points.map((point) => point.tagged(0)?.tagged(0));
    into.crlPoints = names.flatMap((list) => (list ? readGeneralNames(list) : []));
    into.crlUrls = webAddresses(into.crlPoints).slice(0, MOST_ADDRESSES);
  },
  [OID.ocspNoCheck]: (into) => {
    into.noRevocationCheck = true;
  },
};

/** Places to ask at that a certificate may name. */
const MOST_ADDRESSES = 8;

/** `minimum` and `maximum` are never used (RFC 5280 §4.2.1.10); a subtree that has them cannot be read. */
function readSubtrees(list: DerNode | undefined): GeneralName[] {
  return (list?.children ?? []).map((subtree) => {
    if (subtree.expect(0x30).children.length !== 1)
      throw new KeyRefusal('asn1-malformed', 'bounds of a subtree');
    return readGeneralName(subtree.at(0));
  });
}

/** An INTEGER under an implicit tag: how many certificates may follow. */
function smallCount(node: DerNode): number {
  const [octet, ...others] = node.content;
  if (octet === undefined || others.length > 0 || octet > 0x7f)
    throw new KeyRefusal('asn1-malformed', 'count of certificates');
  return octet;
}

/** Extensions that only tell where to ask: unreadable and not critical, they limit nothing. */
const INFORMING = new Set<string>([OID.authorityInformation, OID.crlDistributionPoints, OID.ocspNoCheck]);

/** Reads the `extensions` field of a certificate; `list` absent means a certificate without any. */
export function readExtensions(list: DerNode | undefined): CertificateExtensions {
  const unknownCritical: string[] = [];
  const into: Collected = {
    isCa: false,
    alternativeNames: [],
    policyMappings: [],
    ocspUrls: [],
    crlUrls: [],
    crlPoints: [],
    caIssuerUrls: [],
    noRevocationCheck: false,
    unknownCritical,
  };
  const seen = new Set<string>();
  for (const extension of list?.expect(0x30).children ?? []) {
    const oid = extension.at(0).oid();
    const critical = extension.at(1).is(0x01) && extension.at(1).boolean();
    const value = extension.at(extension.children.length - 1).octets();
    const reader = READERS[oid];
    if (seen.has(oid) || (critical && !reader)) unknownCritical.push(oid);
    seen.add(oid);
    if (reader && !readInto(reader, into, value, critical) && (critical || !INFORMING.has(oid)))
      unknownCritical.push(oid);
  }
  return into;
}

/** False where the value cannot be read: "no limit written" and "a limit we cannot read" are not the same. */
function readInto(reader: Reader, into: Collected, value: Uint8Array, critical: boolean): boolean {
  try {
    reader(into, readWholeDer(value), critical);
    return true;
  } catch (error) {
    if (error instanceof KeyRefusal) return false;
    throw error;
  }
}
