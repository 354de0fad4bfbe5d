import type { SealKeyRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { demandKeeper } from './demand-keeper.js';
import { findSealKey, retireSealKeyRow } from './seal-keys.table.js';

/**
 * Takes the institution's key out of force; nothing can be sealed with it from then on, and what we held of it is gone.
 * What it sealed stays sealed.
 *
 * @param serial in hexadecimal, upper or lower case
 * @throws {Problem} `grant-missing`, `seal-key-not-found`
 */
export async function retireSealKey(scope: Scope, serial: string): Promise<SealKeyRow> {
  demandKeeper(scope);
  const at = scope.now.toISOString();
  return work(scope, async (work) => {
    const row = await findSealKey(work.db, scope.tenantId);
    const meant = row?.serial === serial.trim().toLowerCase();
    if (!row || !meant || !(await retireSealKeyRow(work.db, scope.tenantId, row.id, at)))
      throw new Problem('seal-key-not-found', { serial });
    writeDown(work, scope, { kind: 'seal.retired', subject: row.id, data: { serial: row.serial } });
    return { ...row, state: 'retired', retired_at: at, sealed_key: null };
  });
}
