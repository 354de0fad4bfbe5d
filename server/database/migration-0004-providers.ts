import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  signing_answers: {
    columns: {
      ...identified,
      intent_id: 'text',
      ordinal: 'integer',
      at: 'text',
      outcome: 'text',
      code: 'text?',
      http: 'integer?',
      status_code: 'integer?',
      said: 'text?',
      raw: 'text',
      provider_document: 'text?',
      document_sha256: 'text?',
    },
    key: byId,
    unique: [['tenant_id', 'intent_id', 'ordinal']],
    references: { intent_id: 'sign_intents' },
  },
  gateway_people: {
    columns: {
      ...owned,
      official_id: 'text',
      state: 'text',
      state_at: 'text',
      said: 'text?',
      tries: 'integer',
      locked_until: 'text?',
    },
    key: ['tenant_id', 'official_id'],
    references: { official_id: 'officials' },
  },
};

/**
 * Letters may be signed by a gateway outside, which answers for itself: what it said is kept, and who made a signature.
 * All that was signed before was signed by keys of ours.
 */
export async function providers(db: Kysely<unknown>): Promise<void> {
  for (const table of ['sign_intents', 'signatures'])
    await db.schema
      .alterTable(table)
      .addColumn('provider', 'text', (column) => column.notNull().defaultTo('local'))
      .execute();
  await db.schema.alterTable('sign_intents').addColumn('answered_at', 'text').execute();
  await db.schema.alterTable('sign_intents').addColumn('provider_document', 'text').execute();
  await db.schema
    .alterTable('signatures')
    .addColumn('rewritten', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
}
