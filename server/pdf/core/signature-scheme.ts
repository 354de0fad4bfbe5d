import { constants, publicDecrypt, verify, type KeyObject } from 'node:crypto';
import { readAlgorithm, readHash } from './algorithm-identifier.js';
import type { DerNode } from './der-reader.js';
import { algorithmIdentifier, nullValue, octetString, sequence } from './der-writer.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { OID } from './oids.js';

/** What an `AlgorithmIdentifier` of a signature says. `hash` is absent where only the digest field names it. */
export type SignatureScheme =
  | { readonly kind: 'rsa' | 'ecdsa' | 'ecdsa-plain' | 'dsa'; readonly hash?: HashAlgorithm }
  | { readonly kind: 'rsa-pss'; readonly hash: HashAlgorithm; readonly saltLength: number }
  | { readonly kind: 'ed25519' | 'ed448' };

const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  [OID.rsaEncryption]: { kind: 'rsa' },
  '1.2.840.113549.1.1.5': { kind: 'rsa', hash: 'sha1' },
  '1.3.14.3.2.29': { kind: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { kind: 'rsa', hash: 'sha224' },
  [OID.sha256WithRsa]: { kind: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', hash: 'sha512' },
  '2.16.840.1.101.3.4.3.14': { kind: 'rsa', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.15': { kind: 'rsa', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.16': { kind: 'rsa', hash: 'sha3-512' },
  '1.2.840.10045.2.1': { kind: 'ecdsa' },
  '1.2.840.10045.4.1': { kind: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { kind: 'ecdsa', hash: 'sha224' },
  [OID.ecdsaWithSha256]: { kind: 'ecdsa', hash: 'sha256' },
  [OID.ecdsaWithSha384]: { kind: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ecdsa', hash: 'sha512' },
  '2.16.840.1.101.3.4.3.10': { kind: 'ecdsa', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.11': { kind: 'ecdsa', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.12': { kind: 'ecdsa', hash: 'sha3-512' },
  // BSI TR-03111: r and s side by side, not in DER.
  '0.4.0.127.0.7.1.1.4.1.1': { kind: 'ecdsa-plain', hash: 'sha1' },
  '0.4.0.127.0.7.1.1.4.1.2': { kind: 'ecdsa-plain', hash: 'sha224' },
  '0.4.0.127.0.7.1.1.4.1.3': { kind: 'ecdsa-plain', hash: 'sha256' },
  '0.4.0.127.0.7.1.1.4.1.4': { kind: 'ecdsa-plain', hash: 'sha384' },
  '0.4.0.127.0.7.1.1.4.1.5': { kind: 'ecdsa-plain', hash: 'sha512' },
  '1.2.840.10040.4.3': { kind: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { kind: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { kind: 'dsa', hash: 'sha256' },
  '1.3.101.112': { kind: 'ed25519' },
  '1.3.101.113': { kind: 'ed448' },
};

/** Kinds of signature whose identifier may carry parameters of the key. */
const KEY_PARAMETERS = new Set(['1.2.840.10045.2.1', '1.2.840.10040.4.3', '2.16.840.1.101.3.4.3.2']);

/**
 * The scheme that an `AlgorithmIdentifier` names, or undefined where we do not know it well enough: parameters that
 * have no place there are held unknown, as they may mean something to others.
 *
 * @throws {KeyRefusal} `asn1-malformed`
 */
export function readScheme(algorithm: DerNode): SignatureScheme | undefined {
  const { oid, parameters } = readAlgorithm(algorithm);
  if (oid === OID.rsaPss) return readPss(parameters);
  return !parameters || KEY_PARAMETERS.has(oid) ? SCHEMES[oid] : undefined;
}

/** RSASSA-PSS-params (RFC 4055 §3.1), whose defaults are SHA-1 and a salt of 20. */
function readPss(parameters: DerNode | undefined): SignatureScheme | undefined {
  const hashNode = parameters?.tagged(0)?.at(0);
  const mask = parameters?.tagged(1)?.at(0);
  const hash = hashNode ? readHash(hashNode) : 'sha1';
  const maskHash = mask ? readHash(mask.at(1)) : 'sha1';
  const saltLength = parameters?.tagged(2)?.at(0).smallInteger() ?? 20;
  const trailer = parameters?.tagged(3)?.at(0).smallInteger() ?? 1;
  // OpenSSL behind node:crypto takes one hash for both, so a mixed pair is left unchecked.
  if (!hash || hash !== maskHash || (mask && mask.at(0).oid() !== OID.mgf1)) return undefined;
  if (saltLength < 0 || saltLength > 512 || trailer !== 1) return undefined;
  return { kind: 'rsa-pss', hash, saltLength };
}

/** How it is called where people read it, such as `RSA with SHA256`; empty where we do not know it. */
export function schemeName(scheme: SignatureScheme | undefined): string {
  if (!scheme) return '';
  const hash = 'hash' in scheme ? scheme.hash : undefined;
  return hash ? `${KINDS[scheme.kind]} with ${hash.toUpperCase()}` : KINDS[scheme.kind];
}

const KINDS: Readonly<Record<SignatureScheme['kind'], string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSASSA-PSS',
  ecdsa: 'ECDSA',
  'ecdsa-plain': 'plain ECDSA',
  dsa: 'DSA',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
};

/**
 * Whether `signature` over `signed` verifies. Undefined where this key and scheme do not go together or
 * OpenSSL does not know the curve: not a "no", and never a "yes".
 */
export function verifyScheme(
  scheme: SignatureScheme,
  hash: HashAlgorithm,
  key: KeyObject,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean | undefined {
  const type = key.asymmetricKeyType;
  try {
    switch (scheme.kind) {
      case 'rsa':
        if (type !== 'rsa') return undefined;
        return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
      case 'rsa-pss': {
        if (type !== 'rsa' && type !== 'rsa-pss') return undefined;
        const { RSA_PKCS1_PSS_PADDING: padding } = constants;
        return verify(scheme.hash, signed, { key, padding, saltLength: scheme.saltLength }, signature);
      }
      case 'ecdsa':
      case 'ecdsa-plain': {
        if (type !== 'ec') return undefined;
        const dsaEncoding = scheme.kind === 'ecdsa' ? 'der' : 'ieee-p1363';
        return verify(hash, signed, { key, dsaEncoding }, signature);
      }
      case 'dsa':
        return type === 'dsa' ? verify(hash, signed, key, signature) : undefined;
      default:
        return type === scheme.kind ? verify(null, signed, key, signature) : undefined;
    }
  } catch {
    return undefined;
  }
}

/**
 * Checks a PKCS #1 v1.5 signature where only the hash is known (CMS without signed attributes). The whole
 * DigestInfo is compared with the two encodings that RFC 8017 §9.2 allows, so nothing can hide beside it.
 */
export function verifyRsaOfHash(
  hash: HashAlgorithm,
  digest: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
): boolean | undefined {
  const oid = OID_OF[hash];
  if (key.asymmetricKeyType !== 'rsa' || !oid) return undefined;
  let opened: Buffer;
  try {
    opened = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
  } catch {
    return false;
  }
  return [algorithmIdentifier(oid, nullValue()), algorithmIdentifier(oid)].some((algorithm) =>
    opened.equals(sequence(algorithm, octetString(digest))),
  );
}

const OID_OF: Readonly<Partial<Record<HashAlgorithm, string>>> = {
  sha1: '1.3.14.3.2.26',
  sha256: OID.sha256,
  sha384: OID.sha384,
  sha512: OID.sha512,
};
