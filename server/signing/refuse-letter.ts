import type { RefuseLetter } from '../contract/letters.js';
import { writeDown } from '../ledger/index.js';
import {
  changeDeskItems,
  changeLetter,
  expectVersion,
  letterAtDesk,
  listSigners,
  moveOn,
  putOnDesk,
  statusOf,
  touchLetter,
  updateSigner,
} from '../letters/index.js';
import { positionNames } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Office } from '../tenants/index.js';
import { resolveLetter } from './reconcile-signing.js';
import { endOpenIntents } from './sign-intents.table.js';

/**
 * The signer whose turn it is does not sign, and says why: the whole letter is refused and lies again before who made it.
 *
 * Nobody takes that back, since its maker may act on it at once; what was signed before stays in the file as it is. Whether
 * to sign is the holder's own decision, so a helper at the desk cannot make it.
 *
 * @throws {Problem} `grant-missing`, `letter-not-found`, `restricted-in-portal`, `signing-not-delegated`,
 *   `letter-changed-meanwhile`, `letter-status-wrong`, `signing-uncertain`, `not-your-turn`
 */
export async function refuseLetter(
  scope: DeskScope,
  office: Office,
  letterId: string,
  { reason, version }: RefuseLetter,
  key?: string,
): Promise<{ version: number }> {
  if (!scope.grants.includes('sign')) throw new Problem('grant-missing', { grant: 'sign' });
  await letterAtDesk(scope, letterId);
  await resolveLetter(scope, office, letterId);
  const request = { refuse: letterId, desk: scope.actor.positionId, reason, version };
  return once(scope, { key, request }, async (work) => {
    const { letter } = await letterAtDesk(scope, letterId);
    if (scope.actor.onBehalfOf !== undefined) throw new Problem('signing-not-delegated');
    if (letter.status === 'uncertain') throw new Problem('signing-uncertain');
    const status = moveOn(statusOf(letter), 'refuse');
    const signers = await listSigners(work.db, scope.tenantId, letterId);
    const current = signers.find((signer) => signer.state === 'current');
    if (current?.position_id !== scope.actor.positionId) {
      const names = await positionNames(scope);
      throw new Problem('not-your-turn', { who: names.get(current?.position_id ?? '')?.title ?? '–' });
    }
    await expectVersion(scope, letter, version);

    const at = scope.now.toISOString();
    const refused = { state: 'refused', official_id: scope.actor.officialId, at, note: reason } as const;
    if (!(await updateSigner(work.db, current, refused)))
      throw new Error('A signer changed within the act that reads them.');
    await endOpenIntents(work.db, scope.tenantId, letterId);
    const next = await changeLetter(work, scope, letter, { status });
    const mine = { letterId, positionId: scope.actor.positionId };
    await changeDeskItems(work, scope, mine, (item) => item.reason === 'sign' && item.state === 'open', {
      state: 'done',
      waits_for: null,
      unread: 0,
    });
    await putOnDesk(work, scope, {
      positionId: letter.created_position_id,
      letterId,
      reason: 'registrar',
      state: 'open',
      waitsFor: 'close',
      unread: true,
    });
    await touchLetter(work, scope, letterId);
    writeDown(work, scope, { kind: 'letter.refused', subject: letterId, data: { signer: current.id } });
    return { version: next };
  });
}
