import { sql } from 'kysely';
import type { Db } from '../database/index.js';

export async function countVerification(
  db: Db,
  tenantId: string,
  day: string,
  verdict: string,
): Promise<void> {
  await db
    .insertInto('verification_counts')
    .values({ tenant_id: tenantId, day, verdict, count: 1 })
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'day', 'verdict'])
        .doUpdateSet({ count: sql<number>`verification_counts.count + 1` }),
    )
    .execute();
}
