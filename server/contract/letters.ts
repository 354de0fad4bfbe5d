import * as v from 'valibot';
import {
  Derajat,
  DeskReason,
  Direction,
  Id,
  Instant,
  LetterStatus,
  line,
  LocalDate,
  Sha256,
  Sifat,
  text,
} from './vocabulary.js';

/** A position as it is named on a screen. `holder` is absent where the position is vacant today. */
export const PositionName = v.object({
  id: Id,
  title: v.string(),
  shortTitle: v.string(),
  unit: v.string(),
  holder: v.optional(v.string()),
});
export type PositionName = v.InferOutput<typeof PositionName>;

/** The letter's file as it stands, or how far its upload is. */
export const LetterFile = v.object({
  documentId: Id,
  sha256: Sha256,
  name: v.string(),
  /** Bytes. */
  size: v.number(),
  pages: v.number(),
  /** Electronic signatures in the file as found at ingest or made here. */
  signatures: v.number(),
  role: v.picklist(['original', 'stamped', 'signed', 'archived', 'follow-up']),
  at: Instant,
});
export type LetterFile = v.InferOutput<typeof LetterFile>;

/** Tabs of a desk: incoming work, dispositions received, to sign or paraf, copies, sent by this desk, finished. */
export const InboxTab = v.picklist(['in', 'disposition', 'sign', 'copy', 'sent', 'done']);
export type InboxTab = v.InferOutput<typeof InboxTab>;

/** One row of a desk's list. A letter above sifat biasa in a portal is `restricted`: no subject, sender or number. */
export const InboxRow = v.object({
  itemId: Id,
  letterId: Id,
  direction: Direction,
  status: LetterStatus,
  reason: DeskReason,
  /** Where on the desk it lies. Absent from a tombstone. */
  tab: v.optional(InboxTab),
  restricted: v.boolean(),
  subject: v.optional(v.string()),
  /** Who it is from, in one line. */
  sender: v.optional(v.string()),
  number: v.optional(v.string()),
  agenda: v.optional(v.string()),
  sifat: Sifat,
  derajat: Derajat,
  unread: v.boolean(),
  /** Last day for what this desk owes, and by how many working days it is late (0: not late). */
  due: v.optional(LocalDate),
  lateDays: v.number(),
  /** What this desk is asked for next. */
  waitsFor: v.optional(
    v.picklist(['disposition', 'follow-up', 'paraf', 'sign', 'file', 'number', 'route', 'close']),
  ),
  hasFile: v.boolean(),
  /** n of m receivers with a duty are done, where this desk disposed. */
  progress: v.optional(v.object({ done: v.number(), of: v.number() })),
  arrivedAt: Instant,
  /** Tombstone: the row left the list. */
  gone: v.boolean(),
  seq: v.number(),
});
export type InboxRow = v.InferOutput<typeof InboxRow>;

/** Counters of a desk, maintained with its rows. */
export const Counters = v.object({
  unread: v.number(),
  sign: v.number(),
  dueToday: v.number(),
  late: v.number(),
  open: v.number(),
});
export type Counters = v.InferOutput<typeof Counters>;

/**
 * `GET /v1/desks/:positionId/inbox`. `since` is a seq from an earlier answer and then only changes come.
 *
 * `q` and `filter` look over the whole desk, and `tab` says nothing then; with both, a letter must fit both. Every word
 * of `q` must be in subject, number or sender, or be the agenda number.
 */
export const InboxQuery = v.object({
  tab: v.optional(InboxTab, 'in'),
  q: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  filter: v.optional(v.picklist(['unread', 'sign', 'due-today', 'late'])),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(200))),
  since: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}$/))),
});
export type InboxQuery = v.InferOutput<typeof InboxQuery>;

export const InboxPage = v.object({
  rows: v.array(InboxRow),
  counters: Counters,
  tabs: v.record(InboxTab, v.number()),
  total: v.number(),
  /** Absent at the end of the list. */
  cursor: v.optional(v.string()),
  seq: v.number(),
  at: Instant,
});
export type InboxPage = v.InferOutput<typeof InboxPage>;

