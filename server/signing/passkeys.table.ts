import type { Db, PasskeyChallengeRow, PasskeyRow } from '../database/index.js';

/** Those of an official today; with `rpId` those that answer there. */
export function passkeysInForce(
  db: Db,
  tenantId: string,
  officialId: string,
  rpId?: string,
): Promise<PasskeyRow[]> {
  let query = db
    .selectFrom('passkeys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null);
  if (rpId !== undefined) query = query.where('rp_id', '=', rpId);
  return query.orderBy('id').execute();
}

/** False where a device gave an id that another row has: of whomever, and in force or not. */
export async function insertPasskey(db: Db, row: PasskeyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('passkeys')
    .values(row)
    .onConflict((oc) => oc.columns(['tenant_id', 'credential_id']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Compare and set: true when the device has counted on since it was last asked, or never counts. */
export async function takeCounter(
  db: Db,
  { tenant_id, id }: Pick<PasskeyRow, 'tenant_id' | 'id'>,
  counter: number,
  act: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('passkeys')
    .set({ counter, last_act: act, last_at: at })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .where((eb) => eb.or([eb('counter', '<', counter), ...(counter === 0 ? [eb('counter', '=', 0)] : [])]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** One of them, or all of an official's. Gives how many were in force. */
export async function retirePasskeys(
  db: Db,
  tenantId: string,
  which: { readonly official_id: string } | { readonly id: string },
  at: string,
): Promise<number> {
  let query = db
    .updateTable('passkeys')
    .set({ retired_at: at })
    .where('tenant_id', '=', tenantId)
    .where('retired_at', 'is', null);
  query =
    'id' in which ? query.where('id', '=', which.id) : query.where('official_id', '=', which.official_id);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Puts a question, and clears away what nobody can answer any more. */
export async function insertChallenge(db: Db, row: PasskeyChallengeRow): Promise<void> {
  await db
    .deleteFrom('passkey_challenges')
    .where('tenant_id', '=', row.tenant_id)
    .where('official_id', '=', row.official_id)
    .where('expires_at', '<=', row.created_at)
    .execute();
  await db.insertInto('passkey_challenges').values(row).execute();
}

/** Compare and set: true when it was asked of this official for this act, is not over, and nobody answered before. */
export async function takeChallenge(
  db: Db,
  asked: Pick<PasskeyChallengeRow, 'tenant_id' | 'official_id' | 'act' | 'purpose' | 'challenge_hash'>,
  now: string,
): Promise<boolean> {
  const result = await db
    .updateTable('passkey_challenges')
    .set({ used_at: now })
    .where('tenant_id', '=', asked.tenant_id)
    .where('official_id', '=', asked.official_id)
    .where('act', '=', asked.act)
    .where('purpose', '=', asked.purpose)
    .where('challenge_hash', '=', asked.challenge_hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
