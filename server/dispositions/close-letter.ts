import type { CloseLetter } from '../contract/letters.js';
import { writeDown } from '../ledger/index.js';
import {
  changeDeskItems,
  changeLetter,
  expectVersion,
  isRefusedOf,
  letterAtDesk,
  moveOn,
  statusOf,
  touchLetter,
} from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope } from '../tenants/index.js';
import { listNodes } from './dispositions.table.js';
import { isOpen } from './node-life.js';

/**
 * Ends an incoming letter at the desk to which it was routed; while dispositions are open, a reason is needed. Ends an
 * outgoing one that its signer refused at the desk that made it.
 *
 * @throws {Problem} `letter-not-found`, `letter-changed-meanwhile`, `letter-status-wrong`, `dispositions-open`
 */
export function closeLetter(
  scope: DeskScope,
  letterId: string,
  input: CloseLetter,
): Promise<{ version: number }> {
  return end(scope, letterId, input, 'close');
}

/**
 * Says that a routed letter needs no disposition: an act of its own, so that the trail tells it from a forgotten one.
 *
 * @throws {Problem} `letter-not-found`, `letter-changed-meanwhile`, `letter-status-wrong`
 */
export function skipDisposition(
  scope: DeskScope,
  letterId: string,
  input: CloseLetter,
): Promise<{ version: number }> {
  return end(scope, letterId, input, 'no-disposition');
}

function end(
  scope: DeskScope,
  letterId: string,
  input: CloseLetter,
  event: 'close' | 'no-disposition',
): Promise<{ version: number }> {
  return work(scope, async (work) => {
    const { letter, items } = await letterAtDesk(scope, letterId);
    await expectVersion(scope, letter, input.version);
    const status = moveOn(statusOf(letter), event);
    const mine = items.some((item) => item.reason === 'route') || isRefusedOf(letter, scope.actor.positionId);
    if (!mine) throw new Problem('letter-status-wrong', { status: 'di meja lain' });
    const open = (await listNodes(work.db, scope.tenantId, letterId)).filter(isOpen).length;
    if (open > 0 && !input.reason) throw new Problem('dispositions-open', { count: open });
    const closed = { status, closed_at: scope.now.toISOString(), close_reason: input.reason ?? null };
    const version = await changeLetter(work, scope, letter, closed);
    await changeDeskItems(work, scope, { letterId }, (item) => item.state !== 'done', {
      state: 'done',
      waits_for: null,
      due: null,
    });
    await touchLetter(work, scope, letterId);
    writeDown(work, scope, {
      kind: event === 'close' ? 'letter.closed' : 'letter.no-disposition',
      subject: letterId,
      data: { open },
    });
    return { version };
  });
}
