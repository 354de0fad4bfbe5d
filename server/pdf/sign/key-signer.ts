import { constants, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';

/**
 * How a signature value is made. `rsa-sha256` (PKCS #1 v1.5) is what every reader checks: mupdf 1.21 calls RSA-PSS a
 * digest error. A curve goes with the hash of its own strength (ETSI TS 119 312).
 */
export type SignatureAlgorithm = 'rsa-sha256' | 'rsa-pss-sha256' | 'ecdsa-sha256' | 'ecdsa-sha384';

/** The one hash of a signature: of the document, and of the attributes that are signed (RFC 5652 §5.4). */
export function signatureHash(algorithm: SignatureAlgorithm): 'sha256' | 'sha384' {
  return algorithm === 'ecdsa-sha384' ? 'sha384' : 'sha256';
}

/**
 * Whoever holds a key and gives signature *values*: a PKCS#12 file, a key of the local authority, an HSM, a
 * remote service. The CMS around them is built here, so the holder sees hashes and no letter.
 */
export interface KeySigner<Authorisation = unknown> {
  readonly certificate: Certificate;
  /** Issuers of the certificate, nearest first; the root may be left out. */
  readonly chain: readonly Certificate[];
  readonly algorithm: SignatureAlgorithm;
  /**
   * One value for each of `signedAttributes` (DER, as they are hashed), in their order. All of a batch come
   * at once, because a remote service binds an authorisation to the list of hashes.
   */
  sign(signedAttributes: readonly Uint8Array[], authorisation: Authorisation): Promise<Uint8Array[]>;
}

const signAsync = promisify<string, Uint8Array, Parameters<typeof sign>[2], Buffer>(sign);

/**
 * A signer whose private key is in memory.
 *
 * @throws {KeyRefusal} `signer-key-mismatch` if the certificate is another key's, `key-unsupported` if the key is
 *   neither RSA of 2048 bits or more nor on P-256 or P-384, or does not go with the algorithm.
 */
export function privateKeySigner(
  key: KeyObject,
  certificate: Certificate,
  chain: readonly Certificate[] = [],
  algorithm: SignatureAlgorithm = algorithmFor(key),
): KeySigner<void> {
  assertFits(key, algorithm);
  assertPair(key, certificate);
  const hash = signatureHash(algorithm);
  return {
    certificate,
    chain,
    algorithm,
    sign: (signedAttributes) =>
      Promise.all(signedAttributes.map((each) => signAsync(hash, each, keyFor(key, algorithm)))),
  };
}

/** The kinds of key that go with each algorithm; the first algorithm that fits is the usual one. */
const FITTING: Readonly<Record<SignatureAlgorithm, readonly string[]>> = {
  'rsa-sha256': ['rsa'],
  'rsa-pss-sha256': ['rsa-pss', 'rsa'],
  'ecdsa-sha256': ['prime256v1'],
  'ecdsa-sha384': ['secp384r1'],
};
const ALGORITHMS = Object.keys(FITTING) as SignatureAlgorithm[];
/** ETSI TS 119 312 §6.2: nothing shorter is trusted any more. */
const SHORTEST_RSA = 2048;

/** How a key, or the holder of its public half, usually signs. @throws {KeyRefusal} `key-unsupported` */
export function algorithmFor(key: KeyObject): SignatureAlgorithm {
  const algorithm = ALGORITHMS.find((each) => FITTING[each].includes(kindOf(key)));
  if (!algorithm) throw new KeyRefusal('key-unsupported', `cannot sign with a key of kind ${kindOf(key)}`);
  assertFits(key, algorithm);
  return algorithm;
}

function assertFits(key: KeyObject, algorithm: SignatureAlgorithm): void {
  const { modulusLength } = key.asymmetricKeyDetails ?? {};
  if (!FITTING[algorithm].includes(kindOf(key)))
    throw new KeyRefusal('key-unsupported', `${algorithm} with a key of kind ${kindOf(key)}`);
  if (modulusLength !== undefined && modulusLength < SHORTEST_RSA)
    throw new KeyRefusal('key-unsupported', `an RSA key of ${modulusLength} bits`);
}

/** Name of the curve, or of the kind where there is none. */
function kindOf(key: KeyObject): string {
  return key.asymmetricKeyDetails?.namedCurve ?? key.asymmetricKeyType ?? 'secret';
}

function keyFor(key: KeyObject, algorithm: SignatureAlgorithm): Parameters<typeof sign>[2] {
  if (algorithm === 'rsa-sha256') return { key, padding: constants.RSA_PKCS1_PADDING };
  if (algorithm !== 'rsa-pss-sha256') return { key, dsaEncoding: 'der' };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

function assertPair(key: KeyObject, certificate: Certificate): void {
  if (!createPublicKey(key).equals(certificate.publicKey)) {
    throw new KeyRefusal('signer-key-mismatch', 'the certificate belongs to another key');
  }
}
