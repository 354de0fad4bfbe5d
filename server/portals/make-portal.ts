import type { Grant } from '../contract/vocabulary.js';
import type { PortalKeyRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { newId } from '../platform/ids.js';
import { sealSecret } from '../platform/secret-keys.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import {
  insertKey,
  insertPortal,
  listActiveKeys,
  listPortals,
  updateOrigins,
  upsertAccount,
} from './portals.table.js';

export interface PortalPlan {
  readonly name: string;
  /** Exact: scheme, host and port, no slash at the end. */
  readonly origins: readonly string[];
  readonly grants: readonly Grant[];
}

function demandOrigins(origins: readonly string[]): void {
  for (const origin of origins)
    if (new URL(origin).origin !== origin) throw new RangeError(`${origin} is not an origin.`);
}

/** Makes a portal of the scope's tenant; it can do nothing until it has a key and linked accounts. */
export async function makePortal(scope: Scope, plan: PortalPlan): Promise<{ portalId: string }> {
  demandOrigins(plan.origins);
  const portalId = newId(scope.now);
  await work(scope, async (work) => {
    await insertPortal(work.db, {
      tenant_id: scope.tenantId,
      id: portalId,
      name: plan.name,
      origins: JSON.stringify(plan.origins),
      grants: JSON.stringify(plan.grants),
      active: 1,
    });
    writeDown(work, scope, {
      kind: 'portal.made',
      subject: portalId,
      data: { origins: plan.origins, grants: plan.grants },
    });
  });
  return { portalId };
}

/** The portal moved: from now on it is these origins and no other. Sessions of the old ones end with their token. */
export async function movePortal(scope: Scope, portalId: string, origins: readonly string[]): Promise<void> {
  demandOrigins(origins);
  await work(scope, async (work) => {
    await updateOrigins(work.db, scope.tenantId, portalId, JSON.stringify(origins));
    writeDown(work, scope, { kind: 'portal.moved', subject: portalId, data: { origins } });
  });
}

/** The portals of the scope's tenant, with the ids of their active keys. */
export function portalsOf(
  scope: Scope,
): Promise<{ id: string; name: string; origins: string[]; keys: string[] }[]> {
  return look(scope, async (db) => {
    const found = [];
    for (const { id, name, origins } of await listPortals(db, scope.tenantId)) {
      const keys = (await listActiveKeys(db, scope.tenantId, id)).map((key) => key.id);
      found.push({ id, name, origins: JSON.parse(origins) as string[], keys });
    }
    return found;
  });
}

/**
 * Gives a portal a key, at most two at a time so that one can be changed while the other works.
 *
 * @param material EdDSA: the public key, 32 bytes; HS256: the shared secret, at least 32 bytes, sealed at rest
 */
export async function addPortalKey(
  scope: Scope,
  keys: Office['keys'],
  portalId: string,
  algorithm: PortalKeyRow['algorithm'],
  material: Uint8Array,
): Promise<{ keyId: string }> {
  if (algorithm === 'EdDSA' ? material.length !== 32 : material.length < 32)
    throw new RangeError('A key of a portal has 32 bytes.');
  const keyId = newId(scope.now);
  await work(scope, async (work) => {
    const active = await listActiveKeys(work.db, scope.tenantId, portalId);
    if (active.length >= 2) throw new RangeError('A portal has at most two active keys: turn one off first.');
    await insertKey(work.db, {
      tenant_id: scope.tenantId,
      id: keyId,
      portal_id: portalId,
      algorithm,
      material:
        algorithm === 'EdDSA'
          ? Buffer.from(material).toString('base64url')
          : sealSecret(keys.keyFor(scope.tenantId, 'portal-keys'), material, keyId),
      active: 1,
      created_at: scope.now.toISOString(),
      disabled_at: null,
    });
    writeDown(work, scope, {
      kind: 'portal.key-made',
      subject: keyId,
      data: { portal: portalId, algorithm },
    });
  });
  return { keyId };
}

/** From now on `sub` at this portal, and at no other, is this official. */
export async function linkAccount(
  scope: Scope,
  portalId: string,
  sub: string,
  officialId: string,
): Promise<void> {
  await work(scope, async (work) => {
    await upsertAccount(work.db, {
      tenant_id: scope.tenantId,
      portal_id: portalId,
      sub,
      official_id: officialId,
      linked_at: scope.now.toISOString(),
    });
    writeDown(work, scope, {
      kind: 'portal.account-linked',
      subject: portalId,
      data: { official: officialId },
    });
  });
}
