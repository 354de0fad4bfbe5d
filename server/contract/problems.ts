import { batchProblems } from './batch-problems.js';
import { letterProblems } from './letter-problems.js';
import { requestProblems } from './request-problems.js';
import { sealProblems } from './seal-problems.js';
import { signingProblems } from './signing-problems.js';

/**
 * Every way in which Noken refuses, in one table (five pages): code → HTTP status and a sentence in both languages.
 *
 * `{name}` is filled from the problem's params. A sentence says what happened, what did not, and what to do.
 * The table knows nothing of HTTP but the number; the door is `server/app.ts`.
 */
export const problems = {
  ...requestProblems,
  ...letterProblems,
  ...signingProblems,
  ...sealProblems,
  ...batchProblems,
} as const;

export type ProblemCode = keyof typeof problems;
export type Language = 'id' | 'en';
export type ProblemParams = Readonly<Record<string, string | number>>;

/** What the server answers instead of a result: `application/problem+json` (RFC 9457). */
export interface ProblemReport {
  readonly type: string;
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly params: ProblemParams;
  readonly traceId: string;
  /** Only from the token endpoint (RFC 6749 §5.2). */
  readonly error?: string;
}

/** The sentence of a code in one language, its `{params}` filled. A param that is missing stays visible as "…". */
export function problemTitle(code: ProblemCode, params: ProblemParams, language: Language): string {
  return problems[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? '…'));
}
