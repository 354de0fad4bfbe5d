import type { LetterRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { statusOf } from './letter-life.js';
import { findLetter } from './letters.table.js';

/** A signed letter that is no longer in force. */
export interface EndedLetter {
  /** UTC ISO text. */
  readonly at: string;
  readonly reason: string;
  /** The letter that took its place. */
  readonly replacedBy?: LetterRow;
}

/** How a letter came out of force; undefined where it did not. The caller decides who may hear what of it. */
export async function endingOfLetter(scope: Scope, letter: LetterRow): Promise<EndedLetter | undefined> {
  const status = statusOf(letter);
  if ((status !== 'withdrawn' && status !== 'replaced') || letter.closed_at === null) return undefined;
  const { replaced_by_id: id } = letter;
  const replacedBy = id === null ? undefined : await look(scope, (db) => findLetter(db, scope.tenantId, id));
  return {
    at: letter.closed_at,
    reason: letter.close_reason ?? '',
    ...(replacedBy && { replacedBy }),
  };
}
