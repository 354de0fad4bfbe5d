import {
  problems,
  problemTitle,
  type Language,
  type ProblemCode,
  type ProblemParams,
  type ProblemReport,
} from '../contract/problems.js';

/**
 * A refusal that the caller may read. It carries a code and no prose; anything else that is thrown is a bug.
 *
 * `params` are shown to people: never a secret, a NIK or a document's content.
 */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    readonly params: ProblemParams = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }

  get status(): number {
    return problems[this.code].status;
  }

  /** As `application/problem+json` in the reader's language. */
  report(language: Language, traceId: string): ProblemReport {
    const params = { ...this.params, traceId };
    return {
      type: `urn:noken:problem:${this.code}`,
      code: this.code,
      status: this.status,
      title: problemTitle(this.code, params, language),
      params: this.params,
      traceId,
    };
  }
}
