import type {
  Db,
  OfficialRow,
  PortalAccountRow,
  PortalAssertionRow,
  PortalKeyRow,
  PortalRow,
  SessionRow,
  TenantRow,
} from '../database/index.js';

/** A key id stands in a JWT header without a tenant, so this is asked before there is a scope. */
export async function findKeyAnywhere(
  db: Db,
  keyId: string,
): Promise<{ key: PortalKeyRow; portal: PortalRow; tenant: TenantRow } | undefined> {
  const key = await db.selectFrom('portal_keys').selectAll().where('id', '=', keyId).executeTakeFirst();
  if (!key) return undefined;
  const portal = await findPortal(db, key.tenant_id, key.portal_id);
  const tenant = await findTenantRow(db, key.tenant_id);
  return portal && tenant && { key, portal, tenant };
}

export interface SessionFound {
  readonly session: SessionRow;
  readonly portal: PortalRow;
  readonly key: PortalKeyRow;
  readonly official: OfficialRow;
  readonly tenant: TenantRow;
}

/** A token carries no tenant either; its hash is unique over all of them. */
export async function findSessionAnywhere(db: Db, tokenHash: string): Promise<SessionFound | undefined> {
  const session = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  if (!session) return undefined;
  const { tenant_id: tenantId } = session;
  const portal = await findPortal(db, tenantId, session.portal_id);
  const tenant = await findTenantRow(db, tenantId);
  const key = await findKey(db, tenantId, session.key_id);
  const official = await db
    .selectFrom('officials')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', session.official_id)
    .executeTakeFirst();
  return portal && key && official && tenant && { session, portal, key, official, tenant };
}

/** Active portals of all tenants that may name this origin; the caller reads their lists. */
export function listPortalsNaming(db: Db, origin: string): Promise<Pick<PortalRow, 'origins'>[]> {
  const quoted = JSON.stringify(origin).replace(/[%_\\]/g, '\\$&');
  return db
    .selectFrom('portals')
    .select('origins')
    .where('active', '=', 1)
    .where((eb) => eb(eb.ref('origins'), 'like', `%${quoted}%`))
    .limit(50)
    .execute();
}

export function findPortal(db: Db, tenantId: string, portalId: string): Promise<PortalRow | undefined> {
  return db
    .selectFrom('portals')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', portalId)
    .executeTakeFirst();
}

export function listPortals(db: Db, tenantId: string): Promise<PortalRow[]> {
  return db.selectFrom('portals').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute();
}

export async function insertPortal(db: Db, row: PortalRow): Promise<void> {
  await db.insertInto('portals').values(row).execute();
}

export async function updateOrigins(
  db: Db,
  tenantId: string,
  portalId: string,
  origins: string,
): Promise<void> {
  await db
    .updateTable('portals')
    .set({ origins })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', portalId)
    .execute();
}

export function findKey(db: Db, tenantId: string, keyId: string): Promise<PortalKeyRow | undefined> {
  return db
    .selectFrom('portal_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .executeTakeFirst();
}

export function listActiveKeys(db: Db, tenantId: string, portalId: string): Promise<PortalKeyRow[]> {
  return db
    .selectFrom('portal_keys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('portal_id', '=', portalId)
    .where('active', '=', 1)
    .orderBy('id')
    .execute();
}

export async function insertKey(db: Db, row: PortalKeyRow): Promise<void> {
  await db.insertInto('portal_keys').values(row).execute();
}

/** True when the key was active until now. */
export async function turnKeyOff(db: Db, tenantId: string, keyId: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('portal_keys')
    .set({ active: 0, disabled_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', keyId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export function findAccount(
  db: Db,
  tenantId: string,
  portalId: string,
  sub: string,
): Promise<PortalAccountRow | undefined> {
  return db
    .selectFrom('portal_accounts')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('portal_id', '=', portalId)
    .where('sub', '=', sub)
    .executeTakeFirst();
}

export async function upsertAccount(db: Db, row: PortalAccountRow): Promise<void> {
  await db
    .insertInto('portal_accounts')
    .values(row)
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'portal_id', 'sub'])
        .doUpdateSet({ official_id: row.official_id, linked_at: row.linked_at }),
    )
    .execute();
}

/** The accounts of one official, with what their portals are called. */
export function listAccountsOf(
  db: Db,
  tenantId: string,
  officialId: string,
): Promise<{ portalId: string; portal: string; sub: string }[]> {
  return db
    .selectFrom('portal_accounts')
    .innerJoin('portals', (join) =>
      join
        .onRef('portals.tenant_id', '=', 'portal_accounts.tenant_id')
        .onRef('portals.id', '=', 'portal_accounts.portal_id'),
    )
    .select(['portal_accounts.portal_id as portalId', 'portals.name as portal', 'portal_accounts.sub as sub'])
    .where('portal_accounts.tenant_id', '=', tenantId)
    .where('portal_accounts.official_id', '=', officialId)
    .orderBy('portal_accounts.linked_at')
    .orderBy('portal_accounts.sub')
    .execute();
}

/** Ends an account and the official's sessions at that portal. True when it was linked to that official until now. */
export async function deleteAccount(
  db: Db,
  { tenantId, portalId, sub, officialId }: Record<'tenantId' | 'portalId' | 'sub' | 'officialId', string>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('portal_accounts')
    .where('tenant_id', '=', tenantId)
    .where('portal_id', '=', portalId)
    .where('sub', '=', sub)
    .where('official_id', '=', officialId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await db
    .deleteFrom('sessions')
    .where('tenant_id', '=', tenantId)
    .where('portal_id', '=', portalId)
    .where('official_id', '=', officialId)
    .execute();
  return true;
}

/** Keeps a `jti`; false when it was kept before. Those whose time is over go. */
export async function keepAssertion(db: Db, row: PortalAssertionRow, now: string): Promise<boolean> {
  await db
    .deleteFrom('portal_assertions')
    .where('tenant_id', '=', row.tenant_id)
    .where('portal_id', '=', row.portal_id)
    .where('expires_at', '<', now)
    .execute();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('portal_assertions')
    .values(row)
    .onConflict((oc) => oc.columns(['tenant_id', 'portal_id', 'jti']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Adds a session; the official's sessions that are over by a day go. */
export async function insertSession(db: Db, row: SessionRow, yesterday: string): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where('tenant_id', '=', row.tenant_id)
    .where('official_id', '=', row.official_id)
    .where('expires_at', '<', yesterday)
    .execute();
  await db.insertInto('sessions').values(row).execute();
}

function findTenantRow(db: Db, tenantId: string): Promise<TenantRow | undefined> {
  return db.selectFrom('tenants').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}
