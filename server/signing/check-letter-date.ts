import type { Language } from '../contract/problems.js';
import type { PreflightCheck } from '../contract/signing.js';
import { holidaysOf } from '../letters/index.js';
import { longDate } from '../platform/date-words.js';
import { localDate, workingDaysLate } from '../platform/local-date.js';
import { preflightWords } from './preflight-words.js';
import type { SigningFacts } from './signing-facts.js';

/** A letter is signed on its date or the working day after; what is older is told, and nobody is kept from signing. */
const usualDays = 1;

/** Which date is printed, and what today is: nothing for a letter that has no date yet. */
export async function checkLetterDate(
  { scope, letter }: SigningFacts,
  language: Language,
): Promise<PreflightCheck[]> {
  const { letter_date: date } = letter;
  if (date === null) return [];
  const words = preflightWords[language];
  const today = localDate(scope.now, scope.zone);
  const days = workingDaysLate(date, today, await holidaysOf(scope));
  const printed = longDate(date, language);
  if (days <= usualDays) return [{ check: 'date', ok: true, title: words.date(printed) }];
  return [
    {
      check: 'date',
      ok: false,
      title: words.olderDate(printed, longDate(today, language)),
      detail: words.olderDateMeaning(days),
    },
  ];
}
