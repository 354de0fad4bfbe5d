import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, owned, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  second_factors: {
    columns: {
      ...identified,
      official_id: 'text',
      kind: 'text',
      secret: 'text',
      credential_id: 'text?',
      last_step: 'integer',
      last_act: 'text?',
      tries: 'integer',
      locked_until: 'text?',
      confirmed_at: 'text?',
      retired_at: 'text?',
      created_at: 'text',
    },
    key: byId,
    references: { official_id: 'officials' },
  },
  factor_demands: {
    columns: { ...owned, since: 'text' },
    key: ['tenant_id'],
  },
  personal_marks: {
    columns: { ...owned, official_id: 'text', sealed: 'text', chosen_at: 'text' },
    key: ['tenant_id', 'official_id'],
    references: { official_id: 'officials' },
  },
  known_devices: {
    columns: {
      ...identified,
      device_hash: 'text',
      official_id: 'text',
      portal_id: 'text',
      created_at: 'text',
      expires_at: 'text',
      revoked_at: 'text?',
    },
    key: byId,
    unique: [['tenant_id', 'device_hash', 'official_id', 'portal_id']],
    references: { official_id: 'officials' },
  },
  frame_notices: {
    columns: { ...owned, intent_id: 'text', what: 'text', at: 'text' },
    key: ['tenant_id', 'intent_id', 'what'],
    references: { intent_id: 'sign_intents' },
  },
  key_resets: {
    columns: {
      ...identified,
      official_id: 'text',
      what: 'text',
      reason: 'text',
      asked_by: 'text',
      asked_at: 'text',
      expires_at: 'text',
      confirmed_by: 'text?',
      confirmed_at: 'text?',
    },
    key: byId,
    references: { official_id: 'officials', asked_by: 'officials', confirmed_by: 'officials' },
  },
};

/** What was not there before: a second factor of our own, the personal mark, and an enrolment of several steps. */
export async function secondFactors(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
  await db.schema
    .createIndex('second_factors_by_official_id')
    .on('second_factors')
    .columns(['tenant_id', 'official_id'])
    .execute();
  await db.schema
    .createIndex('known_devices_by_device_hash')
    .on('known_devices')
    .columns(['device_hash'])
    .execute();
  await db.schema
    .alterTable('enrolments')
    .addColumn('purpose', 'text', (column) => column.notNull().defaultTo('all'))
    .execute();
  for (const column of ['holder_hash', 'mark_at', 'key_at', 'factor_at', 'account_at', 'trial_at'])
    await db.schema.alterTable('enrolments').addColumn(column, 'text').execute();
}
