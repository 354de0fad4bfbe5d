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

/** Signatures that Noken made in a letter, in the order of its signers. */
export function listSignatures(db: Db, tenantId: string, letterId: string): Promise<SignatureRow[]> {
  return db
    .selectFrom('signatures')
    .innerJoin('signers', (join) =>
      join
        .onRef('signers.tenant_id', '=', 'signatures.tenant_id')
        .onRef('signers.id', '=', 'signatures.signer_id'),
    )
    .selectAll('signatures')
    .where('signatures.tenant_id', '=', tenantId)
    .where('signatures.letter_id', '=', letterId)
    .orderBy('signers.ordinal')
    .execute();
}
