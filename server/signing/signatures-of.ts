import type { SignatureRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { listSignatures } from './signatures.table.js';

/** Signatures that Noken made in a letter, in the order of its signers. The caller has checked that they may be seen. */
export function signaturesOf(scope: Scope, letterId: string): Promise<SignatureRow[]> {
  return look(scope, (db) => listSignatures(db, scope.tenantId, letterId));
}
