import type { AuthorityRow, Db } from '../database/index.js';

export function listAuthorities(db: Db, tenantId: string): Promise<AuthorityRow[]> {
  return db.selectFrom('authorities').selectAll().where('tenant_id', '=', tenantId).execute();
}

/** Certificates of one role, of every tenant: public by nature. */
export function listAuthorityCertificates(db: Db, role: AuthorityRow['role']) {
  return db.selectFrom('authorities').select(['tenant_id', 'certificate']).where('role', '=', role).execute();
}

export async function insertAuthorities(db: Db, rows: readonly AuthorityRow[]): Promise<void> {
  await db.insertInto('authorities').values(rows).execute();
}
