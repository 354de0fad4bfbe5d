import type { LetterRow, Store } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { findLetterByCode } from './letter-codes.table.js';
import { findLetter, findLetterOfFile } from './letters.table.js';

/** A letter without a desk: for jobs and for who was let in by something else than a desk. Never for a reader's request. */
export function letterById(scope: Scope, letterId: string): Promise<LetterRow | undefined> {
  return look(scope, (db) => findLetter(db, scope.tenantId, letterId));
}

/** The letter that bears a public code, of whichever tenant. The caller decides what of it is public. */
export function letterOfCode(store: Store, code: string): Promise<LetterRow | undefined> {
  return store.read((db) => findLetterByCode(db, code));
}

/** The letter that was signed as these very bytes, now or at an earlier signature. */
export function letterOfFile(scope: Scope, sha256: string): Promise<LetterRow | undefined> {
  return look(scope, (db) => findLetterOfFile(db, scope.tenantId, sha256));
}