/** What this desk may do with the letter now; the server refuses everything else. */
export const Act = v.picklist([
  'upload',
  'route',
  'dispose',
  'no-disposition',
  'follow-up',
  'return',
  'close',
  'number',
  'sign',
  'refuse',
  'withdraw',
  'reply',
]);
export type Act = v.InferOutput<typeof Act>;

export const Signer = v.object({
  signerId: Id,
  ordinal: v.number(),
  position: PositionName,
  state: v.picklist(['waiting', 'current', 'signed', 'refused']),
  by: v.optional(v.string()),
  at: v.optional(Instant),
  /** Why it was refused. */
  note: v.optional(v.string()),
});
export type Signer = v.InferOutput<typeof Signer>;

/** One letter as this desk may see it: `GET /v1/desks/:positionId/letters/:letterId`. */
export const LetterView = v.object({
  id: Id,
  version: v.number(),
  direction: Direction,
  status: LetterStatus,
  kind: v.object({ id: Id, name: v.string() }),
  sifat: Sifat,
  derajat: Derajat,
  classification: v.optional(v.object({ code: v.string(), name: v.string() })),
  subject: v.string(),
  sender: v.string(),
  number: v.optional(v.string()),
  letterDate: v.optional(LocalDate),
  receivedDate: v.optional(LocalDate),
  attachments: v.optional(v.string()),
  agenda: v.optional(v.object({ number: v.number(), year: v.number(), unit: v.string() })),
  file: v.optional(LetterFile),
  /** Every file kept, newest first. */
  files: v.array(LetterFile),
  upload: v.optional(v.object({ uploadId: Id, offset: v.number(), size: v.number() })),
  replyTo: v.optional(v.object({ id: Id, number: v.optional(v.string()), subject: v.string() })),
  signers: v.array(Signer),
  /** Public code of `/v/<code>`, once the letter has one. */
  code: v.optional(v.string()),
  /** How it came out of force, where it did. `replacedBy` is the number of the letter in its place. */
  ended: v.optional(
    v.object({
      at: Instant,
      reason: v.string(),
      by: v.optional(v.string()),
      replacedBy: v.optional(v.string()),
    }),
  ),
  due: v.optional(LocalDate),
  unread: v.boolean(),
  acts: v.array(Act),
});
export type LetterView = v.InferOutput<typeof LetterView>;

/** `POST /v1/desks/:positionId/letters` with `Idempotency-Key`. The agenda number comes back before any file. */
export const RecordLetter = v.object({
  kindId: Id,
  sender: line(200),
  number: line(100),
  letterDate: LocalDate,
  receivedDate: LocalDate,
  subject: line(300),
  sifat: Sifat,
  derajat: Derajat,
  classification: v.optional(line(30)),
  attachments: v.optional(line(60)),
  /** Position to which it is routed at once; absent: recorded only. */
  routeTo: v.optional(Id),
  /** The registrar saw the duplicate and records it all the same. */
  evenIfDuplicate: v.optional(v.boolean(), false),
});
export type RecordLetter = v.InferOutput<typeof RecordLetter>;

export const Recorded = v.object({
  letterId: Id,
  version: v.number(),
  agenda: v.object({ number: v.number(), year: v.number(), unit: v.string() }),
});
export type Recorded = v.InferOutput<typeof Recorded>;

/** `GET /v1/desks/:positionId/duplicates?number=&sender=` or `?sha256=`. Only letters of this register. */
export const Duplicate = v.object({
  letterId: Id,
  agenda: v.number(),
  subject: v.string(),
  sender: v.string(),
  number: v.optional(v.string()),
  receivedDate: v.optional(LocalDate),
  match: v.picklist(['number-and-sender', 'file']),
});
export type Duplicate = v.InferOutput<typeof Duplicate>;

/** `POST …/letters/:letterId/uploads`: begins a resumable upload (tus 1.0: then HEAD and PATCH on `/v1/uploads/:id`). */
export const BeginUpload = v.object({
  name: line(200),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
  purpose: v.picklist(['letter', 'follow-up']),
});
export type BeginUpload = v.InferOutput<typeof BeginUpload>;

export const UploadState = v.object({
  uploadId: Id,
  offset: v.number(),
  size: v.number(),
  /** Set when the last piece has arrived and the file was taken. */
  file: v.optional(LetterFile),
  /** Other letters of this register that have the very same file. */
  duplicates: v.optional(v.array(Duplicate)),
});
export type UploadState = v.InferOutput<typeof UploadState>;

