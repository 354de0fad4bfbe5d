/** Dates of an office, in its own zone. All are `YYYY-MM-DD`, and sort as text. */

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The date in `zone` at an instant: at 00:30 WIT on 1 January the register is the new year's. */
export function localDate(at: Date, zone: string): string {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter.format(at);
}

/** `YYYY-MM` of a local date. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** The instant at which a local date begins in `zone`, as UTC ISO text. Half-hour zones are right too. */
export function startOfDate(date: string, zone: string): string {
  const guess = Date.parse(`${date}T00:00:00Z`);
  // No zone is more than a day from UTC, so the start lies within; quarter hours are the finest offsets in use.
  for (let quarter = -56; quarter <= 56; quarter++) {
    const at = new Date(guess + quarter * 900_000);
    if (localDate(at, zone) === date) return at.toISOString();
  }
  throw new RangeError(`No start of ${date} in ${zone}.`);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Monday to Friday and no holiday. */
export function isWorkingDay(date: string, holidays: ReadonlySet<string>): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date);
}

/** The date `count` working days after `date`, which itself does not count. */
export function addWorkingDays(date: string, count: number, holidays: ReadonlySet<string>): string {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left--;
  }
  return day;
}

/** Working days from the day after `due` up to and with `today`: 0 while it is not late. Counts at most 2,000 days back. */
export function workingDaysLate(due: string, today: string, holidays: ReadonlySet<string>): number {
  let late = 0;
  let day = due;
  for (let steps = 0; day < today && steps < 2_000; steps++) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) late++;
  }
  return late;
}
