import type { ReportCode } from '../contract/report-sentences.js';
import type * as contract from '../contract/verification.js';
import type * as pdf from '../pdf/index.js';

/** A value of the contract that nobody writes into. */
export type Fixed<T> = T extends object ? { readonly [K in keyof T]: Fixed<T[K]> } : T;
type SameKeys<A, B> = [keyof A, keyof B] extends [keyof B, keyof A] ? true : false;
type Agrees<Given, Told> = Given extends Fixed<Told> ? SameKeys<Given, Told> : false;

/** Every code that a report can hold. */
type Code =
  | pdf.ReportReason
  | pdf.StructureProblem
  | pdf.DifferenceReason
  | pdf.CmsProblem
  | pdf.PathProblem
  | pdf.RevocationProblem
  | pdf.ChangeRule;

/**
 * All `true` as long as the report that `server/pdf` gives is the report that the contract tells of, in every part. The
 * contract says `string` where the ground lists its codes; apart from that a difference does not compile. Nor does a code
 * without its sentences, or sentences of a code that no report holds.
 */
export const reportAgrees: readonly [
  report: Agrees<pdf.VerificationReport, contract.VerificationReport>,
  signature: Agrees<pdf.SignatureReport, contract.SignatureReport>,
  signer: Agrees<pdf.SignatureReport['signer'], contract.SignatureReport['signer']>,
  certificate: Agrees<pdf.SignatureReport['chain'][number], contract.SignatureReport['chain'][number]>,
  revision: Agrees<pdf.RevisionReport, contract.RevisionReport>,
  sentences: [Exclude<Code, ReportCode>, Exclude<ReportCode, Code>] extends [never, never] ? true : false,
  verdict: [contract.Verdict, pdf.Verdict] extends [pdf.Verdict, contract.Verdict] ? true : false,
] = [true, true, true, true, true, true, true];
