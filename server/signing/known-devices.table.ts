import type { Db, KnownDeviceRow } from '../database/index.js';

export type DeviceNames = Pick<KnownDeviceRow, 'tenant_id' | 'device_hash' | 'official_id' | 'portal_id'>;

/** True when this browser is known for this official in this portal, and for no other of them. */
export async function isDeviceKnown(db: Db, device: DeviceNames, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices')
    .select('id')
    .where('tenant_id', '=', device.tenant_id)
    .where('device_hash', '=', device.device_hash)
    .where('official_id', '=', device.official_id)
    .where('portal_id', '=', device.portal_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a cookie is one that we gave and that still counts for anybody: two officials may share a machine. */
export async function isDeviceOurs(db: Db, deviceHash: string, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('known_devices')
    .select('id')
    .where('device_hash', '=', deviceHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

/** True when it was not known before. */
export async function putDevice(db: Db, row: KnownDeviceRow): Promise<boolean> {
  const before = await isDeviceKnown(db, row, row.created_at);
  await db
    .insertInto('known_devices')
    .values(row)
    .onConflict((oc) =>
      oc
        .columns(['tenant_id', 'device_hash', 'official_id', 'portal_id'])
        .doUpdateSet({ expires_at: row.expires_at, revoked_at: null }),
    )
    .execute();
  return !before;
}

/** Gives how many were known until now. */
export async function revokeDevices(
  db: Db,
  tenantId: string,
  officialId: string,
  at: string,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('known_devices')
    .set({ revoked_at: at })
    .where('tenant_id', '=', tenantId)
    .where('official_id', '=', officialId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
