export { look, work, type Work } from './doors.js';
export { allTenants, tenantById, tenantBySlug, tenantOf, toTenant } from './find-tenant.js';
export { scopeFor, usualLimits, type Office, type OfficeLimits } from './office.js';
export { once, type OnceKey } from './once.js';
export type { Actor, DeskScope, OfficialActor, Scope } from './scope.js';
export type { TenantGateway } from './tenant-gateway.js';
export { insertTenant } from './tenants.table.js';
