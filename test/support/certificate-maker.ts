import { createHash, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { keyUsageBit, type KeyUsage } from '../../server/pdf/core/certificate-extensions.js';
import { readCertificate, type Certificate } from '../../server/pdf/core/certificate.js';
import { readWholeDer } from '../../server/pdf/core/der-reader.js';
import {
  algorithmIdentifier,
  bitString,
  boolean,
  certificateTime,
  explicit,
  implicit,
  integer,
  namedBits,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
  utf8String,
} from '../../server/pdf/core/der-writer.js';
import { NAME_LABELS, OID } from '../../server/pdf/core/oids.js';

/** A certificate with the key behind it. */
export interface Holder {
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

export interface MadeExtension {
  readonly id: string;
  readonly value: Uint8Array;
  readonly critical?: boolean;
}

export interface MadeCertificate {
  readonly name?: string | Readonly<Record<string, string>>;
  /** Self-signed when left out. */
  readonly issuer?: Holder;
  readonly key?: KeyObject;
  readonly from?: Date;
  readonly to?: Date;
  /** A CA by basic constraints, with the length of path below it unless that is null. */
  readonly ca?: number | null | undefined;
  readonly usage?: readonly KeyUsage[] | undefined;
  readonly purposes?: readonly string[];
  readonly extensions?: readonly MadeExtension[];
  /** Another issuer's name than that of who signs. */
  readonly issuerName?: string;
  readonly serial?: number;
  readonly hash?: 'sha1' | 'sha256';
}

export const day = 86_400_000;
/** The instant about which certificates here are made: valid a year before and after. */
export const noon = new Date('2026-06-01T12:00:00Z');

export const daysFrom = (days: number, from = noon) => new Date(from.getTime() + days * day);

/** Keys on P-256: made in no time. */
export const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

let serials = 1000;

/** Makes any certificate, right or wrong, of which our own issuer makes only right ones. */
export function made(wanted: MadeCertificate = {}): Holder {
  const key = wanted.key ?? newKey();
  const hash = wanted.hash ?? 'sha256';
  const { issuer, from = daysFrom(-365), to = daysFrom(365) } = wanted;
  const subject = nameDer(wanted.name ?? 'Yohana');
  const signedBy = issuer?.certificate.subject.der ?? subject;
  const publicKey = publicDer(key);
  const body = sequence(
    explicit(0, integer(2)),
    integer(wanted.serial ?? ++serials),
    ecdsa(hash),
    wanted.issuerName === undefined ? signedBy : nameDer(wanted.issuerName),
    sequence(certificateTime(from), certificateTime(to)),
    subject,
    publicKey,
    explicit(3, sequence(...extensionsOf(wanted, publicKey).map(extensionDer))),
  );
  const by = issuer?.key ?? key;
  return { key, certificate: readCertificate(signed(body, by, hash)) };
}

export const root = (wanted: MadeCertificate = {}) =>
  made({ name: 'Akar', ca: null, usage: ['keyCertSign', 'cRLSign'], ...wanted });

export const authority = (issuer: Holder, wanted: MadeCertificate = {}) =>
  made({ name: 'CA', ca: null, usage: ['keyCertSign', 'cRLSign'], issuer, ...wanted });

export const leaf = (issuer: Holder, wanted: MadeCertificate = {}) =>
  made({ usage: ['digitalSignature', 'nonRepudiation'], issuer, ...wanted });

function extensionsOf(wanted: MadeCertificate, publicKey: Uint8Array): MadeExtension[] {
  const { ca, usage, purposes, issuer, extensions = [] } = wanted;
  const keyId = keyIdOf(publicKey);
  const above = issuer?.certificate.subjectKeyId;
  const constraints = ca === null ? [boolean(true)] : ca === undefined ? [] : [boolean(true), integer(ca)];
  return [
    ...(ca === undefined
      ? []
      : [{ id: OID.basicConstraints, value: sequence(...constraints), critical: true }]),
    ...(usage ? [{ id: OID.keyUsage, value: namedBits(usage.map(keyUsageBit)), critical: true }] : []),
    ...(purposes ? [{ id: OID.extendedKeyUsage, value: sequence(...purposes.map(oid)) }] : []),
    { id: OID.subjectKeyIdentifier, value: octetString(keyId) },
    ...(above === undefined
      ? []
      : [
          {
            id: OID.authorityKeyIdentifier,
            value: sequence(implicit(0, octetString(Buffer.from(above, 'hex')))),
          },
        ]),
    ...extensions,
  ];
}

export function extensionDer({ id, value, critical = false }: MadeExtension): Uint8Array {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** A name by its short labels; a bare text is the common name, in one country. */
export function nameDer(name: string | Readonly<Record<string, string>>): Uint8Array {
  const parts = typeof name === 'string' ? { C: 'ID', CN: name } : name;
  const oidOf = (label: string) =>
    Object.entries(NAME_LABELS).find(([, each]) => each === label)?.[0] ?? label;
  return sequence(
    ...Object.entries(parts).map(([label, value]) => setOf(sequence(oid(oidOf(label)), utf8String(value)))),
  );
}

/** Names for alternative names and subtrees (RFC 5280 §4.2.1.6). */
export const general = {
  email: (text: string) => tlv(0x81, Buffer.from(text)),
  dns: (text: string) => tlv(0x82, Buffer.from(text)),
  directory: (name: string | Readonly<Record<string, string>>) => explicit(4, nameDer(name)),
  uri: (text: string) => tlv(0x86, Buffer.from(text)),
  ip: (...octets: number[]) => tlv(0x87, Uint8Array.from(octets)),
  registered: () => tlv(0x88, Uint8Array.of(0x2a, 3)),
};

export const alternativeNames = (...names: Uint8Array[]): MadeExtension => ({
  id: OID.subjectAlternativeName,
  value: sequence(...names),
});

export function constraints(permitted: Uint8Array[], excluded: Uint8Array[] = []): MadeExtension {
  const trees = (tag: number, names: Uint8Array[]) =>
    names.length > 0 ? [explicit(tag, ...names.map((name) => sequence(name)))] : [];
  return {
    id: OID.nameConstraints,
    value: sequence(...trees(0, permitted), ...trees(1, excluded)),
    critical: true,
  };
}

export const policies = (...ids: string[]): MadeExtension => ({
  id: OID.certificatePolicies,
  value: sequence(...ids.map((id) => sequence(oid(id)))),
});

/** Where to ask: an OCSP responder, lists, the issuer's own certificate. */
export function addresses(at: { ocsp?: string; crl?: string; issuer?: string }): MadeExtension[] {
  const access = (method: string, url: string) => sequence(oid(method), general.uri(url));
  const ways = [
    ...(at.ocsp === undefined ? [] : [access(OID.ocsp, at.ocsp)]),
    ...(at.issuer === undefined ? [] : [access(OID.caIssuers, at.issuer)]),
  ];
  const point = (url: string) => sequence(explicit(0, explicit(0, general.uri(url))));
  return [
    ...(ways.length > 0 ? [{ id: OID.authorityInformation, value: sequence(...ways) }] : []),
    ...(at.crl === undefined ? [] : [{ id: OID.crlDistributionPoints, value: sequence(point(at.crl)) }]),
  ];
}

/** A body with its algorithm and a signature over it, as certificates, lists and answers have it. */
export function signed(
  body: Uint8Array,
  key: KeyObject,
  hash: 'sha1' | 'sha256' = 'sha256',
  ...more: Uint8Array[]
): Uint8Array {
  return sequence(body, ecdsa(hash), bitString(sign(hash, body, key)), ...more);
}

export function ecdsa(hash: 'sha1' | 'sha256'): Uint8Array {
  return algorithmIdentifier(hash === 'sha1' ? '1.2.840.10045.4.1' : OID.ecdsaWithSha256);
}

function publicDer(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function keyIdOf(publicKeyInfo: Uint8Array): Uint8Array {
  return createHash('sha1').update(readWholeDer(publicKeyInfo).at(1).bits()).digest();
}
