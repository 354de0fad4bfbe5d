import type { Kysely } from 'kysely';

/** What monitoring counts, by the instant or date at which it counts: a month is read without reading the years before it. */
const indexes: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['letters', 'tenant_id', 'created_at'],
  ['letters', 'tenant_id', 'letter_date'],
  ['disposition_nodes', 'tenant_id', 'sent_at'],
  ['signatures', 'tenant_id', 'signed_at'],
];

export async function months(db: Kysely<unknown>): Promise<void> {
  for (const [table, ...columns] of indexes) {
    await db.schema
      .createIndex(`${table}_by_${columns.slice(1).join('_')}`)
      .on(table)
      .columns(columns)
      .execute();
  }
}
