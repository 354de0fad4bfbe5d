import type { RouteLetter } from '../contract/letters.js';
import { writeDown } from '../ledger/index.js';
import { office } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Work } from '../tenants/index.js';
import { changeDeskItems, putOnDesk, touchLetter } from './desk-items.js';
import { listDeskItemsOfLetter } from './desk-items.table.js';
import { changeLetter, expectVersion, letterHeldAt } from './letter-at-desk.js';
import { moveOn, statusOf } from './letter-life.js';
import { routesOf } from './routes-of-desk.js';

/**
 * Puts a recorded letter before the head. Until the head has disposed it, the registrar may put it before another;
 * it then leaves the first desk.
 *
 * @throws {Problem} `letter-not-found`, `not-registrar`, `position-unknown`, `letter-changed-meanwhile`,
 *   `letter-status-wrong`
 */
export function routeLetter(
  scope: DeskScope,
  letterId: string,
  input: RouteLetter,
  key?: string,
): Promise<{ version: number }> {
  const request = { route: letterId, desk: scope.actor.positionId, input };
  return once(scope, { key, request }, async (work) => {
    // Routing shows nothing of the letter, so the registrar's portal may route a restricted one too.
    const { letter } = await letterHeldAt(scope, letterId);
    if (letter.created_position_id !== scope.actor.positionId) throw new Problem('not-registrar');
    await expectVersion(scope, letter, input.version);
    const status = moveOn(statusOf(letter), 'route');
    await expectRoute(scope, input.to);
    const items = await listDeskItemsOfLetter(work.db, scope.tenantId, letterId);
    if (items.some(({ reason, position_id }) => reason === 'route' && position_id === input.to))
      throw new Problem('letter-status-wrong', { status: 'diteruskan' });

    const version = await changeLetter(work, scope, letter, { status });
    await changeDeskItems(work, scope, { letterId }, (item) => item.reason === 'route', { state: 'gone' });
    const passedOn = { state: 'idle', waits_for: null } as const;
    const mine = { letterId, positionId: scope.actor.positionId };
    await changeDeskItems(work, scope, mine, (item) => item.waits_for === 'route', passedOn);
    await putBeforeHead(work, scope, letterId, input.to);
    await touchLetter(work, scope, letterId);
    return { version };
  });
}

/** @throws {Problem} `position-unknown` unless this desk's register routes there */
export async function expectRoute(scope: DeskScope, to: string): Promise<void> {
  const { positions } = await office(scope);
  const desk = positions.find(({ id }) => id === scope.actor.positionId);
  if (!desk || !routesOf(positions, desk).some(({ id }) => id === to)) throw new Problem('position-unknown');
}

/** The head's row and the fact. */
export async function putBeforeHead(
  work: Work,
  scope: DeskScope,
  letterId: string,
  positionId: string,
): Promise<void> {
  await putOnDesk(work, scope, {
    positionId,
    letterId,
    reason: 'route',
    state: 'open',
    waitsFor: 'disposition',
    unread: true,
  });
  writeDown(work, scope, { kind: 'letter.routed', subject: letterId, data: { to: positionId } });
}
