import type { Db, SealSettingRow } from '../database/index.js';

export function findSealSetting(db: Db, tenantId: string): Promise<SealSettingRow | undefined> {
  return db.selectFrom('seal_settings').selectAll().where('tenant_id', '=', tenantId).executeTakeFirst();
}

export async function putSealSetting(db: Db, row: SealSettingRow): Promise<void> {
  await db.deleteFrom('seal_settings').where('tenant_id', '=', row.tenant_id).execute();
  await db.insertInto('seal_settings').values(row).execute();
}
