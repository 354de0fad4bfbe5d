import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Language } from '../contract/problems.js';
import { answerProblem } from '../platform/answer-problem.middleware.js';
import type { Problem } from '../platform/problem.js';
import { html, languageIn, newNonce } from './public-request.middleware.js';
import { publicWords } from './public-words.js';
import { verifyProblemPage } from './verify-page.js';

const publicPaths = /^\/(?:v|verify)(?:\/|$)/;

/**
 * A refusal, to somebody at a public page in a browser as a page: else a citizen whose file is too large would read JSON.
 *
 * @param largest bytes that a file may have
 */
export function answerPublicly(c: Context, problem: Problem, largest: number): Response {
  const isReader = publicPaths.test(c.req.path) && c.req.header('accept')?.includes('text/html') === true;
  if (!isReader) return answerProblem(c, problem);
  const language = languageIn(c);
  const nonce = newNonce();
  // No file was judged, so nothing is told in anybody's time.
  const page = { language, nonce, zone: 'UTC', limit: inMegabytes(largest) };
  const { seconds } = problem.params;
  if (problem.code === 'rate-limited' && seconds !== undefined) c.header('Retry-After', String(seconds));
  const told = sentenceOf(problem, language, c.get('traceId'), page.limit);
  return html(c, verifyProblemPage(page, told), nonce, problem.status as ContentfulStatusCode);
}

/** A problem in a sentence for whoever sent a file; a form adds to the bytes of one, which is nobody's concern. */
export function sentenceOf(problem: Problem, language: Language, traceId: string, limit: string): string {
  if (problem.code === 'request-too-large') return publicWords[language].tooLarge(limit);
  return problem.report(language, traceId).title;
}

export function inMegabytes(bytes: number): string {
  return `${String(Math.floor(bytes / 1024 / 1024))} MB`;
}
