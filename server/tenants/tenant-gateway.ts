import type { BsreGateway, BsreSettings } from '../bsre/index.js';
import type { Certificate } from '../pdf/index.js';

/** The gateway at which a tenant's officials sign, as the operator configured it. */
export interface TenantGateway extends Pick<BsreSettings, 'originCorner' | 'pageSpace'> {
  readonly gateway: BsreGateway;
  /** At which paths of its signatures end beside those of the operator's trust folder; they vouch for a trial only. */
  readonly trialRoots: readonly Certificate[];
}
