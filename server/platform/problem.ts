import {
  problems,
  problemTitle,
  type Language,
  type ProblemCode,
  type ProblemParams,
  type ProblemReport,
} from '../contract/problems.js';
import { signedCopySentence } from '../contract/signed-copy-sentences.js';

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
    const params = { ...this.params, ...this.inWords(language), traceId };
    return {
      type: `urn:noken:problem:${this.code}`,
      code: this.code,
      status: this.status,
      title: problemTitle(this.code, params, language),
      params: this.params,
      traceId,
    };
  }

  /** What stands in a sentence as a sentence; in `params` it stays the code. */
  private inWords(language: Language): ProblemParams {
    const { why } = this.params;
    return this.code === 'signed-copy-wrong' && why !== undefined
      ? { why: signedCopySentence(String(why), language) }
      : {};
  }
}
