import { createHash, type Hash } from 'node:crypto';

/** Hashes that may carry a signature here. MD5 is not among them: it proves nothing any more. */
export type HashAlgorithm =
  'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha3-256' | 'sha3-384' | 'sha3-512' | 'shake256';

/** Gives the hash of what a signature covers, once per algorithm asked for. */
export type ContentHasher = (algorithm: HashAlgorithm) => Promise<Uint8Array>;

const HASHES: Readonly<Record<string, HashAlgorithm>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
  // SHAKE256 of 512 bits, as Ed448 has it in CMS (RFC 8419 §3.1).
  '2.16.840.1.101.3.4.2.12': 'shake256',
};

/** The hash that an object identifier names, if we know it. */
export function hashByOid(oid: string): HashAlgorithm | undefined {
  return HASHES[oid];
}

/** Begins a hash of this algorithm; `update` and `digest()` as in node:crypto. */
export function startHash(algorithm: HashAlgorithm): Hash {
  return createHash(algorithm, lengthOf(algorithm));
}

/** The same hash so far, to be gone on with in two ways. */
export function copyHash(algorithm: HashAlgorithm, hash: Hash): Hash {
  return hash.copy(lengthOf(algorithm));
}

function lengthOf(algorithm: HashAlgorithm): { outputLength: number } | undefined {
  return algorithm === 'shake256' ? { outputLength: 64 } : undefined;
}

export function hashOf(algorithm: HashAlgorithm, bytes: Uint8Array): Uint8Array {
  return startHash(algorithm).update(bytes).digest();
}
