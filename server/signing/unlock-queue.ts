import { TurnQueue } from '../platform/turn-queue.js';

/**
 * The one line of this process before passphrases are looked at: each look takes 0.9 s and 128 MB. Room in it is asked
 * for before a try is taken, so that a full line costs nobody a try.
 */
export const unlocks = new TurnQueue(2, 200);

/** Place of whoever waits for a passphrase to be looked at, from 1; 0 for one whose turn it is, or who is not here. */
export function placeInLine(ticket: string): number {
  return unlocks.placeOf(ticket);
}
