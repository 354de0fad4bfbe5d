import type { LedgerRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { findHead, listFactsAbout, listFactsThrough } from './ledger.table.js';

/** Everything that was written down about one subject, in order. The caller has checked that it may be seen. */
export function factsAbout(scope: Scope, subject: string): Promise<LedgerRow[]> {
  return look(scope, (db) => listFactsAbout(db, scope.tenantId, subject));
}

/** What was done through one portal since an instant (UTC ISO), newest first, at most 10,000 facts. */
export function factsThrough(scope: Scope, portalId: string, since: string): Promise<LedgerRow[]> {
  return look(scope, (db) => listFactsThrough(db, scope.tenantId, portalId, since, 10_000));
}

/** The seq up to which everything is written: a cursor for deltas. 0 for an empty ledger. */
export async function lastSeq(scope: Scope): Promise<number> {
  return (await look(scope, (db) => findHead(db, scope.tenantId)))?.seq ?? 0;
}
