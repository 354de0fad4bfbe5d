import type { Db, SignatureRow } from '../database/index.js';

export async function insertSignature(db: Db, row: SignatureRow): Promise<void> {
  await db.insertInto('signatures').values(row).execute();
}

export function findSignatureOfIntent(
  db: Db,
  tenantId: string,
  intentId: string,
): Promise<SignatureRow | undefined> {
  return db
    .selectFrom('signatures')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('intent_id', '=', intentId)
    .executeTakeFirst();
}

/** Signatures that Noken made in a letter, oldest first. */
export function listSignatures(db: Db, tenantId: string, letterId: string): Promise<SignatureRow[]> {
  return db
    .selectFrom('signatures')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('signed_at')
    .orderBy('id')
    .execute();
}
