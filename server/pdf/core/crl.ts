import type { Certificate } from './certificate.js';
import { revokedEntry, type RevokedEntry } from './crl-entries.js';
import { readDer, readWholeDer, type DerNode } from './der-reader.js';
import { TAG } from './der-writer.js';
import { readName, type DistinguishedName } from './distinguished-name.js';
import { readGeneralNames, type GeneralName } from './general-names.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { KeyRefusal } from './key-refusal.js';
import { OID } from './oids.js';
import { signedHash, signerTest } from './signed-part.js';

/** `IssuingDistributionPoint` (RFC 5280 §5.2.5): which certificates a list speaks of. */
export interface CrlScope {
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly onlySomeReasons: boolean;
  /** It speaks of certificates of other issuers too. */
  readonly indirect: boolean;
  readonly names: readonly GeneralName[];
}

/** A certificate revocation list (RFC 5280 §5.1), read no further than it is asked. */
export interface Crl {
  readonly der: Uint8Array;
  readonly issuer: DistinguishedName;
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
  readonly authorityKeyId?: string;
  readonly scope?: CrlScope;
  /** It only tells what changed since another list. */
  readonly isDelta: boolean;
  /** Critical extensions that we do not process; such a list must not be used (§5.2). */
  readonly unknownCritical: readonly string[];
  readonly signatureHash: HashAlgorithm | undefined;
  /**
   * The entry of a certificate by its serial number, an INTEGER in DER. The entries are walked in place, so a list of
   * any length costs no memory.
   *
   * @throws {KeyRefusal} `asn1-malformed` where an entry before it cannot be read
   */
  find(serialDer: Uint8Array): RevokedEntry | undefined;
  /** Whether the key of `certificate` made the signature. Says nothing of names, dates or usage. */
  isSignedBy(certificate: Certificate): boolean;
}

/** @throws {KeyRefusal} `asn1-malformed`, `asn1-over-limits` (32 MiB) */
export function readCrl(der: Uint8Array): Crl {
  const { node } = readDer(der);
  const body = node.expect(TAG.sequence).at(0).expect(TAG.sequence);
  const fields = [...body.children];
  if (fields[0]?.is(TAG.integer)) fields.shift();
  const [inner, issuer, thisUpdate, ...rest] = fields;
  if (!inner || !issuer || !thisUpdate) throw new KeyRefusal('asn1-malformed', 'revocation list cut off');
  const algorithm = node.at(1);
  // Two names for the algorithm that differ would let two readers check two things (§5.1.1.2).
  if (!Buffer.from(inner.encoded).equals(algorithm.encoded))
    throw new KeyRefusal('asn1-malformed', 'two signature algorithms');
  const isTime = (field: DerNode | undefined) => field?.is(TAG.utcTime) || field?.is(TAG.generalizedTime);
  const nextUpdate = isTime(rest[0]) ? rest.shift()?.time() : undefined;
  const entries = rest[0]?.is(TAG.sequence) ? rest.shift()?.content : undefined;
  const part = { body, algorithm, signature: node.at(2).bits() };
  return {
    der: node.encoded,
    issuer: readName(issuer),
    thisUpdate: thisUpdate.time(),
    ...(nextUpdate && { nextUpdate }),
    ...readCrlExtensions(rest.find((field) => field.is(0xa0))),
    signatureHash: signedHash(part),
    find: (serialDer) => (entries ? revokedEntry(entries, serialDer) : undefined),
    isSignedBy: signerTest(part),
  };
}

type Extensions = Pick<Crl, 'authorityKeyId' | 'scope' | 'isDelta' | 'unknownCritical'>;

function readCrlExtensions(field: DerNode | undefined): Extensions {
  let authorityKeyId: string | undefined;
  let scope: CrlScope | undefined;
  let isDelta = false;
  const unknownCritical: string[] = [];
  for (const extension of field?.at(0).expect(TAG.sequence).children ?? []) {
    const oid = extension.at(0).oid();
    const critical = extension.at(1).is(TAG.boolean) && extension.at(1).boolean();
    const value = () => readWholeDer(extension.at(extension.children.length - 1).octets());
    if (oid === OID.authorityKeyIdentifier) {
      const id = value().tagged(0);
      if (id) authorityKeyId = Buffer.from(id.octets()).toString('hex');
    } else if (oid === OID.issuingDistributionPoint) scope = readScope(value());
    else if (oid === OID.deltaCrlIndicator) isDelta = true;
    else if (critical && oid !== OID.crlNumber) unknownCritical.push(oid);
  }
  return { ...(authorityKeyId && { authorityKeyId }), ...(scope && { scope }), isDelta, unknownCritical };
}

function readScope(value: DerNode): CrlScope {
  value.expect(TAG.sequence);
  const flag = (n: number) => (value.tagged(n)?.content[0] ?? 0) !== 0;
  const fullName = value.tagged(0)?.tagged(0);
  return {
    onlyUserCertificates: flag(1),
    onlyCaCertificates: flag(2),
    onlySomeReasons: value.tagged(3) !== undefined,
    indirect: flag(4),
    onlyAttributeCertificates: flag(5),
    names: fullName ? readGeneralNames(fullName) : [],
  };
}
