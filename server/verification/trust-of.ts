import { fingerprint, type AnchorRule, type TrustStore } from '../pdf/index.js';
import { trialRoots } from '../signing/index.js';
import type { Office } from '../tenants/index.js';

/** Whom this server trusts: whoever the operator named, and for a trial only its own authorities and those of gateways. */
export async function trustOf({ store, trust, gateways }: Office): Promise<TrustStore> {
  const own = (await trialRoots(store)).map(({ certificate }) => certificate);
  const roots = [...own, ...[...(gateways?.values() ?? [])].flatMap(({ trialRoots: others }) => others)];
  const trials = roots.map((root): AnchorRule => ({
    anchor: fingerprint(root),
    name: root.commonName,
    kind: 'trial',
    purposes: ['signature', 'timestamp'],
  }));
  // First come, first counted: a trial root that was copied into the operator's folder is still a trial's.
  return {
    anchors: [...roots, ...(trust?.anchors ?? [])],
    rules: [...trials, ...(trust?.rules ?? [])],
  };
}
