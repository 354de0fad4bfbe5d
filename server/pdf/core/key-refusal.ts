/** Why a certificate, a key file, a signer or a time-stamp is not taken. */
export type KeyRefusalCode =
  | 'asn1-malformed'
  | 'asn1-over-limits'
  | 'certificate-unreadable'
  | 'key-unsupported'
  | 'key-file-unreadable'
  | 'key-without-certificate'
  | 'passphrase-wrong'
  | 'passphrase-too-short'
  | 'passphrase-too-long'
  | 'signer-key-mismatch'
  | 'token-package-missing'
  | 'token-module-unreadable'
  | 'token-missing'
  | 'token-key-missing'
  | 'token-mechanism-missing'
  | 'token-pin-wrong'
  | 'token-pin-locked'
  | 'token-failed'
  | 'timestamp-refused'
  | 'timestamp-unreachable'
  | 'timestamp-wrong'
  | 'evidence-missing'
  | 'certificate-revoked'
  | 'trust-rules-unreadable';

/**
 * A refusal about keys and certificates, with a code that callers translate. `detail` is for the log and
 * never holds a passphrase, a key or a person's number.
 */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';

  constructor(
    readonly code: KeyRefusalCode,
    readonly detail: string = code,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}
