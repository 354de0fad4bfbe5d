import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mintAssertion } from './mint-assertion.js';
import { drawLogin, drawNotice, drawPage, portalPages } from './portal-pages.js';
import type { PortalSettings } from './portal-settings.js';
import { cookieOf, isSame, PortalVisitors, type Visitor } from './portal-visitors.js';

const largestForm = 16 * 1024;

interface Call {
  readonly settings: PortalSettings;
  readonly visitors: PortalVisitors;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

/**
 * A stranger's portal: its own sign-in, its own pages, and one address that vouches for its users towards Noken. It
 * knows nothing of Noken that is not on an integrator's page.
 *
 * @param publicFolder its own stylesheet and script
 */
export function portalServer(settings: PortalSettings, publicFolder: string): Server {
  const visitors = new PortalVisitors(settings.accounts);
  const assets = readAssets(publicFolder);
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', settings.origin);
    for (const [name, value] of Object.entries(portalHeaders(settings.noken)))
      response.setHeader(name, value);
    const asset = assets.get(url.pathname);
    if (asset) return void response.setHeader('Content-Type', asset.type).end(asset.bytes);
    answer({ settings, visitors, request, response, url }).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.statusCode = 500;
      response.end();
    });
  });
}

/** Exactly what Noken asks of a host with a strict policy: four lines that name it, and workers from a blob. */
function portalHeaders(noken: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src 'self' ${noken}`,
      `style-src 'self' ${noken}`,
      `connect-src 'self' ${noken}`,
      `frame-src ${noken}`,
      'worker-src blob:',
      "img-src 'self' data:",
      "font-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

async function answer(call: Call): Promise<void> {
  const { request, response, url, visitors, settings } = call;
  const known = visitors.find(request.headers.cookie);
  if (request.method === 'POST') return post(call, known);
  const visitor = known ?? visitors.welcome();
  if (!known) response.setHeader('Set-Cookie', cookieOf(visitor));
  if (url.pathname === '/masuk')
    return html(call, drawLogin(visitor, safePath(url.searchParams.get('next')), false));
  const page = portalPages.find(({ path }) => path === url.pathname);
  if (!page) {
    response.statusCode = 404;
    return html(call, drawNotice(visitor, 'Tidak ada', 'Halaman ini tidak ada.'));
  }
  if (!page.open && !visitor.account)
    return redirect(call, `/masuk?next=${encodeURIComponent(url.pathname + url.search)}`);
  html(call, drawPage(settings, visitor, page));
}

async function post(call: Call, visitor: Visitor | undefined): Promise<void> {
  const { request, response, url, visitors } = call;
  if (url.pathname === '/noken/session') return vouch(call, visitor);
  const form = new URLSearchParams(await readForm(request));
  const genuine = visitor !== undefined && isSame(form.get('csrf') ?? '', visitor.csrf);
  if (!genuine) {
    response.statusCode = 403;
    const known = visitor ?? visitors.welcome();
    return html(
      call,
      drawNotice(known, 'Muat ulang', 'Formulir ini sudah lama. Muat ulang halaman lalu coba lagi.'),
    );
  }
  if (url.pathname === '/keluar') {
    response.setHeader('Set-Cookie', cookieOf(visitors.welcome(undefined, visitor)));
    return redirect(call, '/masuk');
  }
  if (url.pathname !== '/masuk') return void response.writeHead(404).end();
  const next = safePath(form.get('next'));
  const account = visitors.check(form.get('username') ?? '', form.get('password') ?? '');
  if (!account) {
    response.statusCode = 401;
    return html(call, drawLogin(visitor, next, true));
  }
  response.setHeader('Set-Cookie', cookieOf(visitors.welcome(account, visitor)));
  redirect(call, next);
}

/**
 * The session endpoint that an integrator writes: whoever is signed in here gets an assertion for Noken.
 *
 * The header cannot be sent by a page of another site without asking first, and `Origin` says which page asks: that is
 * the guard against forged requests.
 */
function vouch({ settings, request, response }: Call, visitor: Visitor | undefined): void {
  const own = request.headers.origin === settings.origin;
  const asked = request.headers['x-requested-with'] === 'XMLHttpRequest';
  const account = own && asked ? visitor?.account : undefined;
  response.setHeader('Content-Type', 'application/json');
  if (!account) return void response.writeHead(own && asked ? 401 : 403).end('{"error":"not signed in"}');
  response.end(JSON.stringify({ token: mintAssertion(settings, account, new Date()) }));
}

function html({ response }: Call, page: string): void {
  response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
}

function redirect({ response }: Call, path: string): void {
  response.writeHead(303, { Location: path }).end();
}

/** A path of this portal and never another site. */
function safePath(path: string | null): string {
  return path && /^\/(?![/\\])[\w/?=&.-]*$/.test(path) ? path : '/';
}

async function readForm(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > largestForm) return '';
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Bootstrap and jQuery are served as their packages have them, beside the portal's own two files. */
function readAssets(publicFolder: string): ReadonlyMap<string, { bytes: Buffer; type: string }> {
  const { resolve } = createRequire(import.meta.url);
  const bootstrap = dirname(resolve('bootstrap/package.json'));
  const jquery = dirname(resolve('jquery/package.json'));
  const files = [
    join(bootstrap, 'dist/css/bootstrap.min.css'),
    join(bootstrap, 'dist/js/bootstrap.min.js'),
    join(jquery, 'dist/jquery.min.js'),
    join(publicFolder, 'portal.css'),
    join(publicFolder, 'portal.js'),
  ];
  return new Map(
    files.map((path) => [
      `/assets/${path.slice(path.lastIndexOf('/') + 1)}`,
      { bytes: readFileSync(path), type: path.endsWith('.css') ? 'text/css' : 'text/javascript' },
    ]),
  );
}
