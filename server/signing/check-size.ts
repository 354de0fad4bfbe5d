import type { Language } from '../contract/problems.js';
import { Problem } from '../platform/problem.js';
import { limitWords } from '../platform/size-words.js';
import { notMet, type Check } from './preflight-check.js';
import { preflightWords } from './preflight-words.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * Whether the gateway takes a file of this size, by what its keeper has said that it takes (`limits.fileSize`). Nothing is
 * said of a key of ours, which signs whatever a letter may be.
 *
 * @param size of the letter's file, in bytes
 */
export function checkSize({ means }: SigningFacts, size: number, language: Language): Check[] {
  if (means.provider !== 'bsre') return [];
  const limit = limitWords(means.gateway.fileSize);
  if (size <= means.gateway.fileSize)
    return [{ check: 'size', ok: true, title: preflightWords[language].size(limit) }];
  return [notMet('size', new Problem('document-over-gateway-size', { limit }), language)];
}
