import type { Db, LetterRow } from '../database/index.js';

const most = 5;

/** Incoming letters of a register that share number and sender, newest first, at most five. */
export function listByMatchKey(db: Db, tenantId: string, unitId: string, key: string): Promise<LetterRow[]> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('unit_id', '=', unitId)
    .where('match_key', '=', key)
    .where('direction', '=', 'incoming')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/** Incoming letters of a register whose file is this one, newest first, at most five. */
export function listByFile(db: Db, tenantId: string, unitId: string, sha256: string): Promise<LetterRow[]> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('document_sha256', '=', sha256)
    .where('unit_id', '=', unitId)
    .where('direction', '=', 'incoming')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}
