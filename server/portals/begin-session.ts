import * as v from 'valibot';
import type { TokenAnswer } from '../contract/portal-session.js';
import { Grant } from '../contract/vocabulary.js';
import { writeDown } from '../ledger/index.js';
import { officialById } from '../people/index.js';
import { newId, newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { hashSecret } from '../platform/secret-keys.js';
import { scopeFor, work, type Office } from '../tenants/index.js';
import { meOf } from './me.js';
import { findAccount, insertSession, keepAssertion } from './portals.table.js';
import { readAssertion } from './read-assertion.js';

/** Seconds. */
const life = 600;

/**
 * Exchanges a portal's assertion for an opaque token (RFC 7523 §2.1), bound to portal, official, origin and grants.
 *
 * Only the token's hash is kept. `(portal, sub)` names the official: the same `sub` from another portal is another person.
 *
 * @param origin the `Origin` header of the page that asks
 * @throws {Problem} `assertion-…`, `clock-skew`, `account-unlinked`
 */
export async function beginSession(office: Office, assertion: string, origin: string): Promise<TokenAnswer> {
  const { key, portal, tenant, claims } = await readAssertion(office, assertion, origin);
  const scope = scopeFor(office, tenant, { kind: 'public' }, { portalId: portal.id, origin });
  const wanted = claims.scope?.split(' ');
  const grants = knownGrants(portal.grants).filter((grant) => !wanted || wanted.includes(grant));
  const token = newSecret();
  const official = await work(scope, async (work) => {
    const kept = {
      tenant_id: tenant.tenant_id,
      portal_id: portal.id,
      jti: claims.jti,
      expires_at: new Date((claims.exp + 60) * 1000).toISOString(),
    };
    if (!(await keepAssertion(work.db, kept, scope.now.toISOString())))
      throw new Problem('assertion-replayed');
    const account = await findAccount(work.db, tenant.tenant_id, portal.id, claims.sub);
    const official = account && (await officialById(scope, account.official_id));
    if (!official || official.active !== 1) throw new Problem('account-unlinked');
    const sessionId = newId(scope.now);
    await insertSession(
      work.db,
      {
        tenant_id: tenant.tenant_id,
        id: sessionId,
        token_hash: hashSecret(token),
        portal_id: portal.id,
        key_id: key.id,
        official_id: official.id,
        origin,
        grants: JSON.stringify(grants),
        session_version: official.session_version,
        created_at: scope.now.toISOString(),
        expires_at: new Date(scope.now.getTime() + life * 1000).toISOString(),
      },
      new Date(scope.now.getTime() - 86_400_000).toISOString(),
    );
    writeDown(work, scope, {
      kind: 'portal.session-begun',
      subject: official.id,
      data: { session: sessionId, key: key.id, origin },
    });
    return official;
  });
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: life,
    me: await meOf({ ...scope, grants }, tenant, official),
  };
}

/** The portal's grants as far as this server knows them. */
export function knownGrants(json: string): Grant[] {
  return (JSON.parse(json) as unknown[]).filter((one): one is Grant => v.is(Grant, one));
}
