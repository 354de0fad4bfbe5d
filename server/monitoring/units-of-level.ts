import type { MonitoringLevel } from '../contract/month-figures.js';
import type { UnitRow } from '../database/index.js';

export type ListedUnit = Pick<UnitRow, 'id' | 'parent_id' | 'code' | 'kind' | 'name'>;

/**
 * The units of a level, each with the ids of all whose figures are its own: itself, and sections below it that are no row
 * of any level. A kampung is not its distrik's, an OPD not the government's.
 */
export function unitsOfLevel(
  units: readonly ListedUnit[],
  level: MonitoringLevel,
): { readonly unit: ListedUnit; readonly ids: readonly string[] }[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const owner = (unit: ListedUnit): string => {
    const seen = new Set<string>();
    let one = unit;
    // A loop in the data ends where it closes.
    while (one.kind === 'bagian' && !seen.has(one.id)) {
      seen.add(one.id);
      const above = one.parent_id === null ? undefined : byId.get(one.parent_id);
      if (!above) break;
      one = above;
    }
    return one.id;
  };
  const ids = new Map<string, string[]>();
  for (const unit of units) {
    const of = owner(unit);
    ids.set(of, [...(ids.get(of) ?? []), unit.id]);
  }
  return units
    .filter(({ kind }) => kind === level)
    .map((unit) => ({ unit, ids: ids.get(unit.id) ?? [unit.id] }));
}
