import type { SealKeyRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { listSealKeyRows } from './seal-keys.table.js';

/** Every key that a tenant sealed or seals with, oldest first. */
export function listSealKeys(scope: Scope): Promise<SealKeyRow[]> {
  return look(scope, (db) => listSealKeyRows(db, scope.tenantId));
}
