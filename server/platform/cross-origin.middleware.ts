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
 * A page of another origin gets its answer too, but its browser does not show it.
 */
export function crossOrigin(known: (origin: string) => Promise<boolean>) {
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const readable = origin !== undefined && (await known(origin));
    if (c.req.method === 'OPTIONS') {
      const preflight = new Headers({ Vary: 'Origin' });
      if (readable) {
        preflight.set('Access-Control-Allow-Origin', origin);
        preflight.set('Access-Control-Allow-Methods', methods);
        preflight.set('Access-Control-Allow-Headers', asked);
        preflight.set('Access-Control-Max-Age', kept);
      }
      c.res = new Response(null, { status: 204, headers: preflight });
      return;
    }
    await next();
    c.res.headers.append('Vary', 'Origin');
    if (!readable) return;
    c.res.headers.set('Access-Control-Allow-Origin', origin);
    c.res.headers.set('Access-Control-Expose-Headers', told);
  });
}
