import { sql } from 'kysely';
import type { Db, GatewayPersonRow } from '../database/index.js';

export function findGatewayPerson(
  db: Db,
  tenantId: string,
  officialId: string,
): Promise<GatewayPersonRow | undefined> {
  return db
    .selectFrom('gateway_people')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .executeTakeFirst();
}

/** What the gateway says of a person now; how often they were wrong stays as it is. */
export async function keepStanding(
  db: Db,
  row: Pick<GatewayPersonRow, 'tenant_id' | 'official_id' | 'state' | 'state_at' | 'said'>,
): Promise<void> {
  const { state, state_at, said } = row;
  await db
    .insertInto('gateway_people')
    .values({ ...row, tries: 0, locked_until: null })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'official_id']).doUpdateSet({ state, state_at, said }),
    )
    .execute();
}

/** Takes a try. Gives how many were taken since the last right one, from 1; undefined while the person is locked. */
export async function takeGatewayTry(
  db: Db,
  tenantId: string,
  officialId: string,
  now: string,
): Promise<number | undefined> {
  const row = await db
    .updateTable('gateway_people')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where((where) => where.or([where('locked_until', 'is', null), where('locked_until', '<=', now)]))
    .returning('tries')
    .executeTakeFirst();
  return row?.tries;
}

/** After an answer that said nothing against the passphrase: all tries back, or the one that was taken. */
export async function giveTriesBack(
  db: Db,
  tenantId: string,
  officialId: string,
  which: 'all' | 'one',
): Promise<void> {
  await db
    .updateTable('gateway_people')
    .set(
      which === 'all'
        ? { tries: 0, locked_until: null }
        : { tries: sql<number>`case when tries > 0 then tries - 1 else 0 end` },
    )
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .execute();
}

export async function lockGatewayPerson(
  db: Db,
  tenantId: string,
  officialId: string,
  until: string,
): Promise<void> {
  await db
    .updateTable('gateway_people')
    .set({ locked_until: until })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .execute();
}
