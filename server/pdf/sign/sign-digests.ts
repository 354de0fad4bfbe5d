import { hashOf } from '../core/hash-algorithm.js';
import { KeyRefusal } from '../core/key-refusal.js';
import { verifyScheme, type SignatureScheme } from '../core/signature-scheme.js';
import { assembleCms, buildSignedAttributes } from './build-cms.js';
import { signatureHash, type KeySigner, type SignatureAlgorithm } from './key-signer.js';
import type { TimestampAuthority } from './timestamp-authority.js';

/**
 * Signs digests of byte ranges (by `signatureHash` of the signer's algorithm) and gives a whole CMS for each, in their order: B-T with a
 * time-stamp authority, else B-B.
 *
 * Each value is checked against the certificate before it is used: a signer that answered with another key
 * than the one whose certificate was signed would make a signature that nobody can verify.
 *
 * @throws {KeyRefusal} `signer-key-mismatch`, and what the signer and the authority refuse with.
 */
export async function signDigests<Authorisation>(
  signer: KeySigner<Authorisation>,
  digests: readonly Uint8Array[],
  authorisation: Authorisation,
  timestamps?: TimestampAuthority,
): Promise<Uint8Array[]> {
  const { certificate } = signer;
  const hash = signatureHash(signer.algorithm);
  const attributes = digests.map((digest) => buildSignedAttributes({ digest, certificate }));
  const values = await signer.sign(attributes, authorisation);
  if (values.length !== attributes.length) {
    throw new KeyRefusal('signer-key-mismatch', `${values.length} values for ${attributes.length} digests`);
  }
  return Promise.all(
    attributes.map(async (signedAttributes, index) => {
      const signature = values[index] ?? new Uint8Array();
      if (!verifyScheme(SCHEME[signer.algorithm], hash, certificate.publicKey, signedAttributes, signature)) {
        throw new KeyRefusal('signer-key-mismatch', 'the value does not verify with the certificate');
      }
      const timestampToken = await timestamps?.stamp(hashOf('sha256', signature));
      return assembleCms({
        ...signer,
        signedAttributes,
        signature,
        ...(timestampToken && { timestampToken }),
      });
    }),
  );
}

const SCHEME: Readonly<Record<SignatureAlgorithm, SignatureScheme>> = {
  'rsa-sha256': { kind: 'rsa', hash: 'sha256' },
  'rsa-pss-sha256': { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 },
  'ecdsa-sha256': { kind: 'ecdsa', hash: 'sha256' },
  'ecdsa-sha384': { kind: 'ecdsa', hash: 'sha384' },
};
