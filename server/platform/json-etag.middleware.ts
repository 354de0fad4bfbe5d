import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';

/** When an answer was made says nothing about what it says: two answers that differ only here are the same. */
const clocks = new Set(['at', 'now', 'computedAt']);

/**
 * A weak `ETag` (RFC 9110 §8.8.1) on JSON answers to GET, and 304 where the reader holds it already.
 *
 * Weak, since the moment of the answer (`at`, `now`, `computedAt` at the top) is left out of it.
 */
export const jsonEtag = createMiddleware(async (c, next) => {
  await next();
  if (c.req.method !== 'GET' || c.res.status !== 200 || c.res.headers.has('etag')) return;
  if (!c.res.headers.get('content-type')?.startsWith('application/json')) return;
  const etag = weakEtag(await c.res.clone().text());
  const held = c.req
    .header('if-none-match')
    ?.split(',')
    .map((one) => one.trim());
  c.res.headers.set('ETag', etag);
  if (!c.res.headers.has('cache-control')) c.res.headers.set('Cache-Control', 'private, no-cache');
  if (!held?.includes(etag)) return;
  const headers = new Headers(c.res.headers);
  headers.delete('content-type');
  headers.delete('content-length');
  c.res = undefined;
  c.res = new Response(null, { status: 304, headers });
});

function weakEtag(json: string): string {
  const value: unknown = JSON.parse(json);
  const told =
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).filter(([name]) => !clocks.has(name))
      : value;
  return `W/"${createHash('sha256').update(JSON.stringify(told)).digest('base64url').slice(0, 22)}"`;
}
