import * as v from 'valibot';
import { GivenFactor } from './passkeys.js';
import { BatchState, DeviceFacts, SignPreflight } from './signing.js';
import { Id, Instant, LocalDate } from './vocabulary.js';

/** As many letters as one passphrase may sign. */
export const mostInBatch = 200;

/** `POST …/desks/:positionId/sign-batches` with `Idempotency-Key`: asks for the frame of many letters. */
export const BeginBatch = v.object({
  letterIds: v.pipe(
    v.array(Id),
    v.minLength(1),
    v.maxLength(mostInBatch),
    v.check((ids) => new Set(ids).size === ids.length),
  ),
});

/** Checks of the one who signs: told once for all letters. Every other is about one letter. */
export const CheckOfAll = v.picklist(['appointment', 'certificate', 'factor', 'clock', 'legal-mode']);
export type CheckOfAll = v.InferOutput<typeof CheckOfAll>;

/** Its answer. The id is no secret, as that of an intent is none. */
export const BatchBegun = v.object({
  batchId: Id,
  frameUrl: v.string(),
  windowUrl: v.string(),
  expiresAt: Instant,
});
export type BatchBegun = v.InferOutput<typeof BatchBegun>;

/**
 * `ready`: waits. `signing`: under way. `signed`, `uncertain`: outcomes. `failed`: nothing was signed, and it can be tried
 * again. `refused`: this one cannot be signed here, and the others go on. `left`: taken out by the official.
 */
export const BatchItemState = v.picklist([
  'ready',
  'signing',
  'signed',
  'uncertain',
  'failed',
  'refused',
  'left',
]);
export type BatchItemState = v.InferOutput<typeof BatchItemState>;

/** Why a letter was not signed, ready to show. */
export const BatchProblem = v.object({
  code: v.string(),
  title: v.string(),
  /** The provider's own words. */
  said: v.optional(v.string()),
});
export type BatchProblem = v.InferOutput<typeof BatchProblem>;

export const BatchItem = v.object({
  letterId: Id,
  /** Under which its pages and its own checks are asked for; absent where it could not be begun. */
  intentId: v.optional(Id),
  number: v.string(),
  subject: v.string(),
  date: v.optional(LocalDate),
  pages: v.number(),
  sha256: v.string(),
  /** Page numbers from 1 that were shown to the official in this batch. */
  seen: v.array(v.number()),
  state: BatchItemState,
  problem: v.optional(BatchProblem),
});
export type BatchItem = v.InferOutput<typeof BatchItem>;

/** `GET …/progress`: what changes while the server signs. */
export const BatchProgress = v.object({
  state: BatchState,
  /** While the passphrase waits for its turn: place in the line (1: next). */
  place: v.optional(v.number()),
  /** The letter at which it stopped or paused, and why; absent where its process ended. */
  stop: v.optional(v.object({ letterId: v.optional(Id), ...BatchProblem.entries })),
  /** In the order of the batch. */
  items: v.array(v.object({ state: BatchItemState, problem: v.optional(BatchProblem) })),
});
export type BatchProgress = v.InferOutput<typeof BatchProgress>;

/** `GET /v1/sign-batches/:batchId` from the frame's own origin only. */
export const SignBatch = v.object({
  batchId: Id,
  origin: v.string(),
  server: v.string(),
  ...v.partial(DeviceFacts).entries,
  trial: v.boolean(),
  expiresAt: Instant,
  official: v.string(),
  capacity: v.string(),
  whoHelps: v.string(),
  helpUrl: v.string(),
  /** The tenant's zone, in which times are told. */
  zone: v.string(),
  /**
   * The preflight of the first letter that is left to sign, with the checks that hold for all of them: by its
   * `intentId` a second factor is proved for the whole batch. Absent where nothing is left.
   */
  act: v.optional(SignPreflight),
  ...v.omit(BatchProgress, ['items']).entries,
  items: v.array(BatchItem),
});
export type SignBatch = v.InferOutput<typeof SignBatch>;

/** `POST …/items/:letterId/seen`: pages that were in view. */
export const PagesSeen = v.object({
  pages: v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1))), v.minLength(1), v.maxLength(2000)),
});
/** `POST …/items/:letterId/left`: takes a letter out, or back in. */
export const LeaveItem = v.object({ left: v.boolean() });

/** `POST …/sign`: the passphrase lives as long as the batch runs, in the process that runs it, and no longer. */
export const SignMany = v.object({
  affirmed: v.literal(true),
  passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  factor: v.optional(GivenFactor),
  /** SHA-256 of every document that was shown and is to be signed, in the order of the batch. */
  documents: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(mostInBatch)),
});

/** `GET …/desks/:positionId/sign-batches`: those of this official that have not ended, newest first. */
export const UnendedBatches = v.object({
  batches: v.array(
    v.object({
      ...BatchBegun.entries,
      state: BatchState,
      letters: v.number(),
      signed: v.number(),
      /** Letters that wait for a person's decision. */
      uncertain: v.number(),
    }),
  ),
});
export type UnendedBatches = v.InferOutput<typeof UnendedBatches>;
