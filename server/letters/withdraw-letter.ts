import type { WithdrawLetter } from '../contract/letters.js';
import type { Db, LetterRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { positionById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, once, type DeskScope } from '../tenants/index.js';
import { changeDeskItems, touchLetter } from './desk-items.js';
import { listDeskItemsOfLetter } from './desk-items.table.js';
import { changeLetter, expectVersion, letterAtDesk } from './letter-at-desk.js';
import { isInForce, moveOn, statusOf } from './letter-life.js';
import { listLettersOfNumber } from './letters.table.js';
import { listSigners } from './signers.table.js';

/**
 * Takes a signed letter out of force, or says which other one takes its place. Its file and signatures stay as they are;
 * everybody who checks it hears of it from then on, and nobody takes that back.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `withdraw-not-yours`, `letter-changed-meanwhile`,
 *   `letter-status-wrong`, `replacement-unknown`
 */
export function withdrawLetter(
  scope: DeskScope,
  letterId: string,
  { reason, version, replacedBy }: WithdrawLetter,
  key?: string,
): Promise<{ version: number }> {
  const request = {
    withdraw: letterId,
    desk: scope.actor.positionId,
    input: { reason, version, replacedBy: replacedBy ?? null },
  };
  return once(scope, { key, request }, async (work) => {
    const { letter } = await letterAtDesk(scope, letterId);
    if (!(await mayWithdraw(scope, letter))) throw new Problem('withdraw-not-yours');
    await expectVersion(scope, letter, version);
    const status = moveOn(statusOf(letter), replacedBy === undefined ? 'withdraw' : 'replace');
    const next =
      replacedBy === undefined ? undefined : await replacementOf(work.db, scope, letter, replacedBy);

    const changed = await changeLetter(work, scope, letter, {
      status,
      closed_at: scope.now.toISOString(),
      close_reason: reason,
      replaced_by_id: next?.id ?? null,
    });
    const others = (item: { position_id: string }) => item.position_id !== scope.actor.positionId;
    await changeDeskItems(work, scope, { letterId }, others, { unread: 1 });
    await touchLetter(work, scope, letterId);
    writeDown(work, scope, {
      kind: next ? 'letter.replaced' : 'letter.withdrawn',
      subject: letterId,
      data: next ? { by: next.id } : {},
    });
    return { version: changed };
  });
}

/**
 * Who signed the letter, or keeps the register of its unit, and nobody else: no helper at their desks, and no desk above.
 */
export function mayWithdraw(
  scope: DeskScope,
  letter: Pick<LetterRow, 'id' | 'direction' | 'unit_id'>,
): Promise<boolean> {
  const { positionId, onBehalfOf } = scope.actor;
  if (letter.direction === 'incoming' || onBehalfOf !== undefined) return Promise.resolve(false);
  return look(scope, async (db) => {
    const signers = await listSigners(db, scope.tenantId, letter.id);
    if (signers.some(({ position_id, state }) => position_id === positionId && state === 'signed'))
      return true;
    const position = await positionById(scope, positionId);
    return position?.is_registrar === 1 && position.unit_id === letter.unit_id;
  });
}

/** Another letter of that number, signed and in force, which this desk has. */
async function replacementOf(
  db: Db,
  scope: DeskScope,
  letter: LetterRow,
  number: string,
): Promise<LetterRow> {
  for (const other of await listLettersOfNumber(db, scope.tenantId, number)) {
    const isOne = other.id !== letter.id && other.direction !== 'incoming' && isInForce(statusOf(other));
    if (!isOne) continue;
    const items = await listDeskItemsOfLetter(db, scope.tenantId, other.id, scope.actor.positionId);
    if (items.length > 0) return other;
  }
  throw new Problem('replacement-unknown', { number });
}
