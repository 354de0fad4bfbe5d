import type { Identified, Owned } from './row.js';

/** The phone whose code an official gives beside the passphrase. At most one is in force; passkeys have a table of their own. */
export interface SecondFactorRow extends Identified {
  official_id: string;
  kind: 'totp' | 'webauthn';
  /** Sealed with the tenant's key. */
  secret: string;
  /** Always null. */
  credential_id: string | null;
  /** The last half minute whose code was taken. Only ever grows. */
  last_step: number;
  /** Intent or enrolment for which that code was taken: it is good for no other. */
  last_act: string | null;
  /** Wrong ones in a row, each counted before it is looked at. */
  tries: number;
  locked_until: string | null;
  /** Null until the phone has shown that it holds the secret. */
  confirmed_at: string | null;
  retired_at: string | null;
  created_at: string;
}

/** A tenant whose every signer proves a second factor. */
export interface FactorDemandRow extends Owned {
  since: string;
}

/** What only an official and this server know of how their signing screen looks. */
export interface PersonalMarkRow extends Owned {
  official_id: string;
  /** JSON of words and picture, sealed with the tenant's key. */
  sealed: string;
  chosen_at: string;
}

/** A browser on which an official proved a second factor, in one portal. */
export interface KnownDeviceRow extends Identified {
  /** SHA-256 of the cookie. */
  device_hash: string;
  official_id: string;
  /** Empty where they signed at Noken's own place. */
  portal_id: string;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
}

/** What the frame noticed about one intent, each once. */
export interface FrameNoticeRow extends Owned {
  intent_id: string;
  what: string;
  at: string;
}

/** One person asks that an official's means be reset, another confirms. */
export interface KeyResetRow extends Identified {
  official_id: string;
  what: 'factor' | 'passphrase' | 'lock';
  reason: string;
  asked_by: string;
  asked_at: string;
  expires_at: string;
  confirmed_by: string | null;
  confirmed_at: string | null;
}
