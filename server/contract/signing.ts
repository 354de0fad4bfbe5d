import * as v from 'valibot';
import { GivenFactor } from './passkeys.js';
import { Id, Instant, LocalDate } from './vocabulary.js';

/** `POST …/letters/:letterId/sign-intents` with `Idempotency-Key`: asks for the frame. The id is no secret. */
export const SignIntent = v.object({
  intentId: Id,
  frameUrl: v.string(),
  windowUrl: v.string(),
  expiresAt: Instant,
});
export type SignIntent = v.InferOutput<typeof SignIntent>;

/** One check made before any passphrase is asked for. */
export const PreflightCheck = v.object({
  check: v.picklist([
    'turn',
    'appointment',
    'capacity',
    'certificate',
    'factor',
    'document',
    'unfilled',
    'size',
    'content',
    'clock',
    'date',
    'legal-mode',
    'opened',
  ]),
  ok: v.boolean(),
  /** Both are ready to show in the frame's language. */
  title: v.string(),
  detail: v.optional(v.string()),
  /** The provider's own words, where it is the provider that refuses. */
  said: v.optional(v.string()),
  /** Code of the problem that signing would be refused with; absent where the check is met or only advises. */
  code: v.optional(v.string()),
  /** Code of a warning about what the file holds (`content`) or about clocks, which keeps nobody from signing. */
  warning: v.optional(v.string()),
});
export type PreflightCheck = v.InferOutput<typeof PreflightCheck>;

/** Answer of `POST /v1/sign` and what the frame finds again after a cut. */
export const Signed = v.object({
  state: v.picklist(['signed', 'uncertain']),
  letterId: Id,
  number: v.optional(v.string()),
  signedAt: v.optional(Instant),
  /** Our own check of the new file. */
  verdict: v.optional(v.string()),
  /** The provider's file does not begin with ours: it wrote it anew, and its pages look the same. */
  rewritten: v.optional(v.literal(true)),
  /** How long it can be checked (PAdES): `B-LT` with its evidence, `B-T` where that could not be had. */
  level: v.optional(v.string()),
  signatures: v.number(),
  code: v.optional(v.string()),
});
export type Signed = v.InferOutput<typeof Signed>;

