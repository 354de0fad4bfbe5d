import type { Decide, Decided } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { letterAtDesk } from '../letters/index.js';
import type { SignIntentRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope, type Office } from '../tenants/index.js';
import { keepAnswered } from './reconcile-signing.js';
import { giveBack, isInFlight, whileInFlight } from './settle-intent.js';
import { mayDecide, uncertainIntent } from './show-uncertainty.js';

/**
 * A person says that nothing was signed, having looked at what is known: the letter waits for the signer again and may
 * be sent once more. This and a file that proves the contrary are the only ways out.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `signing-certain`, `signing-not-delegated`
 */
export async function decideUnsigned(
  scope: DeskScope,
  letterId: string,
  { intentId, reason }: Decide,
): Promise<Decided> {
  const intent = await decidable(scope, letterId, intentId);
  const given = await work(scope, async (work) => {
    writeDown(work, scope, {
      kind: 'signing.decided',
      subject: letterId,
      data: { intent: intent.id, decision: 'not-signed', reason },
    });
    return giveBack(scope, intent, 'signing.resolved', 'decided-by-person');
  });
  if (!given) throw new Problem('signing-certain');
  return { state: 'awaiting-signature' };
}

/**
 * A person brings the file that the provider signed, from wherever it has it. It counts exactly as far as it proves
 * itself: our bytes, and one right signature more.
 *
 * @throws {Problem} as `decideUnsigned`, and `file-too-large`, `signed-copy-wrong`: then nothing has changed
 */
export async function decideSigned(
  scope: DeskScope,
  office: Office,
  letterId: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Decided> {
  const intent = await decidable(scope, letterId);
  const { sha256 } = await scope.documents.put(scope.tenantId, bytes, office.limits.file);
  return whileInFlight(intent.id, async () => {
    const why = await keepAnswered({ ...scope, now: office.now() }, office, intent, sha256, 'person');
    // The provider's own evidence, or the same file from another screen, came first.
    if (why === 'intent-used') throw new Problem('signing-certain');
    if (why !== undefined) throw new Problem('signed-copy-wrong', { why });
    return { state: 'signed' };
  });
}

async function decidable(scope: DeskScope, letterId: string, intentId?: string): Promise<SignIntentRow> {
  await letterAtDesk(scope, letterId);
  const intent = await uncertainIntent(scope, letterId);
  if (!mayDecide(scope, intent)) throw new Problem('signing-not-delegated');
  // Somebody looked at another one, or it is being asked about right now.
  if ((intentId !== undefined && intentId !== intent.id) || isInFlight(intent.id))
    throw new Problem('signing-certain');
  return intent;
}
