import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  seal_keys: {
    columns: {
      ...identified,
      place: 'text',
      certificate_chain: 'text',
      sealed_key: 'text?',
      token_module: 'text?',
      token_label: 'text?',
      token_key: 'text?',
      serial: 'text',
      subject: 'text',
      not_after: 'text',
      state: 'text',
      created_at: 'text',
      retired_at: 'text?',
    },
    key: byId,
  },
  seal_settings: {
    columns: { ...owned, moment: 'text', since: 'text' },
    key: ['tenant_id'],
  },
  seals: {
    columns: {
      ...identified,
      letter_id: 'text',
      key_id: 'text',
      certificate_serial: 'text',
      certificate_name: 'text',
      field: 'text',
      level: 'text',
      base_sha256: 'text',
      document_sha256: 'text',
      sealed_at: 'text',
    },
    key: byId,
    unique: [['tenant_id', 'letter_id']],
    references: { letter_id: 'letters', key_id: 'seal_keys' },
  },
};

/** An institution seals letters with a key of its own, apart from what persons sign with theirs. */
export async function sealKeys(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
}
