import type { DeskItemRow, LetterRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { officialNames } from '../people/index.js';
import { look, type DeskScope, type Scope, type Work } from '../tenants/index.js';
import { listDeskItemsOfLetter } from './desk-items.table.js';
import { findLetter, updateLetter } from './letters.table.js';

/** A letter and the rows by which this desk has it, newest first and never empty. */
export interface LetterAtDesk {
  readonly letter: LetterRow;
  readonly items: readonly DeskItemRow[];
}

/**
 * The one door to a letter: there exactly if the desk has a row for it. Off the line it does not exist.
 *
 * A letter above sifat biasa does not open in a portal (design.md §6).
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`
 */
export async function letterAtDesk(scope: DeskScope, letterId: string): Promise<LetterAtDesk> {
  const held = await letterHeldAt(scope, letterId);
  if (isRestricted(scope, held.letter)) throw new Problem('restricted-in-portal');
  return held;
}

/**
 * As `letterAtDesk`, for acts that show nothing of the letter: who hands over the scan of a restricted letter, or
 * passes it on, may do so in a portal.
 *
 * @throws {Problem} `letter-not-found`
 */
export async function letterHeldAt(scope: DeskScope, letterId: string): Promise<LetterAtDesk> {
  return look(scope, async (db) => {
    const letter = await findLetter(db, scope.tenantId, letterId);
    const items = letter
      ? await listDeskItemsOfLetter(db, scope.tenantId, letterId, scope.actor.positionId)
      : [];
    if (!letter || items.length === 0) throw new Problem('letter-not-found');
    return { letter, items };
  });
}

/** A portal's key proves a website, not a person: terbatas and above open only at Noken's own place. */
export function isRestricted(scope: Scope, letter: Pick<LetterRow, 'sifat'>): boolean {
  return scope.portalId !== undefined && letter.sifat !== 'biasa';
}

/**
 * Changes a letter if it still is the one that was seen: two people acting at once are told apart politely.
 *
 * @throws {Problem} `letter-changed-meanwhile` names who came first
 */
export async function changeLetter(
  work: Work,
  scope: Scope,
  seen: Pick<LetterRow, 'id' | 'version'>,
  change: Parameters<typeof updateLetter>[4],
): Promise<number> {
  const by = scope.actor.kind === 'official' ? { changed_by: scope.actor.officialId } : {};
  if (await updateLetter(work.db, scope.tenantId, seen.id, seen.version, { ...change, ...by }))
    return seen.version + 1;
  const now = await findLetter(work.db, scope.tenantId, seen.id);
  const names = await officialNames(scope, now ? [now.changed_by] : []);
  throw new Problem('letter-changed-meanwhile', { by: (now && names.get(now.changed_by)) ?? 'orang lain' });
}

/** @throws {Problem} `letter-changed-meanwhile` when the caller saw an older version than the one that stands. */
export async function expectVersion(scope: Scope, letter: LetterRow, version: number): Promise<void> {
  if (letter.version === version) return;
  const names = await officialNames(scope, [letter.changed_by]);
  throw new Problem('letter-changed-meanwhile', { by: names.get(letter.changed_by) ?? 'orang lain' });
}
