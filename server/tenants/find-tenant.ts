import type { Tenant } from '../contract/portal-session.js';
import type { Store, TenantRow } from '../database/index.js';
import { look } from './doors.js';
import type { Scope } from './scope.js';
import { findTenant, findTenantBySlug, listTenants } from './tenants.table.js';

/** The tenant of a scope. A scope always has one, so its absence is a bug. */
export async function tenantOf(scope: Scope): Promise<TenantRow> {
  const row = await look(scope, (db) => findTenant(db, scope.tenantId));
  if (!row) throw new Error('The tenant of a scope is gone.');
  return row;
}

/** Before there is a scope: a command or a start names a tenant by its slug. */
export function tenantBySlug(store: Store, slug: string): Promise<TenantRow | undefined> {
  return store.read((db) => findTenantBySlug(db, slug));
}

/** Before there is a scope: a token names its tenant. */
export function tenantById(store: Store, tenantId: string): Promise<TenantRow | undefined> {
  return store.read((db) => findTenant(db, tenantId));
}

export function allTenants(store: Store): Promise<TenantRow[]> {
  return store.read((db) => listTenants(db));
}

export function toTenant(row: TenantRow): Tenant {
  return {
    id: row.tenant_id,
    slug: row.slug,
    name: row.name,
    legalMode: row.legal_mode,
    zone: row.zone,
    ...(row.hue === null ? {} : { hue: row.hue }),
  };
}
