import type { Db } from '../database/index.js';

/** Short name of a kind, for numbers; undefined where this tenant has no such kind. */
export async function kindCode(db: Db, tenantId: string, kindId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letter_kinds')
    .select('code')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', kindId)
    .executeTakeFirst();
  return row?.code;
}

export async function kindIdOf(db: Db, tenantId: string, code: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('letter_kinds')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.id;
}
