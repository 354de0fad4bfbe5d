import type { Monitoring, MonitoringQuery } from '../contract/month-figures.js';
import { Problem } from '../platform/problem.js';
import { look, type Scope } from '../tenants/index.js';
import { figuresOfMonth, noFigures, sumOf } from './figures-of-month.js';
import { firstLetterAt, listUnits, listUnitsWithLetters } from './figures.table.js';
import { monthBefore, monthsSince } from './month-bounds.js';
import { unitsOfLevel } from './units-of-level.js';

const mostMonths = 60;

/**
 * How the units of one level used letters in a month of the tenant's zone; without a month, in the running one.
 *
 * `total` and `before` are those of the whole government, whatever level is shown. Figures only: no letter, no person.
 *
 * @throws {Problem} `grant-missing`, `request-invalid` for a month that has not come or lies before the first letter
 */
export function readMonitoring(scope: Scope, query: MonitoringQuery): Promise<Monitoring> {
  if (!scope.grants.includes('monitor')) throw new Problem('grant-missing', { grant: 'monitor' });
  return look(scope, async (db) => {
    const { tenantId, zone, now } = scope;
    const months = monthsSince(await firstLetterAt(db, tenantId), now, zone, mostMonths);
    const month = query.month ?? months[0] ?? '';
    if (!months.includes(month)) throw new Problem('request-invalid', { where: 'month' });

    const units = await listUnits(db, tenantId);
    const withLetters = new Set(await listUnitsWithLetters(db, tenantId));
    const figures = await figuresOfMonth(db, scope, month);
    const before = await figuresOfMonth(db, scope, monthBefore(month));
    const levelOf = (level: Monitoring['level']) => units.filter(({ kind }) => kind === level).length;
    return {
      month,
      months,
      level: query.level,
      units: unitsOfLevel(units, query.level).map(({ unit, ids }) => ({
        unitId: unit.id,
        ...(unit.code === null ? {} : { code: unit.code }),
        name: unit.name,
        active: ids.some((id) => withLetters.has(id)),
        figures: sumOf(ids.map((id) => figures.get(id) ?? noFigures)),
      })),
      total: sumOf(figures.values()),
      before: sumOf(before.values()),
      levels: { opd: levelOf('opd'), distrik: levelOf('distrik'), kampung: levelOf('kampung') },
      computedAt: now.toISOString(),
    };
  });
}
