import type { Db, EnrolmentRow } from '../database/index.js';

/** The link names its own tenant, so it is looked for over all of them. */
export function findEnrolment(db: Db, linkHash: string): Promise<EnrolmentRow | undefined> {
  return db.selectFrom('enrolments').selectAll().where('link_hash', '=', linkHash).executeTakeFirst();
}

export async function insertEnrolment(db: Db, row: EnrolmentRow): Promise<void> {
  await db.insertInto('enrolments').values(row).execute();
}

/** Compare and set: true for the one who used the link first. */
export async function useEnrolment(db: Db, row: EnrolmentRow, at: string): Promise<boolean> {
  const result = await db
    .updateTable('enrolments')
    .set({ used_at: at })
    .where('tenant_id', '=', row.tenant_id)
    .where('id', '=', row.id)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Earlier links of the same official stop working: at most one is ever open. */
export async function closeEnrolments(
  db: Db,
  tenantId: string,
  officialId: string,
  at: string,
): Promise<void> {
  await db
    .updateTable('enrolments')
    .set({ used_at: at })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('used_at', 'is', null)
    .execute();
}
