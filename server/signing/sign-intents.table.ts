import type { Db, SignIntentRow } from '../database/index.js';

/** The frame's address holds only this id, so it is looked for over all tenants; the row names its own. */
export function findSignIntent(db: Db, intentId: string): Promise<SignIntentRow | undefined> {
  return db.selectFrom('sign_intents').selectAll().where('id', '=', intentId).executeTakeFirst();
}

export async function insertSignIntent(db: Db, row: SignIntentRow): Promise<void> {
  await db.insertInto('sign_intents').values(row).execute();
}

/** No frame that is open on the letter can sign any more. */
export async function endOpenIntents(db: Db, tenantId: string, letterId: string): Promise<void> {
  await db
    .updateTable('sign_intents')
    .set({ state: 'refused' })
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('state', '=', 'open')
    .execute();
}

/** Compare and set: true when the intent still was in that state, or in one of those. */
export async function updateSignIntent(
  db: Db,
  intent: Pick<SignIntentRow, 'tenant_id' | 'id'>,
  state: SignIntentRow['state'] | readonly SignIntentRow['state'][],
  change: Partial<
    Pick<
      SignIntentRow,
      'state' | 'affirmed_at' | 'dispatched_at' | 'provider' | 'answered_at' | 'provider_document'
    >
  >,
): Promise<boolean> {
  const result = await db
    .updateTable('sign_intents')
    .set(change)
    .where('tenant_id', '=', intent.tenant_id)
    .where('id', '=', intent.id)
    .where('state', 'in', typeof state === 'string' ? [state] : state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Intents of a tenant, or of one letter, whose outcome nobody has written yet, or nobody knows. */
export function listUnsettled(
  db: Db,
  tenantId: string,
  state: 'dispatched' | 'uncertain',
  letterId?: string,
): Promise<SignIntentRow[]> {
  let query = db
    .selectFrom('sign_intents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('state', '=', state);
  if (letterId !== undefined) query = query.where('letter_id', '=', letterId);
  return query.orderBy('id').execute();
}
