import type { Db, SignerRow } from '../database/index.js';

/** Who signs a letter, first to last. */
export function listSigners(db: Db, tenantId: string, letterId: string): Promise<SignerRow[]> {
  return db
    .selectFrom('signers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('ordinal')
    .execute();
}

export async function insertSigners(db: Db, rows: readonly SignerRow[]): Promise<void> {
  await db.insertInto('signers').values(rows).execute();
}

/** Compare and set: true when the signer still was in that state. */
export async function updateSigner(
  db: Db,
  signer: Pick<SignerRow, 'tenant_id' | 'id' | 'state'>,
  change: Partial<Pick<SignerRow, 'state' | 'official_id' | 'at' | 'note'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('signers')
    .set(change)
    .where('tenant_id', '=', signer.tenant_id)
    .where('id', '=', signer.id)
    .where('state', '=', signer.state)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
