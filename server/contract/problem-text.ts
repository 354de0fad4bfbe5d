/** Status and sentence of one refusal. A sentence says what happened, what did not, and what to do; `{name}` is a param. */
export interface ProblemText {
  readonly status: number;
  readonly id: string;
  readonly en: string;
}
