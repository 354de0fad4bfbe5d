import type { UnendedBatches } from '../contract/sign-batches.js';
import { look, type DeskScope, type Office } from '../tenants/index.js';
import { batchAddresses } from './batch-addresses.js';
import { stateOfBatch, stateOfLetter } from './batch-facts.js';
import { listBatchLetters } from './sign-batch-items.table.js';
import { listUnended } from './sign-batches.table.js';

/** The batches that an official began at a desk and that have not ended: found again after the screen was closed. */
export async function unendedBatches(scope: DeskScope, office: Office): Promise<UnendedBatches> {
  const { officialId, positionId } = scope.actor;
  const of = { tenant_id: scope.tenantId, official_id: officialId, position_id: positionId };
  return look(scope, async (db) => {
    const rows = await listUnended(db, of, scope.now.toISOString());
    // A frame is bound to the site that it was opened from.
    const mine = rows.filter((batch) => batch.portal_id === (scope.portalId ?? null));
    const batches: UnendedBatches['batches'] = [];
    for (const batch of mine) {
      const letters = await listBatchLetters(db, scope.tenantId, batch.id);
      // Whoever closed it before anything was read has lost nothing.
      if (batch.state === 'open' && letters.every(({ seen }) => seen === '[]')) continue;
      const states = letters.map(stateOfLetter);
      batches.push({
        batchId: batch.id,
        ...batchAddresses(office, batch.id),
        expiresAt: batch.expires_at,
        state: stateOfBatch({ batch, scope }),
        letters: states.length,
        signed: states.filter((state) => state === 'signed').length,
        uncertain: states.filter((state) => state === 'uncertain').length,
      });
    }
    return { batches };
  });
}
