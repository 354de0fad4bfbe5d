import { sql } from 'kysely';
import type { Db, NumberRow, NumberSeriesRow } from '../database/index.js';

export function findSeries(
  db: Db,
  tenantId: string,
  unitId: string,
  purpose: string,
): Promise<NumberSeriesRow | undefined> {
  return db
    .selectFrom('number_series')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('unit_id', '=', unitId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
}

export async function insertSeries(db: Db, row: NumberSeriesRow): Promise<void> {
  await db.insertInto('number_series').values(row).execute();
}

/** The next ordinal of a register's period, in one statement, so that no two acts can be given the same. */
export async function nextOrdinal(
  db: Db,
  tenantId: string,
  seriesId: string,
  period: string,
): Promise<number> {
  const { last } = await db
    .insertInto('number_counters')
    .values({ tenant_id: tenantId, series_id: seriesId, period, last: 1 })
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'series_id', 'period'])
        .doUpdateSet({ last: sql<number>`number_counters.last + 1` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last;
}

/** Fails on a number that was given before: the unique key over series, period and ordinal is the last wall. */
export async function insertNumber(db: Db, row: NumberRow): Promise<void> {
  await db.insertInto('numbers').values(row).execute();
}

/** The number that waits for a letter; at most one does. */
export function findReservedNumber(
  db: Db,
  tenantId: string,
  letterId: string,
): Promise<NumberRow | undefined> {
  return db
    .selectFrom('numbers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('state', '=', 'reserved')
    .executeTakeFirst();
}

/** Compare and set: true when the number was waiting for that letter. */
export async function markNumberUsed(db: Db, tenantId: string, letterId: string): Promise<boolean> {
  const result = await db
    .updateTable('numbers')
    .set({ state: 'used' })
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('state', '=', 'reserved')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
