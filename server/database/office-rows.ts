import type { Flag, Identified, Owned } from './row.js';

export interface TenantRow extends Owned {
  slug: string;
  name: string;
  zone: string;
  legal_mode: 'trial' | 'official';
  pks_number: string | null;
  regulation_number: string | null;
  hue: number | null;
  /** Kill switch: sessions made before are void. */
  not_before: string | null;
  created_at: string;
}

export interface UnitRow extends Identified {
  parent_id: string | null;
  /** Wilayah code where it has one, e.g. `91.11.02`. */
  code: string | null;
  kind: 'kabupaten' | 'opd' | 'bagian' | 'distrik' | 'kampung';
  name: string;
  /** As it stands in letter numbers, e.g. `DISKOMINFO`. */
  short_name: string;
  sort: number;
}

export interface PositionRow extends Identified {
  unit_id: string;
  /** The position above in the same line. */
  parent_id: string | null;
  title: string;
  short_title: string;
  is_head: Flag;
  is_registrar: Flag;
  sort: number;
  closed_at: string | null;
}

export interface OfficialRow extends Identified {
  name: string;
  nip: string | null;
  rank: string | null;
  /** NIK sealed with the tenant's key; shown masked only. */
  nik_sealed: string | null;
  session_version: number;
  active: Flag;
}

export interface AppointmentRow extends Identified {
  official_id: string;
  position_id: string;
  capacity: 'definitive' | 'plt' | 'plh' | 'pj' | 'pjs';
  from_date: string;
  /** Inclusive; null: without end. */
  until_date: string | null;
  decree: string | null;
}

export interface SecretaryRightRow extends Identified {
  /** The desk that is helped. */
  position_id: string;
  /** The desk that helps. */
  delegate_position_id: string;
  from_date: string;
  until_date: string | null;
}

export interface PortalRow extends Identified {
  name: string;
  /** JSON list of origins. */
  origins: string;
  /** JSON list of grants. */
  grants: string;
  active: Flag;
}

export interface PortalKeyRow extends Identified {
  portal_id: string;
  algorithm: 'EdDSA' | 'HS256';
  /** EdDSA: the public key as base64url (32 bytes). HS256: the sealed secret. */
  material: string;
  active: Flag;
  created_at: string;
  disabled_at: string | null;
}

export interface PortalAccountRow extends Owned {
  portal_id: string;
  /** The portal's own, opaque name of the user. */
  sub: string;
  official_id: string;
  linked_at: string;
}

export interface PortalAssertionRow extends Owned {
  portal_id: string;
  jti: string;
  expires_at: string;
}

export interface SessionRow extends Identified {
  token_hash: string;
  portal_id: string;
  key_id: string;
  official_id: string;
  origin: string;
  grants: string;
  session_version: number;
  created_at: string;
  expires_at: string;
}

export interface IdempotencyKeyRow extends Owned {
  actor: string;
  key: string;
  request_hash: string;
  response: string;
  at: string;
}

export interface LedgerRow extends Owned {
  seq: number;
  at: string;
  kind: string;
  /** JSON of the actor: ids only. */
  actor: string;
  desk: string | null;
  subject: string;
  /** JSON; persons by id only. */
  data: string;
  prev: string;
  hash: string;
  v: number;
}

export interface LedgerHeadRow extends Owned {
  seq: number;
  hash: string;
}

export interface LedgerSealRow extends Owned {
  seq: number;
  hash: string;
  at: string;
  authority: string;
  /** RFC 3161 TimeStampToken, base64. */
  token: string;
}
