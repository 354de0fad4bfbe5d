import type { Db, LetterRow, SignBatchItemRow, SignIntentRow } from '../database/index.js';

/** A letter of a batch with what is shown of it, and how its intent stands. */
export type BatchLetter = SignBatchItemRow &
  Pick<LetterRow, 'number' | 'subject' | 'letter_date'> & { intent_state: SignIntentRow['state'] | null };

/** In the order of the batch. */
export function listBatchLetters(db: Db, tenantId: string, batchId: string): Promise<BatchLetter[]> {
  return db
    .selectFrom('sign_batch_items as item')
    .innerJoin('letters as letter', (join) =>
      join.onRef('letter.tenant_id', '=', 'item.tenant_id').onRef('letter.id', '=', 'item.letter_id'),
    )
    .leftJoin('sign_intents as intent', (join) =>
      join.onRef('intent.tenant_id', '=', 'item.tenant_id').onRef('intent.id', '=', 'item.intent_id'),
    )
    .selectAll('item')
    .select(['letter.number', 'letter.subject', 'letter.letter_date', 'intent.state as intent_state'])
    .where('item.tenant_id', '=', tenantId)
    .where('item.batch_id', '=', batchId)
    .orderBy('item.ordinal')
    .execute();
}

export async function insertBatchItems(db: Db, rows: readonly SignBatchItemRow[]): Promise<void> {
  // SQLite takes 32,766 values in one statement; 200 rows of ten are far from it.
  await db.insertInto('sign_batch_items').values(rows).execute();
}

export async function updateBatchItem(
  db: Db,
  { tenant_id, batch_id, letter_id }: Pick<SignBatchItemRow, 'tenant_id' | 'batch_id' | 'letter_id'>,
  change: Partial<Pick<SignBatchItemRow, 'intent_id' | 'seen' | 'left_out' | 'problem' | 'may_retry'>>,
): Promise<void> {
  await db
    .updateTable('sign_batch_items')
    .set(change)
    .where('tenant_id', '=', tenant_id)
    .where('batch_id', '=', batch_id)
    .where('letter_id', '=', letter_id)
    .execute();
}

/** No frame that is open on these letters by this batch can sign any more. */
export async function endIntentsOfBatch(db: Db, tenantId: string, batchId: string): Promise<void> {
  await db
    .updateTable('sign_intents')
    .set({ state: 'refused' })
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'open')
    .where('id', 'in', (from) =>
      from
        .selectFrom('sign_batch_items')
        .select('intent_id')
        .where('tenant_id', '=', tenantId)
        .where('batch_id', '=', batchId)
        .where('intent_id', 'is not', null)
        .$castTo<{ intent_id: string }>(),
    )
    .execute();
}
