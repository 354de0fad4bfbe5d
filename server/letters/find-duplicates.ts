import type { Duplicate } from '../contract/letters.js';
import type { LetterRow } from '../database/index.js';
import { unitOfPosition } from '../people/index.js';
import { look, type DeskScope, type Scope } from '../tenants/index.js';
import { listByFile, listByMatchKey } from './duplicates.table.js';
import { isRestricted } from './letter-at-desk.js';
import { matchKey } from './match-key.js';
import { expectRegistrar } from './registrar.js';

/** What is compared: number and sender however they were typed, or the bytes of the file. */
export type DuplicateQuestion =
  { readonly number: string; readonly sender: string } | { readonly sha256: string };

/**
 * Letters that this desk's register already has. Other registers are none of its business.
 *
 * @throws {Problem} `not-registrar`
 */
export function findDuplicates(scope: DeskScope, question: DuplicateQuestion): Promise<Duplicate[]> {
  return look(scope, async (db) => {
    await expectRegistrar(scope);
    const unit = await unitOfPosition(scope, scope.actor.positionId);
    if ('sha256' in question) {
      const rows = await listByFile(db, scope.tenantId, unit.id, question.sha256);
      return rows.map((row) => toDuplicate(scope, row, 'file'));
    }
    const key = matchKey(question.number, question.sender);
    const rows = await listByMatchKey(db, scope.tenantId, unit.id, key);
    return rows.map((row) => toDuplicate(scope, row, 'number-and-sender'));
  });
}

/** Other letters of the desk's register with the very same file. None where the desk keeps no register. */
export function findDuplicatesOfFile(
  scope: DeskScope,
  letterId: string,
  sha256: string,
): Promise<Duplicate[]> {
  return look(scope, async (db) => {
    const unit = await unitOfPosition(scope, scope.actor.positionId);
    const rows = await listByFile(db, scope.tenantId, unit.id, sha256);
    return rows.filter(({ id }) => id !== letterId).map((row) => toDuplicate(scope, row, 'file'));
  });
}

/** A restricted letter is named in a portal by its agenda number alone. */
function toDuplicate(scope: Scope, letter: LetterRow, match: Duplicate['match']): Duplicate {
  const hidden = isRestricted(scope, letter);
  return {
    letterId: letter.id,
    agenda: letter.agenda_number ?? 0,
    subject: hidden ? '' : letter.subject,
    sender: hidden ? '' : letter.sender,
    ...(hidden || letter.number === null ? {} : { number: letter.number }),
    ...(letter.received_date === null ? {} : { receivedDate: letter.received_date }),
    match,
  };
}
