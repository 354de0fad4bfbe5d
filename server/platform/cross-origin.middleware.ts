import { createMiddleware } from 'hono/factory';

const methods = 'GET, HEAD, POST, PATCH, DELETE';
const asked =
  'Authorization, Content-Type, Accept-Language, Idempotency-Key, If-None-Match, Range, ' +
  'Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata, Upload-Checksum';
const told =
  'ETag, Content-Length, Content-Range, Upload-Offset, Upload-Length, Location, Date, Tus-Resumable, ' +
  'Content-Disposition, Retry-After';
/** Two hours: longer than a session needs, and the longest that Chromium keeps. */
const kept = '7200';

/**
 * CORS for exactly the origins that `known` names, without credentials: the token is all that counts.
 *
 * A page of another origin gets its answer too, but its browser does not show it. At paths that are open, pages of all
 * origins read: what is asked there without any token is public.
 */
export function crossOrigin(
  known: (origin: string) => Promise<boolean>,
  isOpen: (path: string) => boolean = () => false,
) {
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const open = isOpen(c.req.path);
    const readable = origin !== undefined && (open || (await known(origin)));
    const reader = open ? '*' : (origin ?? '');
    if (c.req.method === 'OPTIONS') {
      const preflight = new Headers({ Vary: 'Origin' });
      if (readable) {
        preflight.set('Access-Control-Allow-Origin', reader);
        preflight.set('Access-Control-Allow-Methods', open ? 'GET, POST' : methods);
        preflight.set('Access-Control-Allow-Headers', open ? 'Content-Type, Accept-Language' : asked);
        preflight.set('Access-Control-Max-Age', kept);
      }
      c.res = new Response(null, { status: 204, headers: preflight });
      return;
    }
    await next();
    c.res.headers.append('Vary', 'Origin');
    if (!readable) return;
    c.res.headers.set('Access-Control-Allow-Origin', reader);
    c.res.headers.set('Access-Control-Expose-Headers', told);
  });
}
