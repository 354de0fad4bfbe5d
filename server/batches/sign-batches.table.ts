import type { Db, SignBatchRow } from '../database/index.js';

/** The frame's address holds only this id, so it is looked for over all tenants; the row names its own. */
export function findSignBatch(db: Db, batchId: string): Promise<SignBatchRow | undefined> {
  return db.selectFrom('sign_batches').selectAll().where('id', '=', batchId).executeTakeFirst();
}

export async function insertSignBatch(db: Db, row: SignBatchRow): Promise<void> {
  await db.insertInto('sign_batches').values(row).execute();
}

/** Those of an official at a desk that have not ended, newest first. */
export function listUnended(
  db: Db,
  of: Pick<SignBatchRow, 'tenant_id' | 'official_id' | 'position_id'>,
  now: string,
): Promise<SignBatchRow[]> {
  return db
    .selectFrom('sign_batches')
    .selectAll()
    .where('tenant_id', '=', of.tenant_id)
    .where('official_id', '=', of.official_id)
    .where('position_id', '=', of.position_id)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('expires_at', '>', now), where('held_until', '>', now)]))
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
}

type Change = Partial<
  Pick<
    SignBatchRow,
    'state' | 'affirmed_at' | 'stop_letter_id' | 'stop_problem' | 'holder' | 'held_until' | 'ended_at'
  >
>;

/** Makes a batch one's own to run: true when it has not ended and nobody has its passphrase. */
export async function takeBatch(
  db: Db,
  { tenant_id, id }: Pick<SignBatchRow, 'tenant_id' | 'id'>,
  holder: string,
  now: string,
  change: Change,
): Promise<boolean> {
  const result = await db
    .updateTable('sign_batches')
    .set({ ...change, holder })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('held_until', 'is', null), where('held_until', '<=', now)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Changes a batch that one holds: true when one still does. */
export async function changeHeldBatch(
  db: Db,
  { tenant_id, id }: Pick<SignBatchRow, 'tenant_id' | 'id'>,
  holder: string,
  change: Change,
): Promise<boolean> {
  const result = await db
    .updateTable('sign_batches')
    .set(change)
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('holder', '=', holder)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
