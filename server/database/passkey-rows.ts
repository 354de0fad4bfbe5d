import type { Identified } from './row.js';

/** A key in an official's phone, computer or security key, by which they prove themselves (WebAuthn). */
export interface PasskeyRow extends Identified {
  official_id: string;
  /** The name that it was made for, which is the host of Noken's address; it answers to no other. */
  rp_id: string;
  /** Base64url. */
  credential_id: string;
  /** COSE, base64url. It is no secret. */
  public_key: string;
  /** As the device last counted. Only ever grows; 0 where it does not count. */
  counter: number;
  /** JSON of the ways in which a browser reaches it. */
  transports: string;
  /** Intent for which it last answered. */
  last_act: string | null;
  last_at: string | null;
  created_at: string;
  retired_at: string | null;
}

/** A question to a passkey. It is answered once, by whom it was asked, for what it was asked. */
export interface PasskeyChallengeRow extends Identified {
  official_id: string;
  /** Enrolment or intent. */
  act: string;
  purpose: 'enrol' | 'prove';
  /** SHA-256 of what is to be signed. */
  challenge_hash: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}
