import type { LetterView } from '../../server/contract/letters.js';

/** `123/2026, “Subject”`, where something is said for good. */
export function letterName(letter: LetterView | undefined): string {
  return [letter?.number, `“${letter?.subject ?? ''}”`].filter((each) => each !== undefined).join(', ');
}
