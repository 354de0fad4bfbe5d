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

/** Whether the key of `certificate` made the signature. What cannot be checked was not made by it. */
export function isPartSignedBy(part: SignedPart, certificate: Certificate): boolean {
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
