const dayLength = 86_400_000;

/** The local date `count` working days after another; Saturdays, Sundays and the holidays given are skipped. */
export function afterWorkingDays(date: string, count: number, holidays: readonly string[]): string {
  let time = Date.parse(`${date}T00:00:00Z`);
  let left = count;
  while (left > 0) {
    time += dayLength;
    const weekday = new Date(time).getUTCDay();
    if (weekday !== 0 && weekday !== 6 && !holidays.includes(localDateOf(time))) left--;
  }
  return localDateOf(time);
}

const localDateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
