import type { Db, SealRow } from '../database/index.js';

export async function insertSeal(db: Db, row: SealRow): Promise<void> {
  await db.insertInto('seals').values(row).execute();
}

export function findSeal(db: Db, tenantId: string, letterId: string): Promise<SealRow | undefined> {
  return db
    .selectFrom('seals')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .executeTakeFirst();
}

/** Letters that were signed by their last signer since then and have no seal, oldest first. */
export async function listUnsealed(
  db: Db,
  tenantId: string,
  since: string,
  most: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('letters')
    .select('letters.id')
    .where('letters.tenant_id', '=', tenantId)
    .where('letters.status', '=', 'signed')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('seals')
            .select('seals.id')
            .whereRef('seals.tenant_id', '=', 'letters.tenant_id')
            .whereRef('seals.letter_id', '=', 'letters.id'),
        ),
      ),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('signatures')
          .select('signatures.id')
          .whereRef('signatures.tenant_id', '=', 'letters.tenant_id')
          .whereRef('signatures.letter_id', '=', 'letters.id')
          .where('signatures.signed_at', '>=', since),
      ),
    )
    .orderBy('letters.id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => id);
}
