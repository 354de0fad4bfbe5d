import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { letterAtDesk, listSigners, moveOn } from '../letters/index.js';
import { positionNames } from '../people/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope, type Office } from '../tenants/index.js';
import { insertSignIntent } from './sign-intents.table.js';

export interface IntentPlan {
  readonly letterId: string;
  /** ISO 8601. */
  readonly expiresAt: string;
  /** The batch that the letter is signed with. */
  readonly batchId?: string;
}

/**
 * Opens an intent for the signer whose turn it is, bound to official, appointment, portal, origin and document.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `signing-not-delegated`, `letter-status-wrong`,
 *   `signing-uncertain`, `not-your-turn`
 */
export function openIntent(
  scope: DeskScope,
  office: Pick<Office, 'publicUrl'>,
  { letterId, expiresAt, batchId }: IntentPlan,
): Promise<SignIntentRow> {
  return work(scope, async (work) => {
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
    const intent: SignIntentRow = {
      tenant_id: scope.tenantId,
      id: newId(scope.now),
      letter_id: letterId,
      signer_id: current.id,
      official_id: scope.actor.officialId,
      appointment_id: scope.actor.appointmentId,
      position_id: scope.actor.positionId,
      portal_id: scope.portalId ?? null,
      origin: scope.origin ?? office.publicUrl,
      document_sha256: letter.document_sha256 ?? '',
      state: 'open',
      affirmed_at: null,
      dispatched_at: null,
      provider: 'local',
      answered_at: null,
      provider_document: null,
      created_at: scope.now.toISOString(),
      expires_at: expiresAt,
    };
    await insertSignIntent(work.db, intent);
    writeDown(work, scope, {
      kind: 'signing.intended',
      subject: letterId,
      data: { intent: intent.id, ...(batchId === undefined ? {} : { batch: batchId }) },
    });
    return intent;
  });
}
