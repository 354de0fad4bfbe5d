import type { SigningProvider } from '../database/index.js';
import type { Office, TenantGateway } from '../tenants/index.js';
import type { SigningFacts } from './signing-facts.js';

/** By what an official's signature is made. */
export type SigningMeans =
  { readonly provider: Extract<SigningProvider, 'local'> } | ({ readonly provider: 'bsre' } & TenantGateway);

/**
 * The national certificate goes before a trial's key: whoever is known by NIK signs at the tenant's gateway. In official
 * mode nobody signs otherwise.
 */
export function meansOf(
  { gateways }: { readonly gateways?: Office['gateways'] | undefined },
  { tenant, official }: Pick<SigningFacts, 'tenant' | 'official'>,
): SigningMeans {
  const gateway = gateways?.get(tenant.slug);
  if (!gateway) return { provider: 'local' };
  return official.nik_sealed !== null || tenant.legal_mode === 'official'
    ? { provider: 'bsre', ...gateway }
    : { provider: 'local' };
}
