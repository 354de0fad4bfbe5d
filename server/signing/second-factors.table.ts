import { sql } from 'kysely';
import type { Db, EnrolmentRow, SecondFactorRow } from '../database/index.js';

type Kind = SecondFactorRow['kind'];

/** What an official can prove today. */
export function factorsInForce(db: Db, tenantId: string, officialId: string): Promise<SecondFactorRow[]> {
  return db
    .selectFrom('second_factors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('confirmed_at', 'is not', null)
    .where('retired_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** Whether an official ever proved one, in force or not. */
export async function hadFactor(db: Db, tenantId: string, officialId: string): Promise<boolean> {
  const row = await db
    .selectFrom('second_factors')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('confirmed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function findFactor(db: Db, tenantId: string, id: string): Promise<SecondFactorRow | undefined> {
  return db
    .selectFrom('second_factors')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The one that this enrolment began and whose phone has shown no code yet: nobody else was shown its secret. */
export function findPendingFactor(
  db: Db,
  { tenant_id, id, official_id }: EnrolmentRow,
): Promise<SecondFactorRow | undefined> {
  return db
    .selectFrom('second_factors')
    .selectAll()
    .where('tenant_id', '=', tenant_id)
    .where('official_id', '=', official_id)
    .where('last_act', '=', id)
    .where('confirmed_at', 'is', null)
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertFactor(db: Db, row: SecondFactorRow): Promise<void> {
  await db.insertInto('second_factors').values(row).execute();
}

/**
 * Takes one of the tries and, from the `free`th on, shuts the door behind it until the instant that `until` names.
 * Gives its number, from 1; undefined while it is shut.
 */
export async function takeFactorTry(
  db: Db,
  { tenant_id, id }: Pick<SecondFactorRow, 'tenant_id' | 'id'>,
  now: string,
  until: (attempt: number) => string | null,
): Promise<number | undefined> {
  const row = await db
    .updateTable('second_factors')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .returning('tries')
    .executeTakeFirst();
  if (!row) return undefined;
  await db
    .updateTable('second_factors')
    .set({ locked_until: until(row.tries) })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute();
  return row.tries;
}

/** Compare and set: true when no later code was taken, nor this one for another act. Gives the tries back. */
export async function takeStep(
  db: Db,
  { tenant_id, id }: Pick<SecondFactorRow, 'tenant_id' | 'id'>,
  step: number,
  act: string,
): Promise<boolean> {
  const result = await db
    .updateTable('second_factors')
    .set({ last_step: step, last_act: act, tries: 0, locked_until: null })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .where((eb) =>
      eb.or([eb('last_step', '<', step), eb.and([eb('last_step', '=', step), eb('last_act', '=', act)])]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Compare and set: true when it waited for this. */
export async function confirmFactor(
  db: Db,
  { tenant_id, id }: Pick<SecondFactorRow, 'tenant_id' | 'id'>,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('second_factors')
    .set({ confirmed_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Puts all of an official's factors out of force, but the one that takes their place. Gives how many there were. */
export async function retireFactors(
  db: Db,
  tenantId: string,
  officialId: string,
  at: string,
  but?: { readonly id: string; readonly kind: Kind },
): Promise<number> {
  let query = db
    .updateTable('second_factors')
    .set({ retired_at: at })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null);
  if (but) query = query.where('id', '<>', but.id).where('kind', '=', but.kind);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Since when every signer of this tenant proves one; undefined where only those do who have one. */
export async function factorDemandedSince(db: Db, tenantId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('factor_demands')
    .select('since')
    .where('tenant_id', '=', tenantId)
    .executeTakeFirst();
  return row?.since;
}

/** True when it was otherwise before. */
export async function setFactorDemand(db: Db, tenantId: string, since: string | null): Promise<boolean> {
  if (since === null) {
    const gone = await db.deleteFrom('factor_demands').where('tenant_id', '=', tenantId).executeTakeFirst();
    return gone.numDeletedRows > 0n;
  }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('factor_demands')
    .values({ tenant_id: tenantId, since })
    .onConflict((oc) => oc.column('tenant_id').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
