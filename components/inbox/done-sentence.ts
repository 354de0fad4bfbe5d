import type { InboxRow } from '../../server/contract/letters.js';
import { FollowedUpEvent, LetterChangedEvent, SignedEvent } from '../events.js';
import type { Language } from '../internal/words.js';
import { words } from './inbox.words.js';

/** Acts after which the letter is no longer this desk's next work. */
const finishing = ['routed', 'closed', 'no-disposition', 'returned'] as const;

/** What this desk did by its last act on a letter; undefined while the letter is still its next work. */
export function doneSentence(
  event: Event,
  rows: readonly InboxRow[],
  language: Language,
): string | undefined {
  const said = words[language];
  if (event instanceof FollowedUpEvent) return said['did-followed-up'];
  if (event instanceof SignedEvent) {
    const number = rows.find((row) => row.letterId === event.letterId)?.number;
    return number === undefined ? said['did-signed'] : said.didSign(number);
  }
  const act = event instanceof LetterChangedEvent && finishing.find((each) => each === event.act);
  return act ? said[`did-${act}`] : undefined;
}
