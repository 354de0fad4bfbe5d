import type { Db, LetterKindRow } from '../database/index.js';

/** A kind in use that may go out. */
export function findOutgoingKind(
  db: Db,
  tenantId: string,
  kindId: string,
): Promise<LetterKindRow | undefined> {
  return db
    .selectFrom('letter_kinds')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', kindId)
    .where('active', '=', 1)
    .where('direction', 'in', ['outgoing', 'both'])
    .executeTakeFirst();
}

export async function hasClassification(db: Db, tenantId: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('classifications')
    .select('code')
    .where('tenant_id', '=', tenantId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row !== undefined;
}
