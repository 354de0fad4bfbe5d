import type { GatewayPersonRow } from '../database/index.js';
import { look, type Scope } from '../tenants/index.js';
import { findGatewayPerson } from './gateway-people.table.js';

/** What the gateway said of an official when it was asked last; undefined where it never was. */
export function gatewayPerson(scope: Scope, officialId: string): Promise<GatewayPersonRow | undefined> {
  return look(scope, (db) => findGatewayPerson(db, scope.tenantId, officialId));
}
