import type { Kysely } from 'kysely';

/** A letter that is no longer in force may name the one that took its place, which is found by its number. */
export async function endedLetters(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('letters').addColumn('replaced_by_id', 'text').execute();
  await db.schema.createIndex('letters_by_number').on('letters').columns(['tenant_id', 'number']).execute();
}
