import type { Desk } from '../contract/portal-session.js';
import type { AppointmentRow, PositionRow, UnitRow } from '../database/index.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { look, type DeskScope, type Scope } from '../tenants/index.js';
import { capacityTitle } from './capacity-title.js';
import {
  findPosition,
  findUnit,
  listAppointments,
  listPositions,
  listSecretaryRights,
  listUnits,
} from './people.table.js';

/** Every desk at which an official may work today: own appointments first, then desks that they help. */
export async function desksOf(scope: Scope, officialId: string): Promise<Desk[]> {
  const today = localDate(scope.now, scope.zone);
  return look(scope, async (db) => {
    const own = await listAppointments(db, scope.tenantId, today, { officialId });
    const rights = await listSecretaryRights(
      db,
      scope.tenantId,
      today,
      own.map((appointment) => appointment.position_id),
    );
    const positions = new Map((await listPositions(db, scope.tenantId)).map((row) => [row.id, row]));
    const units = new Map((await listUnits(db, scope.tenantId)).map((row) => [row.id, row]));
    const desks: Desk[] = [];
    for (const appointment of own) {
      const desk = toDesk(positions.get(appointment.position_id), units, appointment, false);
      if (desk && !desks.some((other) => other.positionId === desk.positionId)) desks.push(desk);
    }
    for (const right of rights) {
      const appointment = own.find((one) => one.position_id === right.delegate_position_id);
      const desk =
        appointment &&
        toDesk(positions.get(right.position_id), units, { ...appointment, capacity: 'definitive' }, true);
      if (desk && !desks.some((other) => other.positionId === desk.positionId)) desks.push(desk);
    }
    return desks;
  });
}

function toDesk(
  position: PositionRow | undefined,
  units: ReadonlyMap<string, UnitRow>,
  appointment: AppointmentRow,
  secretary: boolean,
): Desk | undefined {
  if (!position) return undefined;
  return {
    positionId: position.id,
    title: capacityTitle(appointment.capacity, position.title),
    shortTitle: capacityTitle(appointment.capacity, position.short_title),
    unit: units.get(position.unit_id)?.name ?? '',
    capacity: appointment.capacity,
    ...(appointment.until_date === null ? {} : { until: appointment.until_date }),
    secretary,
    registrar: position.is_registrar === 1,
  };
}

/**
 * The scope of an official at a desk: checked against appointments and secretary rights in force today.
 *
 * @throws {Problem} `desk-not-yours`
 */
export async function atDesk(scope: Scope, officialId: string, positionId: string): Promise<DeskScope> {
  const today = localDate(scope.now, scope.zone);
  const actor = await look(scope, async (db) => {
    const own = await listAppointments(db, scope.tenantId, today, { officialId });
    const position = await findPosition(db, scope.tenantId, positionId);
    if (!position || position.closed_at !== null) return undefined;
    const appointment = own.find((one) => one.position_id === positionId);
    if (appointment)
      return { kind: 'official', officialId, appointmentId: appointment.id, positionId } as const;
    const delegates = own.map((one) => one.position_id);
    const rights = await listSecretaryRights(db, scope.tenantId, today, delegates);
    const right = rights.find((one) => one.position_id === positionId);
    const helper = right && own.find((one) => one.position_id === right.delegate_position_id);
    if (!helper) return undefined;
    return {
      kind: 'official',
      officialId,
      appointmentId: helper.id,
      positionId,
      onBehalfOf: positionId,
    } as const;
  });
  if (!actor) throw new Problem('desk-not-yours');
  return { ...scope, actor };
}

/** The unit of a position, where letters that its desk records are registered. */
export function unitOfPosition(scope: Scope, positionId: string): Promise<UnitRow> {
  return look(scope, async (db) => {
    const position = await findPosition(db, scope.tenantId, positionId);
    const unit = position && (await findUnit(db, scope.tenantId, position.unit_id));
    if (!unit) throw new Problem('position-unknown');
    return unit;
  });
}
