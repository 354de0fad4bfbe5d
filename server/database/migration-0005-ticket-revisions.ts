import type { Kysely } from 'kysely';

/** A one-use link may open a file as it was at one of its saves. Links of before open it as it is. */
export async function ticketRevisions(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('file_tickets').addColumn('revision', 'integer').execute();
}
