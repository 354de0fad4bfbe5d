import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  sign_batches: {
    columns: {
      ...identified,
      official_id: 'text',
      appointment_id: 'text',
      position_id: 'text',
      portal_id: 'text?',
      origin: 'text',
      state: 'text',
      affirmed_at: 'text?',
      stop_letter_id: 'text?',
      stop_problem: 'text?',
      holder: 'text?',
      held_until: 'text?',
      created_at: 'text',
      expires_at: 'text',
      ended_at: 'text?',
    },
    key: byId,
    references: { official_id: 'officials', position_id: 'positions' },
  },
  sign_batch_items: {
    columns: {
      ...owned,
      batch_id: 'text',
      letter_id: 'text',
      ordinal: 'integer',
      intent_id: 'text?',
      document_sha256: 'text',
      pages: 'integer',
      seen: 'text',
      left_out: 'integer',
      problem: 'text?',
      may_retry: 'integer',
    },
    key: ['tenant_id', 'batch_id', 'letter_id'],
    references: { batch_id: 'sign_batches', letter_id: 'letters', intent_id: 'sign_intents' },
  },
};

/** Many letters are signed under one passphrase, each with an intent and an outcome of its own. */
export async function signBatches(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
}
