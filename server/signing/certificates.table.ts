import type { CertificateRow, Db, RevocationListRow } from '../database/index.js';

export async function insertCertificates(db: Db, rows: readonly CertificateRow[]): Promise<void> {
  await db.insertInto('certificates').values(rows).execute();
}

export function findCertificate(
  db: Db,
  tenantId: string,
  serial: string,
): Promise<CertificateRow | undefined> {
  return db
    .selectFrom('certificates')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('serial', '=', serial)
    .executeTakeFirst();
}

/** All that were ever issued, oldest first. */
export function listCertificates(db: Db, tenantId: string): Promise<CertificateRow[]> {
  return db
    .selectFrom('certificates')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** What stands on the list of an issuer. */
export function listRevoked(db: Db, tenantId: string, issuer: CertificateRow['issuer']) {
  return db
    .selectFrom('certificates')
    .select(['serial', 'revoked_at', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('issuer', '=', issuer)
    .where('state', '=', 'revoked')
    .execute();
}

/** False where it was revoked already: nothing is revoked twice, and nothing comes back. */
export async function revokeRow(
  db: Db,
  { tenant_id, id }: CertificateRow,
  reason: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('certificates')
    .set({ state: 'revoked', reason, revoked_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('state', '<>', 'revoked')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The certificates that an official had until now, but for what is revoked. */
export async function replaceRows(db: Db, tenantId: string, officialId: string, by: string): Promise<void> {
  await db
    .updateTable('certificates')
    .set({ state: 'replaced', replaced_by: by })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('state', '=', 'issued')
    .where('serial', '<>', by)
    .execute();
}

export function findRevocationList(
  db: Db,
  tenantId: string,
  issuer: RevocationListRow['issuer'],
): Promise<RevocationListRow | undefined> {
  return db
    .selectFrom('revocation_lists')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('issuer', '=', issuer)
    .executeTakeFirst();
}

/** Compare and set: false where another process has made a newer list than the one before ours. */
export async function keepRevocationList(db: Db, row: RevocationListRow): Promise<boolean> {
  const held = await findRevocationList(db, row.tenant_id, row.issuer);
  if ((held?.number ?? 0) + 1 !== row.number) return false;
  if (!held) await db.insertInto('revocation_lists').values(row).execute();
  else
    await db
      .updateTable('revocation_lists')
      .set(row)
      .where('tenant_id', '=', row.tenant_id)
      .where('issuer', '=', row.issuer)
      .execute();
  return true;
}
