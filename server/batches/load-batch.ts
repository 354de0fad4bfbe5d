import { noteLoad } from '../signing/index.js';
import type { Office } from '../tenants/index.js';
import { batchFacts } from './batch-facts.js';

/**
 * Counts that the frame's page of a batch was given out, with its first letter as that of a lone one is.
 *
 * @returns the one site whose page may frame it, also when it is over
 * @throws {Problem} `batch-not-found`
 */
export async function loadBatch(office: Office, batchId: string, as: 'frame' | 'window'): Promise<string> {
  const { batch, letters } = await batchFacts(office, batchId);
  const first = letters.find(({ intent_id: intentId }) => intentId !== null);
  if (first?.intent_id != null) await noteLoad(office, first.intent_id, as);
  return batch.origin;
}
