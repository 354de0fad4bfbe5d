import type { Db, PersonalMarkRow } from '../database/index.js';

export function findMark(db: Db, tenantId: string, officialId: string): Promise<PersonalMarkRow | undefined> {
  return db
    .selectFrom('personal_marks')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .executeTakeFirst();
}

export async function putMark(db: Db, row: PersonalMarkRow): Promise<void> {
  await db
    .insertInto('personal_marks')
    .values(row)
    .onConflict((oc) =>
      oc.columns(['tenant_id', 'official_id']).doUpdateSet({ sealed: row.sealed, chosen_at: row.chosen_at }),
    )
    .execute();
}