/** `POST …/letters/:letterId/tickets`: a one-use address that opens a file for 60 seconds without a header. */
export const TicketRequest = v.object({
  what: v.picklist(['document', 'sheet', 'slip', 'evidence']),
  documentId: v.optional(Id),
  /** The file as it was at this save, counted from 1. Left out: as it is. */
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999_999))),
  disposition: v.picklist(['inline', 'attachment']),
});
export type TicketRequest = v.InferOutput<typeof TicketRequest>;
export const Ticket = v.object({ url: v.string(), expiresAt: Instant });
export type Ticket = v.InferOutput<typeof Ticket>;

/** `POST …/letters/:letterId/route`. */
export const RouteLetter = v.object({ to: Id, version: v.number() });
export type RouteLetter = v.InferOutput<typeof RouteLetter>;

/** `POST …/letters/:letterId/close`; `reason` is needed while dispositions are open. `no-disposition` uses it too. */
export const CloseLetter = v.object({ version: v.number(), reason: v.optional(text(500)) });
export type CloseLetter = v.InferOutput<typeof CloseLetter>;

/** `POST /v1/desks/:positionId/outgoing` with `Idempotency-Key`: an outgoing letter whose PDF is uploaded next. */
export const CreateOutgoing = v.object({
  kindId: Id,
  subject: line(300),
  addressee: line(200),
  sifat: Sifat,
  derajat: Derajat,
  classification: line(30),
  replyTo: v.optional(Id),
  /** Positions that sign, first to last. */
  signers: v.pipe(v.array(Id), v.minLength(1), v.maxLength(6)),
  /**
   * Which of them sign in the name of who stands above: `an` (a.n.) of the position directly above, `ub` (a.n. … u.b.) of
   * the one above that. Left out: each for itself.
   */
  signsFor: v.optional(
    v.pipe(v.array(v.object({ signer: Id, form: v.picklist(['an', 'ub']) })), v.maxLength(6)),
  ),
});
export type CreateOutgoing = v.InferOutput<typeof CreateOutgoing>;
export const OutgoingCreated = v.object({ letterId: Id, version: v.number() });
export type OutgoingCreated = v.InferOutput<typeof OutgoingCreated>;

/** `POST …/letters/:letterId/number`: numbers from the unit's series, stamps page one, then the first signer waits. */
export const Numbered = v.object({
  number: v.string(),
  letterDate: LocalDate,
  code: v.string(),
  version: v.number(),
});
export type Numbered = v.InferOutput<typeof Numbered>;

/** `POST …/letters/:letterId/refuse` with `Idempotency-Key`, by the signer whose turn it is. Nobody takes it back. */
export const RefuseLetter = v.object({
  reason: v.pipe(text(500), v.minLength(1)),
  version: v.pipe(v.number(), v.integer()),
});
export type RefuseLetter = v.InferOutput<typeof RefuseLetter>;

/**
 * `POST …/letters/:letterId/withdraw` with `Idempotency-Key`, by a signer or the registrar of its unit. `replacedBy` is the
 * number of the signed letter that takes its place. Nobody takes it back.
 */
export const WithdrawLetter = v.object({
  reason: v.pipe(text(500), v.minLength(1)),
  version: v.pipe(v.number(), v.integer()),
  replacedBy: v.optional(line(100)),
});
export type WithdrawLetter = v.InferOutput<typeof WithdrawLetter>;

/** What a form offers: `GET /v1/desks/:positionId/letter-choices`. */
export const LetterChoices = v.object({
  kinds: v.array(
    v.object({
      id: Id,
      name: v.string(),
      group: v.string(),
      direction: v.picklist(['incoming', 'outgoing', 'both']),
    }),
  ),
  classifications: v.array(v.object({ code: v.string(), name: v.string() })),
  /** Heads to whom this register routes, usual one first. */
  routes: v.array(PositionName),
  /** Positions that may sign for this unit and its superiors, nearest first. */
  signers: v.array(PositionName),
  senders: v.array(v.string()),
  maxFileSize: v.number(),
});
export type LetterChoices = v.InferOutput<typeof LetterChoices>;
