import { localDate } from '../platform/local-date.js';
import type { Scope, Work } from '../tenants/index.js';
import { findReservedNumber, markNumberUsed } from './numbers.table.js';
import { takeNumber, type NumberWish } from './take-number.js';

export interface ReservedNumber {
  readonly text: string;
  /** Local date on which it was taken: the letter bears this one, also when the act is finished a day later. */
  readonly date: string;
}

/**
 * A number for a letter whose paper is still being made. Asked again for the same letter it is the same number, so a
 * server that is killed between reserving and using neither loses a number nor gives a second one.
 */
export async function reserveNumber(
  work: Work,
  scope: Scope,
  wish: Omit<NumberWish, 'reserved' | 'letterId'> & { readonly letterId: string },
): Promise<ReservedNumber> {
  const waiting = await findReservedNumber(work.db, scope.tenantId, wish.letterId);
  if (waiting) return { text: waiting.text, date: localDate(new Date(waiting.at), scope.zone) };
  const { text } = await takeNumber(work, scope, { ...wish, reserved: true });
  return { text, date: wish.date };
}

/** The letter bears its number now, in the act that calls this. */
export async function useNumber(work: Work, scope: Scope, letterId: string): Promise<void> {
  if (!(await markNumberUsed(work.db, scope.tenantId, letterId)))
    throw new Error('No number waits for this letter.');
}
