import type { Db, SignIntentRow } from '../database/index.js';

/** The frame's address holds only this id, so it is looked for over all tenants; the row names its own. */
export function findSignIntent(db: Db, intentId: string): Promise<SignIntentRow | undefined> {
  return db.selectFrom('sign_intents').selectAll().where('id', '=', intentId).executeTakeFirst();
}

export async function insertSignIntent(db: Db, row: SignIntentRow): Promise<void> {
  await db.insertInto('sign_intents').values(row).execute();
}

/** Compare and set: true when the intent still was in that state. */
export async function updateSignIntent(
  db: Db,
  intent: Pick<SignIntentRow, 'tenant_id' | 'id'>,
  state: SignIntentRow['state'],
  change: Partial<Pick<SignIntentRow, 'state' | 'affirmed_at' | 'dispatched_at'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('sign_intents')
    .set(change)
    .where('tenant_id', '=', intent.tenant_id)
    .where('id', '=', intent.id)
    .where('state', '=', state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Intents of a tenant, or of one letter, whose outcome nobody has written yet. */
export function listDispatched(db: Db, tenantId: string, letterId?: string): Promise<SignIntentRow[]> {
  let query = db
    .selectFrom('sign_intents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'dispatched');
  if (letterId !== undefined) query = query.where('letter_id', '=', letterId);
  return query.orderBy('id').execute();
}
