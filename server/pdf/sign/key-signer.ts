import { constants, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';

/**
 * How a signature value is made; always over SHA-256. `rsa-sha256` (PKCS #1 v1.5) is what every reader
 * checks: mupdf 1.21 calls RSA-PSS a digest error.
 */
export type SignatureAlgorithm = 'rsa-sha256' | 'rsa-pss-sha256' | 'ecdsa-sha256';

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
 * @throws {KeyRefusal} `signer-key-mismatch` if the certificate is another key's, `key-unsupported` if the
 *   key is neither RSA nor EC.
 */
export function privateKeySigner(
  key: KeyObject,
  certificate: Certificate,
  chain: readonly Certificate[] = [],
  algorithm: SignatureAlgorithm = usualAlgorithm(key),
): KeySigner<void> {
  assertPair(key, certificate);
  return {
    certificate,
    chain,
    algorithm,
    sign: (signedAttributes) =>
      Promise.all(signedAttributes.map((each) => signAsync('sha256', each, keyFor(key, algorithm)))),
  };
}

function usualAlgorithm(key: KeyObject): SignatureAlgorithm {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return 'rsa-sha256';
    case 'rsa-pss':
      return 'rsa-pss-sha256';
    case 'ec':
      return 'ecdsa-sha256';
    default:
      throw new KeyRefusal('key-unsupported', `cannot sign with a key of kind ${key.asymmetricKeyType}`);
  }
}

function keyFor(key: KeyObject, algorithm: SignatureAlgorithm): Parameters<typeof sign>[2] {
  if (algorithm === 'rsa-sha256') return { key, padding: constants.RSA_PKCS1_PADDING };
  if (algorithm === 'ecdsa-sha256') return { key, dsaEncoding: 'der' };
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

function assertPair(key: KeyObject, certificate: Certificate): void {
  if (!createPublicKey(key).equals(certificate.publicKey)) {
    throw new KeyRefusal('signer-key-mismatch', 'the certificate belongs to another key');
  }
}
