import { writeDown } from '../ledger/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { deleteAccount, listAccountsOf } from './portals.table.js';

/** A name under which an official is known at a portal. */
export interface Account {
  readonly portalId: string;
  readonly portal: string;
  readonly sub: string;
}

/** Under which names a portal may act for this official, in the order in which they were made. */
export function accountsOf(scope: Scope, officialId: string): Promise<Account[]> {
  return look(scope, (db) => listAccountsOf(db, scope.tenantId, officialId));
}

/**
 * The official says that an account is not theirs: the portal acts for them under it no more, at once.
 *
 * @returns false where it was not linked to them
 */
export async function refuseAccount(scope: Scope, officialId: string, account: Account): Promise<boolean> {
  return work(scope, async (work) => {
    const { portalId, sub } = account;
    if (!(await deleteAccount(work.db, { tenantId: scope.tenantId, portalId, sub, officialId })))
      return false;
    writeDown(work, scope, { kind: 'account.refused', subject: portalId, data: { official: officialId } });
    return true;
  });
}
