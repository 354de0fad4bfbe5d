/**
 * What a check of a CMS, a time-stamp or a certificate found. Some only inform (`cms-ber`), some make a
 * signature wrong, some leave it unchecked; which, is said where they are found.
 */
export type CmsProblem =
  // The signature cannot be read or is not one that we can check.
  | 'cms-unreadable'
  | 'cms-sub-filter-unknown'
  | 'cms-algorithm-unknown'
  | 'cms-key-unsupported'
  | 'cms-certificate-missing'
  // The signature is not what it says.
  | 'cms-signer-count'
  | 'cms-content-inside'
  | 'cms-content-missing'
  | 'cms-content-wrong'
  | 'cms-content-type-wrong'
  | 'cms-attribute-repeated'
  | 'cms-digest-missing'
  | 'cms-digest-wrong'
  | 'cms-algorithm-mismatch'
  | 'cms-signature-wrong'
  | 'ess-wrong'
  // Told, and left to the reader.
  | 'cms-ber'
  | 'cms-trailing-bytes'
  | 'cms-certificate-unreadable'
  | 'cms-no-signed-attributes'
  | 'cms-signing-time-inside'
  | 'ess-missing'
  | 'weak-hash'
  | 'weak-key'
  // Time-stamps.
  | 'timestamp-unreadable'
  | 'timestamp-repeated'
  | 'timestamp-imprint-wrong'
  | 'timestamp-usage-wrong'
  | 'timestamp-authority-revoked';
