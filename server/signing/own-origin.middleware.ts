import { createMiddleware } from 'hono/factory';
import { Problem } from '../platform/problem.js';

/**
 * Lets through only what a page of Noken's own origin asks for (Fetch Metadata; every browser of our floor sends it).
 *
 * A portal's page can frame ours, but not speak with its voice. A GET of one's own origin carries no `Origin`, anything
 * else does.
 *
 * @throws {Problem} `sign-origin-wrong`
 */
export function ownOrigin(publicUrl: string) {
  const own = new URL(publicUrl).origin;
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const named = origin === own || (origin === undefined && c.req.method === 'GET');
    if (!named || c.req.header('sec-fetch-site') !== 'same-origin') throw new Problem('sign-origin-wrong');
    c.header('Cache-Control', 'no-store');
    await next();
  });
}
