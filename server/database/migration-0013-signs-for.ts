import type { Kysely } from 'kysely';

/** A signer may sign in the name of who stands above; all before signed for themselves. */
export async function signsFor(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('signers').addColumn('signs_for', 'text').execute();
}
