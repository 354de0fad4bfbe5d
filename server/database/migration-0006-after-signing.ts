import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  archive_stamps: {
    columns: {
      ...owned,
      letter_id: 'text',
      state: 'text',
      document_sha256: 'text',
      next_at: 'text',
      tries: 'integer',
      problem: 'text?',
      stamped_at: 'text?',
      ends_at: 'text?',
    },
    key: ['tenant_id', 'letter_id'],
    references: { letter_id: 'letters' },
  },
  notices: {
    columns: {
      ...identified,
      audience: 'text',
      kind: 'text',
      about: 'text',
      level: 'integer',
      ends_at: 'text',
      created_at: 'text',
      seen_at: 'text?',
      ended_at: 'text?',
    },
    key: byId,
    unique: [['tenant_id', 'audience', 'kind', 'about', 'level']],
  },
};

/** What is done after a letter was signed: archive time-stamps that wait, and notices of certificates that end. */
export async function afterSigning(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
  await db.schema
    .createIndex('archive_stamps_by_next_at')
    .on('archive_stamps')
    .columns(['tenant_id', 'next_at'])
    .execute();
}
