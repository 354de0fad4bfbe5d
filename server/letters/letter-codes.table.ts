import type { Db, LetterRow } from '../database/index.js';

/** The code names one letter of all tenants; whoever asks has no tenant yet. */
export function findLetterByCode(db: Db, code: string): Promise<LetterRow | undefined> {
  return db.selectFrom('letters').selectAll().where('code', '=', code).executeTakeFirst();
}
