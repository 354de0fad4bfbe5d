import type { Db, SigningAnswerRow } from '../database/index.js';

export async function insertSigningAnswer(db: Db, row: SigningAnswerRow): Promise<void> {
  await db.insertInto('signing_answers').values(row).execute();
}

/** Everything that a provider said about an intent, oldest first. */
export function listSigningAnswers(db: Db, tenantId: string, intentId: string): Promise<SigningAnswerRow[]> {
  return db
    .selectFrom('signing_answers')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('intent_id', '=', intentId)
    .orderBy('ordinal')
    .execute();
}
