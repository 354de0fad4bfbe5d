import type { Db, NoticeRow } from '../database/index.js';

/** Told once: of a second one of the same certificate and level nothing comes. Gives whether it is new. */
export async function insertNotice(db: Db, row: NoticeRow): Promise<boolean> {
  const result = await db
    .insertInto('notices')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'audience', 'kind', 'about', 'level']).doNothing(),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** What is still so, to everybody. */
export function listOpenNotices(db: Db, tenantId: string): Promise<NoticeRow[]> {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('ended_at', 'is', null)
    .orderBy('level')
    .orderBy('id')
    .execute();
}

/** What some are to see: still so, and not closed by them. The most urgent first. */
export function listShownNotices(
  db: Db,
  tenantId: string,
  audiences: readonly string[],
): Promise<NoticeRow[]> {
  return db
    .selectFrom('notices')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('audience', 'in', audiences)
    .where('ended_at', 'is', null)
    .where('seen_at', 'is', null)
    .orderBy('level')
    .orderBy('ends_at')
    .orderBy('id')
    .limit(20)
    .execute();
}

export async function endNotice(db: Db, { tenant_id, id }: NoticeRow, at: string): Promise<void> {
  await db
    .updateTable('notices')
    .set({ ended_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute();
}

/** False where there is no such notice for them; one that was seen already stays as it was. */
export async function markSeen(
  db: Db,
  tenantId: string,
  id: string,
  audiences: readonly string[],
  at: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('notices')
    .select('seen_at')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('audience', 'in', audiences)
    .executeTakeFirst();
  if (row?.seen_at === null)
    await db
      .updateTable('notices')
      .set({ seen_at: at })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute();
  return row !== undefined;
}
