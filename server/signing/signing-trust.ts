import type { TrustStore } from '../pdf/index.js';
import type { Office, Scope } from '../tenants/index.js';
import type { SigningFacts } from './signing-facts.js';
import { tenantAuthority } from './tenant-authority.js';

/** By whom a letter's signatures may be vouched for: whom the operator trusts, and in a trial its own roots, too. */
export async function signingTrust(
  office: Office,
  { scope, tenant, gateways }: { readonly scope: Scope } & Pick<SigningFacts, 'tenant' | 'gateways'>,
): Promise<TrustStore> {
  const { anchors = [], rules = [] } = office.trust ?? {};
  if (tenant.legal_mode !== 'trial') return { anchors, rules };
  const { root } = await tenantAuthority(scope, office);
  return { anchors: [root, ...(gateways?.get(tenant.slug)?.trialRoots ?? []), ...anchors], rules };
}
