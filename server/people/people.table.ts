import type {
  AppointmentRow,
  Db,
  OfficialRow,
  PositionRow,
  SecretaryRightRow,
  UnitRow,
} from '../database/index.js';

export function findOfficial(db: Db, tenantId: string, officialId: string): Promise<OfficialRow | undefined> {
  return db
    .selectFrom('officials')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', officialId)
    .executeTakeFirst();
}

/** All of exactly that name, whether active or not. */
export function listOfficialsNamed(db: Db, tenantId: string, name: string): Promise<OfficialRow[]> {
  return db
    .selectFrom('officials')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('name', '=', name)
    .orderBy('id')
    .execute();
}

export function findPosition(db: Db, tenantId: string, positionId: string): Promise<PositionRow | undefined> {
  return db
    .selectFrom('positions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', positionId)
    .executeTakeFirst();
}

export function listPositions(db: Db, tenantId: string): Promise<PositionRow[]> {
  return db
    .selectFrom('positions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('closed_at', 'is', null)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export function listUnits(db: Db, tenantId: string): Promise<UnitRow[]> {
  return db
    .selectFrom('units')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}

export function findUnit(db: Db, tenantId: string, unitId: string): Promise<UnitRow | undefined> {
  return db
    .selectFrom('units')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', unitId)
    .executeTakeFirst();
}

/** Appointments in force on a local date, both days inclusive; of one official or one position when named. */
export function listAppointments(
  db: Db,
  tenantId: string,
  date: string,
  of: { officialId?: string; positionId?: string } = {},
): Promise<AppointmentRow[]> {
  let query = db
    .selectFrom('appointments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('from_date', '<=', date)
    .where((eb) => eb.or([eb('until_date', 'is', null), eb('until_date', '>=', date)]));
  if (of.officialId !== undefined) query = query.where('official_id', '=', of.officialId);
  if (of.positionId !== undefined) query = query.where('position_id', '=', of.positionId);
  return query.orderBy('from_date', 'desc').orderBy('id').execute();
}

export function findAppointment(
  db: Db,
  tenantId: string,
  appointmentId: string,
): Promise<AppointmentRow | undefined> {
  return db
    .selectFrom('appointments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', appointmentId)
    .executeTakeFirst();
}

/** Rights in force on a date by which one of `delegates` helps at another desk. */
export function listSecretaryRights(
  db: Db,
  tenantId: string,
  date: string,
  delegates: readonly string[],
): Promise<SecretaryRightRow[]> {
  if (delegates.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('secretary_rights')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('delegate_position_id', 'in', delegates)
    .where('from_date', '<=', date)
    .where((eb) => eb.or([eb('until_date', 'is', null), eb('until_date', '>=', date)]))
    .execute();
}

export function listOfficialNames(db: Db, tenantId: string, ids: readonly string[]) {
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('officials')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
}

/** What is kept of a person's NIK: sealed, or nothing. */
export async function updateSealedNik(
  db: Db,
  tenantId: string,
  officialId: string,
  nik_sealed: string | null,
): Promise<void> {
  await db
    .updateTable('officials')
    .set({ nik_sealed })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', officialId)
    .execute();
}
