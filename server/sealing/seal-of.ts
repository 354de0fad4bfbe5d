import type { SealRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { findSeal } from './seals.table.js';

/** The institution's seal on a letter, if it has one. The caller has checked that it may be seen. */
export function sealOf(scope: Scope, letterId: string): Promise<SealRow | undefined> {
  return look(scope, (db) => findSeal(db, scope.tenantId, letterId));
}
