import type { Kysely } from 'kysely';
import { createTable } from './create-table.js';
import { owned } from './table-plan.js';

/** Which kinds of letter are closed to who only acts for a holder. What has no row is open. */
export async function capacityRules(db: Kysely<unknown>): Promise<void> {
  await createTable(db, 'capacity_rules', {
    columns: { ...owned, kind_id: 'text', capacity: 'text', rule: 'text' },
    key: ['tenant_id', 'kind_id', 'capacity'],
    references: { kind_id: 'letter_kinds' },
  });
}
