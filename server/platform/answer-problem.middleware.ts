import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { languageOf } from './language.js';
import type { Problem } from './problem.js';

declare module 'hono' {
  interface ContextVariableMap {
    /** Names this request in the log and in what a person reads to the admin. */
    traceId: string;
  }
}

/** A refusal as `application/problem+json` (RFC 9457) in the reader's language. `more` joins the body. */
export function answerProblem(
  c: Context,
  problem: Problem,
  more: { readonly error?: string } = {},
): Response {
  const report = problem.report(languageOf(c.req.header('accept-language')), c.get('traceId'));
  c.header('Cache-Control', 'no-store');
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer');
  const { seconds } = problem.params;
  if (problem.code === 'rate-limited' && seconds !== undefined) c.header('Retry-After', String(seconds));
  return c.body(JSON.stringify({ ...report, ...more }), problem.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json; charset=utf-8',
  });
}
