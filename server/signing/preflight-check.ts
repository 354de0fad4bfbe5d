import type { Language } from '../contract/problems.js';
import type { PreflightCheck } from '../contract/signing.js';
import type { Problem } from '../platform/problem.js';

/** A check as the frame shows it; `problem` is what signing would be refused with. */
export interface Check extends PreflightCheck {
  readonly problem?: Problem;
}

/** A check that is not met, in the words of its refusal. */
export function notMet(check: Check['check'], problem: Problem, language: Language): Check {
  const { said } = problem.params;
  const title = problem.report(language, '').title;
  return { check, ok: false, title, ...(said === undefined ? {} : { said: String(said) }), problem };
}
