import * as v from 'valibot';

/** Small shapes that every page of the contract uses. */
export const Id = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);
/** A local date in the tenant's zone, `YYYY-MM-DD`. */
export const LocalDate = v.pipe(v.string(), v.isoDate());
/** An instant, UTC ISO 8601 with milliseconds. */
export const Instant = v.pipe(v.string(), v.isoTimestamp());
export const Sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** A month of the tenant's zone, `YYYY-MM`. */
export const Month = v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
/** One line a person wrote: trimmed, not empty, no control characters. */
export const line = (max: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max), v.regex(/^\P{Cc}*$/u));
/** Text of several lines; may be empty. */
export const text = (max: number) => v.pipe(v.string(), v.trim(), v.maxLength(max));

export const Sifat = v.picklist(['biasa', 'terbatas', 'rahasia', 'sangat-rahasia']);
export const Derajat = v.picklist(['biasa', 'segera', 'sangat-segera']);
export const Grant = v.picklist(['read', 'act', 'sign', 'admin', 'monitor']);
export const Direction = v.picklist(['incoming', 'outgoing', 'internal']);
export const Capacity = v.picklist(['definitive', 'plt', 'plh', 'pj', 'pjs']);
export const LetterStatus = v.picklist([
  // incoming
  'recorded',
  'routed',
  'disposed',
  'followed-up',
  'done',
  'filed',
  'returned',
  // outgoing
  'draft',
  'in-review',
  'revision',
  'approved',
  'numbered',
  'awaiting-signature',
  'signing',
  'signed',
  'uncertain',
  'refused',
  'sent',
  'read',
  'withdrawn',
  'replaced',
  'cancelled',
]);
export const NodeState = v.picklist(['sent', 'read', 'in-progress', 'done', 'recalled', 'returned']);
export const DeskReason = v.picklist(['registrar', 'route', 'disposition', 'copy', 'paraf', 'sign']);

export type Sifat = v.InferOutput<typeof Sifat>;
export type Derajat = v.InferOutput<typeof Derajat>;
export type Grant = v.InferOutput<typeof Grant>;
export type Direction = v.InferOutput<typeof Direction>;
export type Capacity = v.InferOutput<typeof Capacity>;
export type LetterStatus = v.InferOutput<typeof LetterStatus>;
export type NodeState = v.InferOutput<typeof NodeState>;
export type DeskReason = v.InferOutput<typeof DeskReason>;
