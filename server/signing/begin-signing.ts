import type { SignIntent } from '../contract/signing.js';
import { letterAtDesk } from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Office } from '../tenants/index.js';
import { openIntent } from './open-intent.js';
import { resolveLetter } from './reconcile-signing.js';

const minutes = 5;

/**
 * Opens the way to the sign frame: an intent bound to this official, appointment, portal, origin and document.
 *
 * Its id is no secret and gives no right: a signature needs the passphrase, given on Noken's own page. Whether the
 * certificate and the appointment hold is told there, so that a refusal has room to explain itself.
 *
 * @throws {Problem} `grant-missing`, `letter-not-found`, `restricted-in-portal`, `signing-not-delegated`,
 *   `letter-status-wrong`, `signing-uncertain`, `not-your-turn`
 */
export async function beginSigning(
  scope: DeskScope,
  office: Office,
  letterId: string,
  key?: string,
): Promise<SignIntent> {
  if (!scope.grants.includes('sign')) throw new Problem('grant-missing', { grant: 'sign' });
  await letterAtDesk(scope, letterId);
  await resolveLetter(scope, office, letterId);
  const request = { sign: letterId, desk: scope.actor.positionId };
  return once(scope, { key, request }, async () => {
    const expiresAt = new Date(scope.now.getTime() + minutes * 60_000).toISOString();
    const { id: intentId } = await openIntent(scope, office, { letterId, expiresAt });
    const frameUrl = `${office.publicUrl}/v1/sign-frame?intent=${intentId}`;
    return { intentId, frameUrl, windowUrl: `${frameUrl}&window=1`, expiresAt };
  });
}
