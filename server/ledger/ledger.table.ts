import type { Db, LedgerHeadRow, LedgerRow, LedgerSealRow } from '../database/index.js';

export function findHead(db: Db, tenantId: string): Promise<LedgerHeadRow | undefined> {
  return db.selectFrom('ledger_heads').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

export async function insertLedgerRows(db: Db, rows: readonly LedgerRow[]): Promise<void> {
  await db.insertInto('ledger').values(rows).execute();
}

export async function moveHead(db: Db, head: LedgerHeadRow): Promise<void> {
  await db
    .insertInto('ledger_heads')
    .values(head)
    .onConflict((oc) => oc.column('tenant_id').doUpdateSet({ seq: head.seq, hash: head.hash }))
    .execute();
}

/** Rows after `seq`, in order, at most `limit`. */
export function listLedgerRows(db: Db, tenantId: string, after: number, limit: number): Promise<LedgerRow[]> {
  return db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** The hashes of rows after `seq`, in order, at most `limit`. */
export function listLinks(
  db: Db,
  tenantId: string,
  after: number,
  limit: number,
): Promise<Pick<LedgerRow, 'seq' | 'hash'>[]> {
  return db
    .selectFrom('ledger')
    .select(['seq', 'hash'])
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Everything that was written down about one subject, in order. */
export function listFactsAbout(db: Db, tenantId: string, subject: string): Promise<LedgerRow[]> {
  return db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('subject', '=', subject)
    .orderBy('seq')
    .execute();
}

/** What was done through one portal since an instant, newest first, at most `limit`. */
export function listFactsThrough(
  db: Db,
  tenantId: string,
  portalId: string,
  since: string,
  limit: number,
): Promise<LedgerRow[]> {
  return db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('at', '>=', since)
    .where('actor', 'like', `%"portal":${JSON.stringify(portalId)}%`)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
}

export function findLedgerRow(db: Db, tenantId: string, seq: number): Promise<LedgerRow | undefined> {
  return db
    .selectFrom('ledger')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '=', seq)
    .executeTakeFirst();
}

/** Every seal that is kept here, in the order of what they seal. */
export function listSeals(db: Db, tenantId: string): Promise<LedgerSealRow[]> {
  return db
    .selectFrom('ledger_seals')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('seq')
    .orderBy('at')
    .execute();
}

export function findLatestSeal(db: Db, tenantId: string): Promise<LedgerSealRow | undefined> {
  return db
    .selectFrom('ledger_seals')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('seq', 'desc')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function insertSeal(db: Db, row: LedgerSealRow): Promise<void> {
  await db.insertInto('ledger_seals').values(row).execute();
}
