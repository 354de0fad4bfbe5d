import type { ArchiveStampRow, Db } from '../database/index.js';

/** Statuses of a letter in which nobody signs it any more. */
export const atRest = ['signed', 'sent', 'read', 'filed', 'withdrawn', 'replaced'] as const;

/** Letters that are signed through and stand in no queue yet, at most `limit`, with when they were signed last. */
export async function listUnqueued(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<{ letter_id: string; document_sha256: string; signed_at: string }[]> {
  const rows = await db
    .selectFrom('letters')
    .innerJoin('signatures', (join) =>
      join
        .onRef('signatures.tenant_id', '=', 'letters.tenant_id')
        .onRef('signatures.letter_id', '=', 'letters.id'),
    )
    .leftJoin('archive_stamps', (join) =>
      join
        .onRef('archive_stamps.tenant_id', '=', 'letters.tenant_id')
        .onRef('archive_stamps.letter_id', '=', 'letters.id'),
    )
    .select((eb) => [
      'letters.id as letter_id',
      'letters.document_sha256',
      eb.fn.max('signatures.signed_at').as('signed_at'),
    ])
    .where('letters.tenant_id', '=', tenantId)
    .where('letters.status', 'in', atRest)
    .where('archive_stamps.letter_id', 'is', null)
    .groupBy(['letters.id', 'letters.document_sha256'])
    .limit(limit)
    .execute();
  return rows.flatMap(({ document_sha256, ...row }) =>
    document_sha256 === null ? [] : [{ ...row, document_sha256 }],
  );
}

/** Stamped letters whose file is another one since: sealed, say. */
export function listOvertaken(db: Db, tenantId: string, limit: number): Promise<ArchiveStampRow[]> {
  return db
    .selectFrom('archive_stamps')
    .innerJoin('letters', (join) =>
      join
        .onRef('letters.tenant_id', '=', 'archive_stamps.tenant_id')
        .onRef('letters.id', '=', 'archive_stamps.letter_id'),
    )
    .selectAll('archive_stamps')
    .where('archive_stamps.tenant_id', '=', tenantId)
    .where('archive_stamps.state', '=', 'stamped')
    .whereRef('archive_stamps.document_sha256', '<>', 'letters.document_sha256')
    .limit(limit)
    .execute();
}

/** A letter stands in the queue once: a second time changes nothing. */
export async function insertStamp(db: Db, row: ArchiveStampRow): Promise<void> {
  await db
    .insertInto('archive_stamps')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'letter_id']).doNothing())
    .execute();
}

/** What is due, oldest first. */
export function listDueStamps(
  db: Db,
  tenantId: string,
  now: string,
  limit: number,
): Promise<ArchiveStampRow[]> {
  return db
    .selectFrom('archive_stamps')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute();
}

export function listStamps(db: Db, tenantId: string): Promise<ArchiveStampRow[]> {
  return db
    .selectFrom('archive_stamps')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('next_at')
    .orderBy('letter_id')
    .execute();
}

/** Compare and set: false where another process has moved the row. */
export async function moveStamp(
  db: Db,
  seen: ArchiveStampRow,
  change: Partial<Omit<ArchiveStampRow, 'tenant_id' | 'letter_id'>>,
): Promise<boolean> {
  const result = await db
    .updateTable('archive_stamps')
    .set(change)
    .where('tenant_id', '=', seen.tenant_id)
    .where('letter_id', '=', seen.letter_id)
    .where('next_at', '=', seen.next_at)
    .where('tries', '=', seen.tries)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
