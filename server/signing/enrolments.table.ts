import type { Db, EnrolmentRow } from '../database/index.js';

/** A step of an enrolment, as its column is called. */
export type EnrolmentStep = 'mark' | 'key' | 'factor' | 'account' | 'trial';

/** The link names its own tenant, so it is looked for over all of them. */
export function findEnrolment(db: Db, linkHash: string): Promise<EnrolmentRow | undefined> {
  return db.selectFrom('enrolments').selectAll().where('link_hash', '=', linkHash).executeTakeFirst();
}

export async function insertEnrolment(db: Db, row: EnrolmentRow): Promise<void> {
  await db.insertInto('enrolments').values(row).execute();
}

/** Compare and set: true for the browser that took the link first. */
export async function holdEnrolment(db: Db, row: EnrolmentRow, holderHash: string): Promise<boolean> {
  const result = await db
    .updateTable('enrolments')
    .set({ holder_hash: holderHash })
    .where('tenant_id', '=', row.tenant_id)
    .where('id', '=', row.id)
    .where('used_at', 'is', null)
    .where('holder_hash', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Compare and set: true when this step was open, of a link that still is. */
export async function takeEnrolmentStep(
  db: Db,
  row: EnrolmentRow,
  step: EnrolmentStep,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('enrolments')
    .set({ [`${step}_at`]: at })
    .where('tenant_id', '=', row.tenant_id)
    .where('id', '=', row.id)
    .where('used_at', 'is', null)
    .where(`${step}_at`, 'is', null)
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
