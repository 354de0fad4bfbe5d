import { createMiddleware } from 'hono/factory';
import type { Grant } from '../contract/vocabulary.js';
import { Problem } from '../platform/problem.js';
import type { Office, Scope } from '../tenants/index.js';
import { openSession, type Session } from './open-session.js';

/** What a route behind a token has: `c.var.session` and its `c.var.scope`, which names no desk. */
export interface SessionEnv {
  Variables: { session: Session; scope: Scope };
}

/**
 * Opens the scope of the bearer token, for pages of the one origin that it was made for.
 *
 * @throws {Problem} `token-missing`, `token-expired`, `token-origin-wrong`
 */
export function signedIn(office: Office) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    const token = /^Bearer ([\w-]{43})$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (token === undefined) throw new Problem('token-missing');
    const session = await openSession(office, token, c.req.header('origin') ?? '');
    c.set('session', session);
    c.set('scope', session.scope);
    await next();
  });
}

/**
 * Lets through only a session that holds the grant.
 *
 * @throws {Problem} `grant-missing`
 */
export function needs(grant: Grant) {
  return createMiddleware<SessionEnv>(async (c, next) => {
    if (!c.var.scope.grants.includes(grant)) throw new Problem('grant-missing', { grant });
    await next();
  });
}
