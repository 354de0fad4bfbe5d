import type { SealSettingRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { demandKeeper } from './demand-keeper.js';
import { findSealSetting, putSealSetting } from './seal-settings.table.js';

export type SealMoment = SealSettingRow['moment'];

/** From now on; what was signed before stays as it is. @throws {Problem} `grant-missing` */
export async function timeSeals(scope: Scope, moment: SealMoment): Promise<void> {
  demandKeeper(scope);
  await work(scope, async (work) => {
    await putSealSetting(work.db, {
      tenant_id: scope.tenantId,
      moment,
      since: scope.now.toISOString(),
    });
    writeDown(work, scope, { kind: 'seal.timed', subject: scope.tenantId, data: { moment } });
  });
}

/** When a tenant seals, and since when that holds; never where nobody said. */
export async function sealMoment(scope: Scope): Promise<{ moment: SealMoment; since: string }> {
  const row = await look(scope, (db) => findSealSetting(db, scope.tenantId));
  return { moment: row?.moment ?? 'never', since: row?.since ?? '' };
}
