import type { Monitoring, MonthFigures } from '../../server/contract/month-figures.js';

export type MonitoredUnit = Monitoring['units'][number];
export type SortKey = keyof MonthFigures | 'name';

export const sortKeys = [
  'late',
  'incoming',
  'outgoing',
  'dispositions',
  'signatures',
  'name',
] as const satisfies readonly SortKey[];

/** A copy in order: most first, names from A; what is equal stands by name, so that a second look finds it again. */
export function sortUnits(units: readonly MonitoredUnit[], by: SortKey): MonitoredUnit[] {
  const byName = (one: MonitoredUnit, other: MonitoredUnit) => one.name.localeCompare(other.name, 'id');
  if (by === 'name') return [...units].sort(byName);
  return [...units].sort((one, other) => other.figures[by] - one.figures[by] || byName(one, other));
}
