import type { Statement } from './revocation-statements.js';

/** Clocks of authorities may be so far ahead of ours, in milliseconds. */
const SKEW = 300_000;
/** An answer without an end counts for so long, in milliseconds: its maker always has a newer one. */
const ENDLESS = 86_400_000;

/** Whether it can have been said by `now`; one from the future is of a wrong clock, or made to outlast us. */
export function isSaidBefore({ thisUpdate }: Statement, now: Date): boolean {
  return thisUpdate.getTime() <= now.getTime() + SKEW;
}

/** Whether something newer was not yet due at `at`. */
export function isInForce({ thisUpdate, nextUpdate }: Statement, at: Date): boolean {
  return (nextUpdate?.getTime() ?? thisUpdate.getTime() + ENDLESS) >= at.getTime();
}
