import { sql } from 'kysely';
import type { Db, DeskCounterRow, DeskItemRow } from '../database/index.js';

export function findDeskItem(db: Db, tenantId: string, itemId: string): Promise<DeskItemRow | undefined> {
  return db
    .selectFrom('desk_items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', itemId)
    .executeTakeFirst();
}

/** The rows by which a position has a letter, tombstones left out, newest first. */
export function listDeskItemsOfLetter(
  db: Db,
  tenantId: string,
  letterId: string,
  positionId?: string,
): Promise<DeskItemRow[]> {
  let query = db
    .selectFrom('desk_items')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('state', '!=', 'gone');
  if (positionId !== undefined) query = query.where('position_id', '=', positionId);
  return query.orderBy('id', 'desc').execute();
}

export async function insertDeskItem(db: Db, row: DeskItemRow): Promise<void> {
  await db.insertInto('desk_items').values(row).execute();
}

export async function updateDeskItem(
  db: Db,
  tenantId: string,
  itemId: string,
  change: Partial<DeskItemRow>,
): Promise<void> {
  await db
    .updateTable('desk_items')
    .set(change)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', itemId)
    .execute();
}

export async function stampDeskItems(
  db: Db,
  tenantId: string,
  itemIds: readonly string[],
  seq: number,
): Promise<void> {
  if (itemIds.length === 0) return;
  await db
    .updateTable('desk_items')
    .set({ seq })
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', itemIds)
    .execute();
}

export async function addToCounter(db: Db, row: DeskCounterRow): Promise<void> {
  await db
    .insertInto('desk_counters')
    .values(row)
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'position_id', 'name', 'day'])
        .doUpdateSet({ count: sql<number>`desk_counters.count + ${row.count}` }),
    )
    .execute();
}

export function listCounters(db: Db, tenantId: string, positionId: string): Promise<DeskCounterRow[]> {
  return db
    .selectFrom('desk_counters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('position_id', '=', positionId)
    .where('count', '!=', 0)
    .execute();
}
