import { createMiddleware } from 'hono/factory';
import * as v from 'valibot';
import { Id } from '../contract/vocabulary.js';
import { atDesk, desksOf } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope } from '../tenants/index.js';
import type { SessionEnv } from './scope.middleware.js';

/** What a route of a desk has besides: `c.var.desk`, the scope of the official at that desk. */
export interface DeskEnv {
  Variables: SessionEnv['Variables'] & { desk: DeskScope };
}

/**
 * Seats the official at the desk of the path (`:positionId`), if it is theirs today.
 *
 * @throws {Problem} `desk-not-yours`
 */
export const atThisDesk = createMiddleware<DeskEnv>(async (c, next) => {
  const positionId = c.req.param('positionId');
  if (!v.is(Id, positionId)) throw new Problem('desk-not-yours');
  c.set('desk', await atDesk(c.var.scope, c.var.session.official.id, positionId));
  await next();
});

/**
 * Seats the official at the first of their desks, for what belongs to no desk but is written down with its actor.
 *
 * @throws {Problem} `desk-not-yours` when they have none today
 */
export const atOwnDesk = createMiddleware<DeskEnv>(async (c, next) => {
  const officialId = c.var.session.official.id;
  const [first] = await desksOf(c.var.scope, officialId);
  if (!first) throw new Problem('desk-not-yours');
  c.set('desk', await atDesk(c.var.scope, officialId, first.positionId));
  await next();
});
