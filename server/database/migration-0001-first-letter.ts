import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { letterTables } from './migration-0001-letters.js';
import { officeTables } from './migration-0001-office.js';
import { signingTables } from './migration-0001-signing.js';

const indexes: readonly (readonly [table: string, ...columns: string[]])[] = [
  ['positions', 'tenant_id', 'unit_id'],
  ['appointments', 'tenant_id', 'official_id'],
  ['appointments', 'tenant_id', 'position_id'],
  ['ledger', 'tenant_id', 'subject', 'seq'],
  ['letters', 'tenant_id', 'unit_id', 'match_key'],
  ['uploads', 'tenant_id', 'letter_id'],
  ['uploads', 'tenant_id', 'expires_at'],
  ['letters', 'tenant_id', 'document_sha256'],
  ['letter_documents', 'tenant_id', 'letter_id'],
  ['letter_documents', 'tenant_id', 'sha256'],
  ['desk_items', 'tenant_id', 'position_id', 'state', 'sort_key', 'id'],
  ['desk_items', 'tenant_id', 'position_id', 'seq'],
  ['desk_items', 'tenant_id', 'letter_id', 'position_id', 'state', 'sort_key', 'id'],
  ['dispositions', 'tenant_id', 'letter_id'],
  ['disposition_nodes', 'tenant_id', 'letter_id'],
  ['follow_ups', 'tenant_id', 'letter_id'],
  ['sign_intents', 'tenant_id', 'letter_id'],
  ['signatures', 'tenant_id', 'letter_id'],
  ['signing_keys', 'tenant_id', 'official_id'],
];

/** The rows of design.md §4–8, as one portable set: text and integers, composite keys, no cascades. */
export async function firstLetter(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries({ ...officeTables, ...letterTables, ...signingTables }))
    await createTable(db, name, table);
  for (const [table, ...columns] of indexes) {
    await db.schema
      .createIndex(`${table}_by_${columns.slice(1).join('_')}`)
      .on(table)
      .columns(columns)
      .execute();
  }
  await db.schema
    .createIndex('appointments_in_force')
    .on('appointments')
    .columns(['tenant_id', 'from_date', 'until_date'])
    .execute();
}
