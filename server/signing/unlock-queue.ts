import { TurnQueue } from '../platform/turn-queue.js';

/**
 * The one line of this process before passphrases are looked at: each look takes 0.9 s and 128 MB. Room in it is asked
 * for before a try is taken, so that a full line costs nobody a try.
 */
export const unlocks = new TurnQueue(2, 200);
