import type { ArchiveStampRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { listStamps } from './archive-stamps.table.js';

/** Which letters have an archive time-stamp and until when, and which wait for one and why; what is due first comes first. */
export function listArchive(scope: Scope): Promise<ArchiveStampRow[]> {
  return look(scope, (db) => listStamps(db, scope.tenantId));
}
