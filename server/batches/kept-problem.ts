import type { BatchProblem } from '../contract/sign-batches.js';
import type { Language, ProblemCode, ProblemParams } from '../contract/problems.js';
import { Problem } from '../platform/problem.js';

/** A refusal as a row keeps it: told in the language of whoever looks later. */
export function keepProblem({ code, params }: Problem): string {
  return JSON.stringify({ code, params });
}

export function tellProblem(kept: string, language: Language): BatchProblem {
  const { code, params } = JSON.parse(kept) as { code: ProblemCode; params: ProblemParams };
  const { title } = new Problem(code, params).report(language, '');
  const { said } = params;
  return { code, title, ...(said === undefined ? {} : { said: String(said) }) };
}
