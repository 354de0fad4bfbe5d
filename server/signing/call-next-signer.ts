import { listSigners, putOnDesk, updateSigner } from '../letters/index.js';
import type { Scope, Work } from '../tenants/index.js';

/**
 * Makes the next waiting signer the current one and puts the letter on that desk, unread. False when none waits.
 */
export async function callNextSigner(work: Work, scope: Scope, letterId: string): Promise<boolean> {
  const signers = await listSigners(work.db, scope.tenantId, letterId);
  const next = signers.find((signer) => signer.state === 'waiting');
  if (!next) return false;
  await updateSigner(work.db, next, { state: 'current' });
  await putOnDesk(work, scope, {
    positionId: next.position_id,
    letterId,
    reason: 'sign',
    state: 'open',
    waitsFor: 'sign',
    unread: true,
  });
  return true;
}
