import * as v from 'valibot';
import { SignatureReport, Verdict } from './verification.js';
import { Id, Instant, LocalDate, Sha256 } from './vocabulary.js';

/** A row of the audit trail on which a signature rests; `hash` is the row's own, as `noken ledger verify` finds it. */
export const LedgerRest = v.object({ seq: v.number(), at: Instant, kind: v.string(), hash: Sha256 });
export type LedgerRest = v.InferOutput<typeof LedgerRest>;

/** One signature that Noken made, with all that is known about how it came about. */
export const SlipSignature = v.object({
  /** The turn of the signer, 1 for the first. */
  ordinal: v.number(),
  /** The official's name, as the office has it now. */
  name: v.string(),
  /** The position as it was printed, `Plh.` and its kind before it. */
  capacity: v.string(),
  /** By the time-stamp where there is one, else by this server's clock. */
  at: Instant,
  /** The same in the tenant's zone, for people: `24 Nov 2026, 09.51 WIT`. */
  local: v.string(),
  /** Name of the authority whose time-stamp proves the time; left out without one. */
  timestampedBy: v.optional(v.string()),
  /** `local`: a key at this server, under the official's passphrase. `bsre`: BSrE's eSign Client Service. */
  provider: v.picklist(['local', 'bsre']),
  /** The provider wrote the file anew instead of adding to it. */
  rewritten: v.boolean(),
  certificate: v.object({
    name: v.string(),
    /** RFC 4514; empty where the certificate cannot be read any more. */
    issuer: v.string(),
    /** Hexadecimal. */
    serial: v.string(),
    notBefore: v.string(),
    notAfter: v.string(),
  }),
  /** Name of the signature field in the file. */
  field: v.string(),
  /** What our own check says of it today; left out where the file has no such signature any more. */
  check: v.optional(v.pick(SignatureReport, ['integrity', 'changesAfter', 'trust', 'level', 'problems'])),
  /** SHA-256 of the file that was shown and agreed to, and of what became of it. */
  before: Sha256,
  after: Sha256,
  /** What was agreed to, and when; left out where the trail has no such row. */
  affirmation: v.optional(v.object({ at: Instant, local: v.string(), id: v.string(), en: v.string() })),
  ledger: v.array(LedgerRest),
});
export type SlipSignature = v.InferOutput<typeof SlipSignature>;

/** The institution's seal on the letter, which is no person's signature. */
export const SlipSeal = v.object({
  /** Of the institution, as its certificate has it. */
  name: v.string(),
  ...v.pick(SlipSignature, [
    'at',
    'local',
    'timestampedBy',
    'certificate',
    'field',
    'check',
    'before',
    'after',
    'ledger',
  ]).entries,
});
export type SlipSeal = v.InferOutput<typeof SlipSeal>;

/**
 * `GET /v1/desks/:positionId/letters/:letterId/slip.json`: how a letter came to be signed. The same as a PDF is opened by
 * a ticket of `what: 'slip'`.
 */
export const SigningSlip = v.object({
  noken: v.literal('signing-slip'),
  version: v.literal(1),
  madeAt: Instant,
  tenant: v.object({ name: v.string(), slug: v.string() }),
  /** Signed for practice, without legal force. */
  trial: v.boolean(),
  letter: v.object({
    id: Id,
    number: v.optional(v.string()),
    date: v.optional(LocalDate),
    subject: v.string(),
    code: v.optional(v.string()),
    /** Where anybody checks it. */
    url: v.optional(v.string()),
  }),
  /** The letter's file as it stands, by our own check at `checkedAt`. */
  file: v.object({
    sha256: Sha256,
    size: v.number(),
    verdict: Verdict,
    trusted: v.boolean(),
    reason: v.string(),
    checkedAt: Instant,
  }),
  signatures: v.array(SlipSignature),
  seal: v.optional(SlipSeal),
});
export type SigningSlip = v.InferOutput<typeof SigningSlip>;
