import { Hono, type Context } from 'hono';
import { openBuiltFile, type BuiltFolder } from './built-folder.js';
import { Problem } from './problem.js';

/**
 * The built files for browsers, readable from any site.
 *
 * `/kit/<release>/<name>` never changes and is kept for a year. `/kit/<name>` leads to the release of today, for pages
 * that do not pin one; `/kit/kit.json` and `/kit/sri.json` tell which that is.
 */
export function kitRoutes(kit: BuiltFolder | undefined, frame: BuiltFolder | undefined) {
  const routes = new Hono();
  routes.get('/kit/*', async (c) => {
    const [first = '', ...rest] = c.req.path.slice('/kit/'.length).split('/');
    if (!kit) throw new Problem('route-not-found');
    if (first === kit.release) return send(c, kit, rest.join('/'), 'public, max-age=31536000, immutable');
    const name = [first, ...rest].join('/');
    if (name === 'kit.json' || name === 'sri.json') return send(c, kit, name, 'public, no-cache');
    if (!kit.names.has(name)) throw new Problem('route-not-found');
    forAnySite(c);
    c.header('Cache-Control', 'public, no-cache');
    return c.redirect(`/kit/${kit.release}/${name}`, 302);
  });
  // The frame's own files: same origin only, and named anew by each build.
  routes.get('/frame/*', (c) => {
    if (!frame) throw new Problem('route-not-found');
    return send(c, frame, c.req.path.slice('/frame/'.length), 'public, no-cache', false);
  });
  return routes;
}

async function send(c: Context, built: BuiltFolder, name: string, cache: string, anySite = true) {
  const file = await openBuiltFile(built, name, c.req.header('accept-encoding') ?? '');
  if (!file) throw new Problem('route-not-found');
  if (anySite) forAnySite(c);
  c.header('Cache-Control', cache);
  c.header('Content-Type', file.type);
  c.header('Vary', 'Accept-Encoding', { append: true });
  if (file.encoding) c.header('Content-Encoding', file.encoding);
  return c.body(new Uint8Array(file.bytes));
}

/** Without the first a script tag with `integrity` fails, without the second pages under COEP do. */
function forAnySite(c: Context): void {
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
}
