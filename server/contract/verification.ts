import * as v from 'valibot';

/** design.md §9: one report for API, page, element and command line. A judgement about bytes at an instant. */
export const Verdict = v.picklist(['unsigned', 'intact', 'changed', 'broken', 'undetermined', 'unreadable']);
export type Verdict = v.InferOutput<typeof Verdict>;

export const SignatureReport = v.object({
  field: v.string(),
  kind: v.picklist(['signature', 'seal', 'timestamp']),
  integrity: v.picklist(['right', 'wrong', 'unchecked']),
  covers: v.picklist(['whole-file', 'revision']),
  changesAfter: v.picklist(['none', 'permitted', 'suspicious']),
  trust: v.picklist(['trusted', 'untrusted', 'expired', 'revoked', 'unknown']),
  level: v.picklist(['B-B', 'B-T', 'B-LT', 'B-LTA', 'other']),
  signer: v.object({
    name: v.string(),
    issuer: v.string(),
    serial: v.string(),
    notBefore: v.string(),
    notAfter: v.string(),
  }),
  signedAt: v.string(),
  timestamp: v.optional(v.string()),
  reason: v.optional(v.string()),
  location: v.optional(v.string()),
  /** The anchor that vouches for the signer, by its name in the trust store; only of who is trusted. */
  vouchedBy: v.optional(v.string()),
  problems: v.array(v.string()),
});
export type SignatureReport = v.InferOutput<typeof SignatureReport>;

export const VerificationReport = v.object({
  version: v.literal(1),
  verdict: Verdict,
  trusted: v.boolean(),
  reason: v.string(),
  revisions: v.number(),
  signatures: v.array(SignatureReport),
});
export type VerificationReport = v.InferOutput<typeof VerificationReport>;

/** `POST /v1/verifications` (body: the PDF) and `GET /v1/verifications/:code`. */
export const Verification = v.object({
  report: VerificationReport,
  /** Only issuers of trial certificates vouch: never shown green. */
  trial: v.boolean(),
  name: v.optional(v.string()),
  size: v.number(),
  sha256: v.string(),
  checkedAt: v.string(),
});
export type Verification = v.InferOutput<typeof Verification>;
