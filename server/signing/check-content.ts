import type { Language } from '../contract/problems.js';
import { Problem } from '../platform/problem.js';
import { contentSentences } from './content-words.js';
import { lookIntoFile } from './look-into-file.js';
import { notMet, type Check } from './preflight-check.js';
import type { SigningFacts } from './signing-facts.js';

/** As many are named in a sentence. */
const named = 3;

/**
 * What the file holds before anybody has signed it: what a template left unfilled refuses, since nothing can be filled in
 * after a signature; what is held ready for later is a list of warnings that keep nobody from signing. A file that is signed
 * already says nothing more: every later change of it is told by its verification.
 *
 * @param signatures in the file
 */
export async function checkContent(
  facts: SigningFacts,
  signatures: number,
  language: Language,
): Promise<Check[]> {
  if (signatures > 0) return [];
  const { found, whole, unfilled } = await lookIntoFile(facts);
  const told = [...found, ...(whole ? [] : [{ code: 'looked-partly' as const, count: 1 }])];
  return [...checkUnfilled(unfilled, language), ...told.map((one) => contentCheck(one, language))];
}

function contentCheck(one: Parameters<typeof contentSentences>[0], language: Language): Check {
  return { check: 'content', ok: false, ...contentSentences(one, language), warning: one.code };
}

function checkUnfilled(unfilled: readonly string[], language: Language): Check[] {
  if (unfilled.length === 0) return [];
  const tags = unfilled.slice(0, named).join(', ') + (unfilled.length > named ? ', …' : '');
  return [notMet('unfilled', new Problem('document-unfilled', { tags }), language)];
}
