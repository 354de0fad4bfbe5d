import type { PositionName } from '../contract/letters.js';
import { localDate } from '../platform/local-date.js';
import { look, type Scope } from '../tenants/index.js';
import { capacityTitle } from './capacity-title.js';
import { listAppointments, listOfficialNames, listPositions, listUnits } from './people.table.js';

/** All open positions as they are named today, in the order of the office. A vacant one has no `holder`. */
export function positionNames(scope: Scope): Promise<ReadonlyMap<string, PositionName>> {
  const today = localDate(scope.now, scope.zone);
  return look(scope, async (db) => {
    const [positions, units, appointments] = [
      await listPositions(db, scope.tenantId),
      new Map((await listUnits(db, scope.tenantId)).map((unit) => [unit.id, unit.name])),
      await listAppointments(db, scope.tenantId, today),
    ];
    const holders = new Map(appointments.map((appointment) => [appointment.position_id, appointment]));
    const names = await officialNames(scope, [...new Set(appointments.map((one) => one.official_id))]);
    return new Map(
      positions.map((position) => {
        const holder = holders.get(position.id);
        const name = holder && names.get(holder.official_id);
        const capacity = holder?.capacity ?? 'definitive';
        return [
          position.id,
          {
            id: position.id,
            title: capacityTitle(capacity, position.title),
            shortTitle: capacityTitle(capacity, position.short_title),
            unit: units.get(position.unit_id) ?? '',
            ...(name === undefined ? {} : { holder: name }),
          },
        ];
      }),
    );
  });
}

/** Names of officials by id; unknown ids are left out. */
export function officialNames(scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return look(
    scope,
    async (db) =>
      new Map((await listOfficialNames(db, scope.tenantId, ids)).map((row) => [row.id, row.name])),
  );
}
