import type { MonthFigures } from '../contract/month-figures.js';
import type { Db } from '../database/index.js';
import { localDate, workingDaysLate } from '../platform/local-date.js';
import type { Scope } from '../tenants/index.js';
import {
  countDuties,
  countIncoming,
  countOutgoing,
  countPastDue,
  countSignatures,
  listHolidays,
  type UnitCount,
} from './figures.table.js';
import { monthBounds } from './month-bounds.js';

export const noFigures: MonthFigures = { incoming: 0, outgoing: 0, dispositions: 0, late: 0, signatures: 0 };

/** What each unit itself did in a month, by its id; a unit that did nothing is not in it. */
export async function figuresOfMonth(
  db: Db,
  scope: Scope,
  month: string,
): Promise<ReadonlyMap<string, MonthFigures>> {
  const { tenantId, zone, now } = scope;
  const bounds = monthBounds(month, zone);
  const figures = new Map<string, MonthFigures>();
  const add = (name: keyof MonthFigures, counts: readonly UnitCount[]) => {
    for (const { unit_id, count } of counts) {
      const before = figures.get(unit_id) ?? noFigures;
      figures.set(unit_id, { ...before, [name]: before[name] + Number(count) });
    }
  };
  add('incoming', await countIncoming(db, tenantId, bounds));
  add('outgoing', await countOutgoing(db, tenantId, bounds));
  add('dispositions', await countDuties(db, tenantId, bounds));
  add('signatures', await countSignatures(db, tenantId, bounds));

  const holidays = new Set(await listHolidays(db, tenantId));
  const today = localDate(now, zone);
  const pastDue = await countPastDue(db, tenantId, bounds, today);
  add(
    'late',
    pastDue.filter(({ due, ended_at }) => {
      const end = ended_at === null ? today : localDate(new Date(ended_at), zone);
      return due !== null && workingDaysLate(due, end, holidays) > 0;
    }),
  );
  return figures;
}

export function sumOf(all: Iterable<MonthFigures>): MonthFigures {
  const sum = { ...noFigures };
  for (const figures of all)
    for (const name of Object.keys(sum) as (keyof MonthFigures)[]) sum[name] += figures[name];
  return sum;
}
