import { addDays, localDate, monthOf, startOfDate } from '../platform/local-date.js';

/** A month of a tenant's zone, from its first moment up to the next month's, which is not in it any more. */
export interface MonthBounds {
  /** UTC ISO text. */
  readonly start: string;
  readonly end: string;
  /** Local dates, for what bears a date and no time. */
  readonly firstDate: string;
  readonly nextDate: string;
}

export function monthBounds(month: string, zone: string): MonthBounds {
  const firstDate = `${month}-01`;
  const nextDate = `${monthAfter(month)}-01`;
  return { start: startOfDate(firstDate, zone), end: startOfDate(nextDate, zone), firstDate, nextDate };
}

export function monthBefore(month: string): string {
  return monthOf(addDays(`${month}-01`, -1));
}

function monthAfter(month: string): string {
  return monthOf(addDays(`${month}-01`, 31));
}

/** The month of `now` and those before it down to that of `first` (UTC ISO), newest first, at most `most`. */
export function monthsSince(first: string | undefined, now: Date, zone: string, most: number): string[] {
  const newest = monthOf(localDate(now, zone));
  const oldest = first === undefined ? newest : monthOf(localDate(new Date(first), zone));
  const months = [newest];
  for (let month = monthBefore(newest); month >= oldest && months.length < most; month = monthBefore(month))
    months.push(month);
  return months;
}
