import type { Me } from '../contract/portal-session.js';
import type { OfficialRow, TenantRow } from '../database/index.js';
import { desksOf } from '../people/index.js';
import { toTenant, type Scope } from '../tenants/index.js';

/** Who sits in front of the screen, and at which desks they may work today. */
export async function meOf(scope: Scope, tenant: TenantRow, official: OfficialRow): Promise<Me> {
  return {
    official: { id: official.id, name: official.name },
    tenant: toTenant(tenant),
    desks: await desksOf(scope, official.id),
    grants: [...scope.grants],
    now: scope.now.toISOString(),
  };
}
