import type { Certificate } from './certificate.js';
import type { DerNode } from './der-reader.js';
import type { HashAlgorithm } from './hash-algorithm.js';
import { KeyRefusal } from './key-refusal.js';
import { readScheme, verifyScheme } from './signature-scheme.js';

/** What X.509 signs in one way: a body, the algorithm, the value over the body's own encoding. */
export interface SignedPart {
  readonly body: DerNode;
  readonly algorithm: DerNode;
  readonly signature: Uint8Array;
}

/** The hash under the signature; undefined where the algorithm is not known well enough. */
export function signedHash({ algorithm }: SignedPart): HashAlgorithm | undefined {
  const scheme = readScheme(algorithm);
  // Ed25519 and Ed448 hash by themselves, at least as strongly as SHA-512.
  return scheme && ('hash' in scheme ? scheme.hash : scheme.kind.startsWith('ed') ? 'sha512' : undefined);
}

/**
 * Asks whether the key of a certificate made the signature; what cannot be checked was not made by it. Each key is tried
 * once: a list may be long, and every certificate of one issuer asks after the same.
 */
export function signerTest(part: SignedPart): (certificate: Certificate) => boolean {
  const known = new Map<string, boolean>();
  return (certificate) => {
    const key = Buffer.from(certificate.publicKeyDer).toString('latin1');
    const verdict = known.get(key) ?? isPartSignedBy(part, certificate);
    known.set(key, verdict);
    return verdict;
  };
}

function isPartSignedBy(part: SignedPart, certificate: Certificate): boolean {
  try {
    const scheme = readScheme(part.algorithm);
    const hash = signedHash(part);
    if (!scheme || !hash) return false;
    const { publicKey } = certificate;
    return verifyScheme(scheme, hash, publicKey, part.body.encoded, part.signature) === true;
  } catch (error) {
    if (error instanceof KeyRefusal) return false;
    throw error;
  }
}
