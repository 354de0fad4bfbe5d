import { look, type Scope } from '../tenants/index.js';
import { listHolidayDates } from './choices.table.js';

/** Days on which this tenant does not work, beside Saturdays and Sundays; local dates. */
export function holidaysOf(scope: Scope): Promise<ReadonlySet<string>> {
  return look(scope, async (db) => new Set(await listHolidayDates(db, scope.tenantId)));
}
