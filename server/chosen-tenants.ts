import { Misuse } from './command.js';
import type { Store, TenantRow } from './database/index.js';
import { allTenants } from './tenants/index.js';

/** The tenants that a command means: the one of that slug, or all. @throws {Misuse} where there is none */
export async function chosenTenants(store: Store, slug: string | undefined): Promise<TenantRow[]> {
  const tenants = await allTenants(store);
  const found = slug === undefined ? tenants : tenants.filter((tenant) => tenant.slug === slug);
  if (found.length === 0)
    throw new Misuse(slug === undefined ? 'There is no tenant.' : `There is no tenant ${slug}.`);
  return found;
}
