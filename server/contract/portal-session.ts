import * as v from 'valibot';
import { Capacity, Grant, Id, Instant, LocalDate } from './vocabulary.js';

/** A desk at which the official may work now: own appointment, or a secretary right. */
export const Desk = v.object({
  positionId: Id,
  /** With the capacity before it, as it is printed: `Plh. Kepala Dinas …`. */
  title: v.string(),
  /** As an office shortens it, for narrow places. */
  shortTitle: v.string(),
  unit: v.string(),
  capacity: Capacity,
  /** Last day of the appointment, both days inclusive. Absent for a definitive one without an end. */
  until: v.optional(LocalDate),
  /** Set where the desk is somebody else's and the official only helps; such a desk never signs. */
  secretary: v.boolean(),
  /** May record incoming letters. */
  registrar: v.boolean(),
});
export type Desk = v.InferOutput<typeof Desk>;

export const Tenant = v.object({
  id: Id,
  slug: v.string(),
  name: v.string(),
  legalMode: v.picklist(['trial', 'official']),
  /** IANA zone, e.g. `Asia/Jayapura`. */
  zone: v.string(),
  /** 0–359; colours the accent (look.md §1). Absent: Noken's own. */
  hue: v.optional(v.number()),
});
export type Tenant = v.InferOutput<typeof Tenant>;

/** Who sits in front of the screen: `GET /v1/me`, and part of the token's answer. */
export const Me = v.object({
  official: v.object({ id: Id, name: v.string() }),
  tenant: Tenant,
  desks: v.array(Desk),
  grants: v.array(Grant),
  now: Instant,
});
export type Me = v.InferOutput<typeof Me>;

/** `POST /v1/token` (RFC 7523 §2.1, RFC 6749 §5.1). `expires_in` in seconds. */
export const TokenAnswer = v.object({
  access_token: v.string(),
  token_type: v.literal('Bearer'),
  expires_in: v.number(),
  me: Me,
});
export type TokenAnswer = v.InferOutput<typeof TokenAnswer>;

/** `POST /v1/batch`: several reads behind one address, so that a browser asks once for permission (CORS). */
export const BatchRequest = v.object({
  reads: v.pipe(
    v.array(
      v.object({
        /** Path and query below `/v1`, e.g. `/desks/…/inbox?tab=in`. GET only. */
        path: v.pipe(v.string(), v.startsWith('/'), v.maxLength(500)),
        /** ETag the client already holds. */
        etag: v.optional(v.pipe(v.string(), v.maxLength(100))),
      }),
    ),
    v.minLength(1),
    v.maxLength(20),
  ),
});
export type BatchRequest = v.InferOutput<typeof BatchRequest>;

export const BatchAnswer = v.object({
  answers: v.array(
    v.object({
      status: v.number(),
      etag: v.optional(v.string()),
      /** The JSON that the path itself would have answered; absent with 304. A refusal is a `ProblemReport`. */
      body: v.optional(v.unknown()),
    }),
  ),
});
export type BatchAnswer = v.InferOutput<typeof BatchAnswer>;
