import type { LedgerRow } from '../database/index.js';
import { factsThrough, writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { findKey, turnKeyOff } from './portals.table.js';

const days = 30;

/**
 * Turns a key off: its sessions end at once. Answers what its portal read and did in the last 30 days, newest first.
 *
 * @throws {Problem} `assertion-key-unknown` when this tenant has no such active key
 */
export async function disablePortalKey(scope: Scope, keyId: string): Promise<LedgerRow[]> {
  const at = scope.now.toISOString();
  const portalId = await work(scope, async (work) => {
    const key = await findKey(work.db, scope.tenantId, keyId);
    if (!key || !(await turnKeyOff(work.db, scope.tenantId, keyId, at)))
      throw new Problem('assertion-key-unknown');
    writeDown(work, scope, { kind: 'portal.key-disabled', subject: keyId, data: { portal: key.portal_id } });
    return key.portal_id;
  });
  return factsThrough(scope, portalId, new Date(scope.now.getTime() - days * 86_400_000).toISOString());
}
