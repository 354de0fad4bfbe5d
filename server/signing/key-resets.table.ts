import type { Db, KeyResetRow } from '../database/index.js';

export async function insertReset(db: Db, row: KeyResetRow): Promise<void> {
  await db.insertInto('key_resets').values(row).execute();
}

export function findReset(db: Db, tenantId: string, id: string): Promise<KeyResetRow | undefined> {
  return db
    .selectFrom('key_resets')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Compare and set: true for whoever confirmed it first. */
export async function takeReset(
  db: Db,
  { tenant_id, id }: KeyResetRow,
  by: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('key_resets')
    .set({ confirmed_by: by, confirmed_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Gives an official all tries back, at their key and at their factors. */
export async function unlockMeans(db: Db, tenantId: string, officialId: string): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ tries: 0, locked_at: null })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null)
    .execute();
  await db
    .updateTable('second_factors')
    .set({ tries: 0, locked_until: null })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null)
    .execute();
}
