import { randomBytes } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { Problem } from './problem.js';

/** Gives each request a name, and every answer the headers that no page of ours may be without. */
export const surrounded = (secure: boolean) =>
  createMiddleware(async (c, next) => {
    c.set('traceId', randomBytes(8).toString('hex'));
    await next();
    const { headers } = c.res;
    const unlessSet = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    headers.set('X-Content-Type-Options', 'nosniff');
    unlessSet('Referrer-Policy', 'no-referrer');
    unlessSet('Cross-Origin-Resource-Policy', 'same-origin');
    unlessSet('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");
    unlessSet('Cache-Control', 'no-store');
    // A portal's server without a clock of its own compares with this one.
    headers.set('Date', new Date().toUTCString());
    if (secure) headers.set('Strict-Transport-Security', 'max-age=31536000');
  });

/**
 * HEAD only where it was thought of: Hono hands HEAD to the handler of GET, and a HEAD must not use up a one-use link.
 * In such a handler `c.req.method` is still `HEAD`.
 *
 * @throws {Problem} `route-not-found`
 */
export const headOnly = (allowed: (path: string) => boolean) =>
  createMiddleware(async (c, next) => {
    if (c.req.method === 'HEAD' && !allowed(c.req.path)) throw new Problem('route-not-found');
    await next();
  });
