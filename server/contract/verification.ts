import * as v from 'valibot';

/** design.md §9: one report for API, page, element and command line. A judgement about bytes at an instant. */
export const Verdict = v.picklist(['unsigned', 'intact', 'changed', 'broken', 'undetermined', 'unreadable']);
export type Verdict = v.InferOutput<typeof Verdict>;

const signer = {
  name: v.string(),
  issuer: v.string(),
  serial: v.string(),
  notBefore: v.string(),
  notAfter: v.string(),
};

/** A certificate of a signer's path. */
export const CertificateReport = v.object({
  ...signer,
  /** Of its issuer's signature, such as `RSA with SHA256`; empty where it is unknown. */
  algorithm: v.string(),
  /** Names of KeyUsage (RFC 5280 §4.2.1.3); empty where the certificate does not limit its use. */
  usages: v.pipe(v.array(v.string()), v.readonly()),
});
export type CertificateReport = v.InferOutput<typeof CertificateReport>;

export const SignatureReport = v.object({
  field: v.string(),
  kind: v.picklist(['signature', 'seal', 'timestamp']),
  integrity: v.picklist(['right', 'wrong', 'unchecked']),
  covers: v.picklist(['whole-file', 'revision']),
  /** Number of the save that it covers, 1 for the first; 0 where that is not known. */
  revision: v.number(),
  changesAfter: v.picklist(['none', 'permitted', 'suspicious']),
  trust: v.picklist(['trusted', 'untrusted', 'expired', 'revoked', 'unknown']),
  level: v.picklist(['B-B', 'B-T', 'B-LT', 'B-LTA', 'other']),
  signer: v.object(signer),
  /** From the signer's certificate towards an anchor, as far as that leads. */
  chain: v.pipe(v.array(CertificateReport), v.readonly()),
  signedAt: v.string(),
  timestamp: v.optional(v.string()),
  /** Name of the authority that made it. */
  timestampedBy: v.optional(v.string()),
  reason: v.optional(v.string()),
  location: v.optional(v.string()),
  /** The anchor that vouches for the signer, by its name in the trust store; only of who is trusted. */
  vouchedBy: v.optional(v.string()),
  problems: v.array(v.string()),
});
export type SignatureReport = v.InferOutput<typeof SignatureReport>;

/** One save of the file, and what it changed in the one before. */
export const RevisionReport = v.object({
  revision: v.number(),
  bytes: v.number(),
  changes: v.pipe(v.array(v.object({ rule: v.string(), objects: v.number() })), v.readonly()),
  suspicion: v.optional(v.string()),
});
export type RevisionReport = v.InferOutput<typeof RevisionReport>;

export const VerificationReport = v.object({
  version: v.literal(1),
  verdict: Verdict,
  trusted: v.boolean(),
  reason: v.string(),
  revisions: v.number(),
  /** Oldest first. */
  history: v.pipe(v.array(RevisionReport), v.readonly()),
  signatures: v.array(SignatureReport),
});
export type VerificationReport = v.InferOutput<typeof VerificationReport>;

/** The verdict to somebody who knows nothing of signatures. */
export const Summary = v.object({
  title: v.string(),
  lead: v.string(),
  /** What to do; left out where there is nothing to do. */
  next: v.optional(v.string()),
});
export type Summary = v.InferOutput<typeof Summary>;

/** The letter that the file is was signed, and is no longer in force. In plain words, ready to show above the verdict. */
export const Withdrawn = v.object({ title: v.string(), text: v.string() });
export type Withdrawn = v.InferOutput<typeof Withdrawn>;

/**
 * `POST /v1/verifications` (body: the PDF), `GET /v1/verifications/:code` and, for a desk,
 * `GET /v1/desks/:positionId/letters/:letterId/verification`.
 */
export const Verification = v.object({
  report: VerificationReport,
  /** In the language of `Accept-Language`, as all sentences here. */
  summary: Summary,
  /** Only for a letter of a government of this server, found by its code or by these very bytes. */
  withdrawn: v.optional(Withdrawn),
  /** A sentence for each code of the report, in the language of `Accept-Language`. */
  sentences: v.record(v.string(), v.string()),
  /** The rules of its history that tell a person something; the others are how a file is kept. */
  told: v.array(v.string()),
  /** Fields of the signatures after which nothing was added to the file but proof that they are valid. */
  proofOnly: v.array(v.string()),
  /** Only issuers of trial certificates vouch: never shown green. */
  trial: v.boolean(),
  name: v.optional(v.string()),
  size: v.number(),
  sha256: v.string(),
  checkedAt: v.string(),
});
export type Verification = v.InferOutput<typeof Verification>;