/** Words and picture of an official's own choice, shown on a browser that is known alone. */
export const PersonalMark = v.object({
  words: v.string(),
  /** Rows of a woven square, each digit a thread of the colours. */
  weave: v.array(v.string()),
  colours: v.array(v.string()),
});
export type PersonalMark = v.InferOutput<typeof PersonalMark>;
/** `POST /v1/enrolments/:token/mark`. */
export const ChosenMark = v.object({
  words: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(40), v.regex(/^[\p{L}\p{N} '’-]+$/u)),
  /** From 0. A form sends it as text. */
  picture: v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.integer(), v.minValue(0)),
});
export type ChosenMark = v.InferOutput<typeof ChosenMark>;

/** What the browser that asks is to Noken. */
export const DeviceFacts = v.object({ device: v.picklist(['known', 'new']), mark: v.optional(PersonalMark) });
export type DeviceFacts = v.InferOutput<typeof DeviceFacts>;

/** What the frame shows: `GET /v1/sign-intents/:intentId` from the frame's own origin only. */
export const SignPreflight = v.object({
  intentId: Id,
  origin: v.string(),
  server: v.string(),
  ...v.partial(DeviceFacts).entries,
  trial: v.boolean(),
  state: v.picklist(['open', 'signing', 'signed', 'uncertain', 'refused', 'expired']),
  /** Who makes the signature: a key that lies with the server, or BSrE's gateway. */
  provider: v.picklist(['local', 'bsre']),
  /** How far a signing is that is under way. */
  step: v.optional(v.picklist(['sent', 'answered'])),
  /** Absent where this token may not read the letter. */
  letter: v.optional(
    v.object({
      number: v.string(),
      subject: v.string(),
      date: v.optional(LocalDate),
      pages: v.number(),
      sha256: v.string(),
      code: v.optional(v.string()),
    }),
  ),
  official: v.string(),
  /** As printed in the box: `Plh. Kepala Dinas …`. */
  capacity: v.string(),
  appointment: v.optional(v.string()),
  certificate: v.optional(v.object({ name: v.string(), issuer: v.string(), until: LocalDate })),
  /** Empty unless `state` is `open`. */
  checks: v.array(PreflightCheck),
  /** All checks are met but those that only advise, which have no `code`. */
  signable: v.boolean(),
  triesLeft: v.number(),
  /** Absent where the passphrase is enough. */
  factor: v.optional(v.object({ kinds: v.array(v.picklist(['totp', 'webauthn'])), triesLeft: v.number() })),
  /** Where it is told what to do about a lost phone, a forgotten passphrase and so on; a case is added to it. */
  helpUrl: v.optional(v.string()),
  /** The official holds so high an office that a window of its own, with its address in sight, is better. */
  windowAdvised: v.optional(v.boolean()),
  /** Whom the official calls about the key, as it stands in a sentence: "admin Noken Kabupaten …". */
  whoHelps: v.string(),
  /** The tenant's zone, in which times are told. */
  zone: v.string(),
  /** While the passphrase waits for its turn: place in the queue of unlocks (1: next). Ask again each second. */
  place: v.optional(v.number()),
  /** Once the outcome is known, also after a cut. */
  outcome: v.optional(Signed),
});
export type SignPreflight = v.InferOutput<typeof SignPreflight>;

/** One thing that a provider said about a signature; texts are masked. */
export const ProviderAnswer = v.object({
  at: Instant,
  outcome: v.picklist(['signed', 'not-signed', 'unknown']),
  code: v.optional(v.string()),
  http: v.optional(v.number()),
  statusCode: v.optional(v.number()),
  /** The provider's own sentence. */
  said: v.optional(v.string()),
  /** The whole answer, at most 4 KB; empty where nothing came. */
  raw: v.string(),
  documentSha256: v.optional(v.string()),
});

/** `GET …/letters/:letterId/uncertainty`: what is known of a signature of which the outcome is not. */
export const Uncertainty = v.object({
  intentId: Id,
  official: v.string(),
  provider: v.picklist(['local', 'bsre']),
  affirmedAt: Instant,
  dispatchedAt: Instant,
  /** Of what was sent. */
  documentSha256: v.string(),
  /** Under which the provider keeps the file, where it told so: by it the gateway's keeper finds the act. */
  providerDocument: v.optional(v.string()),
  answers: v.array(ProviderAnswer),
  /** Whether who asks may decide. */
  mayDecide: v.boolean(),
});
export type Uncertainty = v.InferOutput<typeof Uncertainty>;

/** `POST …/uncertainty`: nothing was signed. A file that was goes as `application/pdf` to `…/uncertainty/file`. */
export const Decide = v.object({
  intentId: Id,
  decision: v.literal('not-signed'),
  reason: v.pipe(v.string(), v.trim(), v.minLength(10), v.maxLength(1000)),
});
export type Decide = v.InferOutput<typeof Decide>;
export const Decided = v.object({ state: v.picklist(['awaiting-signature', 'signed']) });
export type Decided = v.InferOutput<typeof Decided>;

/** `POST /v1/sign` from the frame's own origin only. The passphrase lives for this request. */
export const Sign = v.object({
  intentId: Id,
  affirmed: v.literal(true),
  passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** Where the preflight says that one is demanded. */
  factor: v.optional(GivenFactor),
  /** SHA-256 of what was shown; another document is refused. */
  sha256: v.string(),
});

/** `GET /v1/enrolments/:token` and `POST /v1/enrolments/:token {passphrase}` from Noken's own page. */
export const Enrolment = v.object({
  official: v.string(),
  tenant: v.string(),
  trial: v.boolean(),
  expiresAt: Instant,
  /** What is done on the way, in order; the end is one step more. */
  steps: v.array(v.picklist(['mark', 'key', 'factor', 'account', 'trial'])),
  /** The one that comes next. */
  step: v.picklist(['mark', 'key', 'factor', 'account', 'trial', 'done']),
  /** The official has a second factor already and proves it before a new key takes the place of theirs. */
  provesFactor: v.boolean(),
  /** Where it is told what to do when something is lost; a case is added to it. */
  helpUrl: v.string(),
  /** One is in force by now, so that signing asks for its code. */
  factorInForce: v.boolean(),
  /** How many devices may stand for the code of the phone; absent where none can. */
  passkeys: v.optional(v.object({ count: v.number(), most: v.number() })),
});
export type Enrolment = v.InferOutput<typeof Enrolment>;
/** Six digits of an app, perhaps with a gap. */
const Code = v.pipe(v.string(), v.maxLength(16));
export const Enrol = v.object({
  passphrase: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  code: v.optional(Code),
});
/** `POST /v1/enrolments/:token/factor`. */
export const EnrolFactor = v.object({ code: Code });
/** `POST /v1/enrolments/:token/account`: all that are shown are the official's own, or one of them is not. */
export const EnrolAccount = v.object({ refused: v.optional(v.pipe(v.string(), v.maxLength(600))) });
/** Answer of `POST /v1/enrolments/:token/trial`, which takes what `Enrol` takes. */
export const TrialSigned = v.object({
  /** Our own check of the sample page. */
  verdict: v.string(),
  signedAt: Instant,
  /** WebP of the page, base64. The page itself is kept nowhere. */
  picture: v.string(),
});
export type TrialSigned = v.InferOutput<typeof TrialSigned>;
export const Enrolled = v.object({
  certificate: v.object({ name: v.string(), issuer: v.string(), until: LocalDate }),
});
export type Enrolled = v.InferOutput<typeof Enrolled>;

/** `POST /v1/sign-intents/:intentId/notices` from the frame: what is strange about the page around it, without content. */
export const Noticed = v.object({ what: v.picklist(['covered', 'wrong-message']) });
export type Noticed = v.InferOutput<typeof Noticed>;

/**
 * `open`: being read, no passphrase yet. `running`: the server signs. `stopped`: at a letter that failed; it goes on
 * without a new passphrase. `paused`: it waits for the passphrase. The rest are ends.
 */
export const BatchState = v.picklist([
  'open',
  'running',
  'stopped',
  'paused',
  'done',
  'cancelled',
  'expired',
]);
export type BatchState = v.InferOutput<typeof BatchState>;

/** Messages between frame and host page over the MessagePort. Nothing secret ever travels here. */
export type FrameMessage =
  | { readonly t: 'height'; readonly px: number }
  | { readonly t: 'state'; readonly step: 'ready' | 'signing' | 'signed' | 'uncertain' | 'refused' }
  | { readonly t: 'done'; readonly letterId: string; readonly outcome: 'signed' | 'uncertain' }
  /** Of a batch, each time that it changes; `done` is told of each letter beside. */
  | { readonly t: 'batch'; readonly state: BatchState; readonly signed: number; readonly of: number }
  | { readonly t: 'error'; readonly code: string }
  | { readonly t: 'cancel' };
export type HostMessage =
  | { readonly t: 'theme'; readonly theme: 'light' | 'dark' | 'auto'; readonly hue?: number }
  | { readonly t: 'locale'; readonly lang: 'id' | 'en' }
  | { readonly t: 'cancel' };
