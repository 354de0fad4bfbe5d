import type { BatchBegun } from '../contract/sign-batches.js';
import type { Office } from '../tenants/index.js';

/** Where the screen of a batch is, as a frame and as a window of its own. */
export function batchAddresses(
  { publicUrl }: Pick<Office, 'publicUrl'>,
  batchId: string,
): Pick<BatchBegun, 'frameUrl' | 'windowUrl'> {
  const frameUrl = `${publicUrl}/v1/batch-frame?batch=${batchId}`;
  return { frameUrl, windowUrl: `${frameUrl}&window=1` };
}
