import type { SignIntent } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { letterAtDesk, listSigners, moveOn } from '../letters/index.js';
import { positionNames } from '../people/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { once, type DeskScope, type Office } from '../tenants/index.js';
import { resolveLetter } from './reconcile-signing.js';
import { insertSignIntent } from './sign-intents.table.js';

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
  return once(scope, { key, request }, async (work) => {
    const { letter } = await letterAtDesk(scope, letterId);
    if (scope.actor.onBehalfOf !== undefined) throw new Problem('signing-not-delegated');
    if (letter.status === 'uncertain') throw new Problem('signing-uncertain');
    const signers = await listSigners(work.db, scope.tenantId, letterId);
    const current = signers.find((signer) => signer.state === 'current');
    if (current?.position_id !== scope.actor.positionId) {
      const names = await positionNames(scope);
      throw new Problem('not-your-turn', { who: names.get(current?.position_id ?? '')?.title ?? '–' });
    }
    moveOn(letter.status as never, 'dispatch');
    const origin = scope.origin ?? office.publicUrl;
    const intentId = newId(scope.now);
    const expiresAt = new Date(scope.now.getTime() + minutes * 60_000).toISOString();
    await insertSignIntent(work.db, {
      tenant_id: scope.tenantId,
      id: intentId,
      letter_id: letterId,
      signer_id: current.id,
      official_id: scope.actor.officialId,
      appointment_id: scope.actor.appointmentId,
      position_id: scope.actor.positionId,
      portal_id: scope.portalId ?? null,
      origin,
      document_sha256: letter.document_sha256 ?? '',
      state: 'open',
      affirmed_at: null,
      dispatched_at: null,
      provider: 'local',
      answered_at: null,
      provider_document: null,
      created_at: scope.now.toISOString(),
      expires_at: expiresAt,
    });
    writeDown(work, scope, { kind: 'signing.intended', subject: letterId, data: { intent: intentId } });
    const frameUrl = `${office.publicUrl}/v1/sign-frame?intent=${intentId}`;
    return { intentId, frameUrl, windowUrl: `${frameUrl}&window=1`, expiresAt };
  });
}
