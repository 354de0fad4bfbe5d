import type { ProblemCode, ProblemReport } from '../../server/contract/problems.js';
import { commonWords, type Language } from './words.js';

/** Refusals that no server wrote: the wire, the portal's session address, or we ourselves failed. */
export type LocalProblemCode =
  | 'offline'
  | 'session-expired'
  | 'session-refused'
  | 'session-answer-invalid'
  | 'answer-invalid'
  | 'client-missing'
  | 'page-failed';

export interface OfficeReport extends Omit<ProblemReport, 'code'> {
  readonly code: ProblemCode | LocalProblemCode;
}

/** What a failed call rejects with. `report.title` is ready to show in the reader's language. */
export class OfficeProblem extends Error {
  override readonly name = 'OfficeProblem';
  constructor(
    readonly report: OfficeReport,
    options?: ErrorOptions,
  ) {
    super(report.title, options);
  }
}

const localTitles = {
  offline: 'offline',
  'session-expired': 'expired',
  'session-refused': 'sessionRefused',
  'session-answer-invalid': 'sessionAnswerInvalid',
  'answer-invalid': 'answerInvalid',
  'client-missing': 'clientMissing',
  'page-failed': 'somethingWrong',
} as const satisfies Record<LocalProblemCode, keyof (typeof commonWords)['id']>;

/** A problem born in the browser. */
export function localProblem(code: LocalProblemCode, language: Language, cause?: unknown): OfficeProblem {
  return new OfficeProblem(
    {
      type: `noken:${code}`,
      code,
      status: 0,
      title: commonWords[language][localTitles[code]],
      params: {},
      traceId: '',
    },
    { cause },
  );
}

/** The report of whatever was thrown. What is not a refusal is a bug: it goes to the console, never to the screen. */
export function toReport(error: unknown, language: Language): OfficeReport {
  if (error instanceof OfficeProblem) return error.report;
  console.error(error);
  return localProblem('page-failed', language).report;
}

/** Nobody is signed in any more: nothing was done, and after signing in the same act can go on. */
export function isSessionEnd({ code }: Pick<OfficeReport, 'code'>): boolean {
  return ['session-expired', 'session-refused', 'token-expired', 'token-missing'].includes(code);
}

/** The reader, or a later question, gave up on the call. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
