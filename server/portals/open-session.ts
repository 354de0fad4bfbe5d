import type { OfficialRow, TenantRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { hashSecret, sameSecret } from '../platform/secret-keys.js';
import { scopeFor, type Office, type Scope } from '../tenants/index.js';
import { knownGrants } from './begin-session.js';
import { findSessionAnywhere, type SessionFound } from './portals.table.js';

/** A token that is in force: whose it is, and the scope that it opens. The official sits at no desk yet. */
export interface Session {
  readonly id: string;
  readonly keyId: string;
  readonly official: OfficialRow;
  readonly tenant: TenantRow;
  readonly scope: Scope;
}

/**
 * Finds the session of a bearer token, as used from a page of `origin`.
 *
 * @throws {Problem} `token-expired` when it is unknown, over, or any kill switch was thrown (tenant, portal, key,
 *   official); `token-origin-wrong`
 */
export async function openSession(office: Office, token: string, origin: string): Promise<Session> {
  const hash = hashSecret(token);
  const found = await office.store.read((db) => findSessionAnywhere(db, hash));
  if (!found || !sameSecret(found.session.token_hash, hash)) throw new Problem('token-expired');
  if (!inForce(found, office.now())) throw new Problem('token-expired');
  const { session, portal, official, tenant } = found;
  if (!sameSecret(session.origin, origin)) throw new Problem('token-origin-wrong');
  const scope = scopeFor(
    office,
    tenant,
    { kind: 'public' },
    { grants: knownGrants(session.grants), portalId: portal.id, origin: session.origin },
  );
  return { id: session.id, keyId: session.key_id, official, tenant, scope };
}

function inForce({ session, portal, key, official, tenant }: SessionFound, now: Date): boolean {
  return (
    session.expires_at > now.toISOString() &&
    (tenant.not_before === null || session.created_at >= tenant.not_before) &&
    portal.active === 1 &&
    key.active === 1 &&
    official.active === 1 &&
    session.session_version === official.session_version
  );
}
