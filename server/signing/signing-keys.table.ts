import { sql } from 'kysely';
import type { Db, SigningKeyRow } from '../database/index.js';

/** The key that an official signs with today; undefined before the first enrolment. */
export function findSigningKey(
  db: Db,
  tenantId: string,
  officialId: string,
): Promise<SigningKeyRow | undefined> {
  return db
    .selectFrom('signing_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertSigningKey(db: Db, row: SigningKeyRow): Promise<void> {
  await db.insertInto('signing_keys').values(row).execute();
}

export async function retireSigningKeys(
  db: Db,
  tenantId: string,
  officialId: string,
  at: string,
): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ retired_at: at })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('retired_at', 'is', null)
    .execute();
}

/** Puts a renewed certificate in the place of the one that the key had. The sealed key itself is left alone. */
export async function renewSigningKey(
  db: Db,
  { tenant_id, id }: SigningKeyRow,
  chain: string,
  notAfter: string,
): Promise<void> {
  await db
    .updateTable('signing_keys')
    .set({ certificate_chain: chain, not_after: notAfter })
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .execute();
}

/** Takes one of the tries. Gives its number, from 1; undefined when none is left. */
export async function takeTry(
  db: Db,
  tenantId: string,
  keyId: string,
  most: number,
): Promise<number | undefined> {
  const row = await db
    .updateTable('signing_keys')
    .set({ tries: sql<number>`tries + 1` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('tries', '<', most)
    .where('locked_at', 'is', null)
    .where('retired_at', 'is', null)
    .returning('tries')
    .executeTakeFirst();
  return row?.tries;
}

/** After the right passphrase. False when the key was locked or retired meanwhile. */
export async function resetTries(db: Db, tenantId: string, keyId: string): Promise<boolean> {
  const result = await db
    .updateTable('signing_keys')
    .set({ tries: 0 })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('locked_at', 'is', null)
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** True when this call locked it. */
export async function lockSigningKey(db: Db, tenantId: string, keyId: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('signing_keys')
    .set({ locked_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('locked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Personal keys that could still sign. */
export async function countOpenKeys(db: Db, tenantId: string): Promise<number> {
  const row = await db
    .selectFrom('signing_keys')
    .select((select) => select.fn.countAll<number>().as('keys'))
    .where('tenant_id', '=', tenantId)
    .where('retired_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.keys);
}
