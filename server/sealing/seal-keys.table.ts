import type { Db, SealKeyRow } from '../database/index.js';

export async function insertSealKey(db: Db, row: SealKeyRow): Promise<void> {
  await db.insertInto('seal_keys').values(row).execute();
}

/** The key with which the institution seals today. */
export function findSealKey(db: Db, tenantId: string): Promise<SealKeyRow | undefined> {
  return db
    .selectFrom('seal_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'in-force')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** All that there ever were, oldest first. */
export function listSealKeyRows(db: Db, tenantId: string): Promise<SealKeyRow[]> {
  return db
    .selectFrom('seal_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Takes a key out of force and forgets the private part that we held. False where it was out of force already. */
export async function retireSealKeyRow(db: Db, tenantId: string, id: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('seal_keys')
    .set({ state: 'retired', retired_at: at, sealed_key: null })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'in-force')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
