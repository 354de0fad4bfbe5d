import { readWholeDer, type DerNode } from './der-reader.js';
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

/** What we read of the extensions of a certificate. */
export interface CertificateExtensions {
  readonly isCa: boolean;
  readonly pathLength?: number;
  /** Absent where the certificate does not limit its use. */
  readonly keyUsage?: ReadonlySet<KeyUsage>;
  readonly extendedKeyUsage?: ExtendedKeyUsage;
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  readonly hasNameConstraints: boolean;
  /**
   * Critical extensions that we do not process, and those of ours that cannot be read: a path through such
   * a certificate must be refused (RFC 5280 §4.2).
   */
  readonly unknownCritical: readonly string[];
}

interface Collected {
  isCa: boolean;
  pathLength?: number;
  keyUsage?: ReadonlySet<KeyUsage>;
  extendedKeyUsage?: ExtendedKeyUsage;
  subjectKeyId?: string;
  authorityKeyId?: string;
  hasNameConstraints: boolean;
}

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
  [OID.nameConstraints]: (into) => {
    into.hasNameConstraints = true;
  },
};

/** Known not to change how a path is judged here: policies, where to ask, other names of the subject. */
const HARMLESS = new Set(['2.5.29.32', '2.5.29.17', '2.5.29.31', '2.5.29.54', '2.5.29.36', '2.5.29.33']);

/** Reads the `extensions` field of a certificate; `list` absent means a certificate without any. */
export function readExtensions(list: DerNode | undefined): CertificateExtensions {
  const into: Collected = { isCa: false, hasNameConstraints: false };
  const unknownCritical: string[] = [];
  const seen = new Set<string>();
  for (const extension of list?.expect(0x30).children ?? []) {
    const oid = extension.at(0).oid();
    const critical = extension.at(1).is(0x01) && extension.at(1).boolean();
    const value = extension.at(extension.children.length - 1).octets();
    const reader = READERS[oid];
    if (seen.has(oid) || (critical && !reader && !HARMLESS.has(oid))) unknownCritical.push(oid);
    seen.add(oid);
    if (reader && !readInto(reader, into, value, critical)) unknownCritical.push(oid);
  }
  return { ...into, unknownCritical };
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
