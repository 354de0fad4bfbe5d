import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { byId, identified, type Table } from './table-plan.js';

const tables: Readonly<Record<string, Table>> = {
  passkeys: {
    columns: {
      ...identified,
      official_id: 'text',
      rp_id: 'text',
      credential_id: 'text',
      public_key: 'text',
      counter: 'integer',
      transports: 'text',
      last_act: 'text?',
      last_at: 'text?',
      created_at: 'text',
      retired_at: 'text?',
    },
    key: byId,
    unique: [['tenant_id', 'credential_id']],
    references: { official_id: 'officials' },
  },
  passkey_challenges: {
    columns: {
      ...identified,
      official_id: 'text',
      act: 'text',
      purpose: 'text',
      challenge_hash: 'text',
      created_at: 'text',
      expires_at: 'text',
      used_at: 'text?',
    },
    key: byId,
    unique: [['tenant_id', 'challenge_hash']],
    references: { official_id: 'officials' },
  },
};

/** A fingerprint or a screen lock may stand for the code of the phone. */
export async function passkeys(db: Kysely<unknown>): Promise<void> {
  for (const [name, table] of Object.entries(tables)) await createTable(db, name, table);
  await db.schema
    .createIndex('passkeys_by_official_id')
    .on('passkeys')
    .columns(['tenant_id', 'official_id'])
    .execute();
}
