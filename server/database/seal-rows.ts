import type { Identified, Owned } from './row.js';

/** A key with which an institution seals. At most one of a tenant is in force. */
export interface SealKeyRow extends Identified {
  /** Where the private key is: in `sealed_key`, or in a token (PKCS #11) that never gives it out. */
  place: 'server' | 'token';
  /** PEM, leaf first. */
  certificate_chain: string;
  /** PKCS #8 sealed under the server's master key; null for a token's. */
  sealed_key: string | null;
  /** Path of the token's library; null for a key of ours. */
  token_module: string | null;
  token_label: string | null;
  /** Label of the key in its token, or `id:` and its CKA_ID in hexadecimal. */
  token_key: string | null;
  serial: string;
  subject: string;
  not_after: string;
  state: 'in-force' | 'retired';
  created_at: string;
  retired_at: string | null;
}

/** When a tenant's letters are sealed; without a row never. */
export interface SealSettingRow extends Owned {
  moment: 'never' | 'after-last-signature' | 'by-act';
  since: string;
}

/** The institution's seal on a letter, which has one at most. */
export interface SealRow extends Identified {
  letter_id: string;
  key_id: string;
  certificate_serial: string;
  certificate_name: string;
  field: string;
  level: string;
  base_sha256: string;
  document_sha256: string;
  sealed_at: string;
}
