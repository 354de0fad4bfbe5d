import type { Generated } from 'kysely';
import type { Flag, Identified, Owned } from './row.js';

export interface SignerRow extends Identified {
  letter_id: string;
  ordinal: number;
  position_id: string;
  state: 'waiting' | 'current' | 'signed' | 'refused';
  official_id: string | null;
  at: string | null;
  note: string | null;
  /** `an`: in the name of the position above. `ub`: of the one above that, through the one between. Null: for itself. */
  signs_for: 'an' | 'ub' | null;
}

/** Who makes a person's signature: a key that lies with the server, or a gateway of BSrE. */
export type SigningProvider = 'local' | 'bsre';

export interface SignIntentRow extends Identified {
  letter_id: string;
  signer_id: string;
  official_id: string;
  appointment_id: string;
  position_id: string;
  portal_id: string | null;
  /** The one site whose page may frame it. */
  origin: string;
  document_sha256: string;
  state: 'open' | 'dispatched' | 'signed' | 'refused' | 'uncertain';
  affirmed_at: string | null;
  dispatched_at: string | null;
  /** Who signs; settled at the dispatch. */
  provider: SigningProvider;
  /** When the provider answered, whatever it said. */
  answered_at: string | null;
  /** Under which the provider keeps the signed file for one download, where it told so. */
  provider_document: string | null;
  created_at: string;
  expires_at: string;
}

export interface SignatureRow extends Identified {
  letter_id: string;
  signer_id: string;
  intent_id: string;
  official_id: string;
  appointment_id: string;
  /** As printed in the box. */
  capacity: string;
  certificate_serial: string;
  certificate_name: string;
  field: string;
  level: string;
  base_sha256: string;
  document_sha256: string;
  signed_at: string;
  provider: SigningProvider;
  /** The provider's file does not begin with ours: it wrote it anew. */
  rewritten: Flag;
}

/** What a provider answered to one question about an intent: evidence, never changed. */
export interface SigningAnswerRow extends Identified {
  intent_id: string;
  /** From 1. */
  ordinal: number;
  at: string;
  outcome: 'signed' | 'not-signed' | 'unknown';
  /** Of `BsreCode`; null for a signature. */
  code: string | null;
  http: number | null;
  status_code: number | null;
  /** The provider's own sentence, masked. */
  said: string | null;
  /** The answer, masked, at most 4 KB. */
  raw: string;
  provider_document: string | null;
  /** The file that came, as it came. */
  document_sha256: string | null;
}

/** A person as the tenant's gateway knows them. */
export interface GatewayPersonRow extends Owned {
  official_id: string;
  /** BSrE's word for the certificate, or `UNKNOWN`. */
  state: string;
  state_at: string;
  /** The gateway's own sentence, masked. */
  said: string | null;
  /** Passphrases in a row that were wrong. */
  tries: number;
  locked_until: string | null;
}

export interface SigningKeyRow extends Identified {
  official_id: string;
  /** PEM, leaf first: the certificate of today, which a renewal replaces. */
  certificate_chain: string;
  /** The sealed key of `server/pdf` as base64: scrypt and AES-256-GCM under the official's passphrase. */
  sealed_key: string;
  /** Of the certificate that the key was sealed under, and so of its first; a renewed one has another. */
  serial: string;
  not_after: string;
  tries: number;
  locked_at: string | null;
  retired_at: string | null;
  created_at: string;
}

/** What a link is for: everything, a second factor alone, a key alone, or a passkey beside the factor that there is. */
export type EnrolmentPurpose = 'all' | 'factor' | 'key' | 'passkey';

export interface EnrolmentRow extends Identified {
  official_id: string;
  link_hash: string;
  created_by: string;
  created_at: string;
  expires_at: string;
  /** When it stopped working: gone through to its end, or a newer one made. */
  used_at: string | null;
  purpose: EnrolmentPurpose;
  /** Hash of the cookie of the browser that began it; from then on no other opens the link. */
  holder_hash: string | null;
  /** When each step was done. */
  mark_at: string | null;
  key_at: string | null;
  factor_at: string | null;
  account_at: string | null;
  trial_at: string | null;
}

export interface AuthorityRow extends Identified {
  role: 'root' | 'issuing' | 'timestamp' | 'ocsp';
  certificate: string;
  /** PKCS#8 sealed under the server's master key. */
  sealed_key: string;
  created_at: string;
}

/** Every certificate that a local authority ever issued, for ever: OCSP says `good` of these and of no others. */
export interface CertificateRow extends Identified {
  role: 'signer' | 'issuing' | 'timestamp' | 'ocsp';
  /** Which key of the authority signed it. */
  issuer: 'root' | 'issuing';
  /** Null for the authority's own. */
  official_id: string | null;
  /** Lower case hex without leading zeros but for a whole octet. */
  serial: string;
  /** RFC 4514. */
  subject: string;
  not_before: string;
  not_after: string;
  /** `replaced` is not revoked: what was signed with it stays good. */
  state: 'issued' | 'replaced' | 'revoked';
  revoked_at: string | null;
  /** Name of a `RevocationReason` of `server/pdf`. */
  reason: string | null;
  /** Serial number of the one that came after it. */
  replaced_by: string | null;
  /** PEM. */
  certificate: string;
  created_at: string;
}

/** The newest revocation list of each issuer. */
export interface RevocationListRow extends Owned {
  issuer: 'root' | 'issuing';
  /** Grows by one with each list. */
  number: number;
  /** How many are on it: one that lacks a revocation is told by this. */
  entries: number;
  this_update: string;
  next_update: string;
  /** DER as base64. */
  list: string;
}

export interface VerificationCountRow extends Owned {
  day: string;
  verdict: string;
  count: Generated<number>;
}
