import { serve } from '@hono/node-server';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, get, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { findTool } from '../../scripts/tools.mjs';
import { createApp } from '../../server/app.js';
import { readBuiltFolder } from '../../server/platform/built-folder.js';
import { linkAccount } from '../../server/portals/index.js';
import { madeOffice, signAssertion, testPortal, type MadeOffice, type Person } from './made-office.js';

const dist = join(import.meta.dirname, '../../dist');

/** A request as Noken got it. */
export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly cookie: string | undefined;
  /** Where the browser says that it comes from. */
  readonly site: string | undefined;
}

export interface Site {
  readonly url: string;
  /** The page of the portal on which a letter stands, for whoever is signed in there. */
  letterPage(letterId: string): string;
}

export interface ServedSites {
  readonly made: MadeOffice;
  readonly noken: string;
  readonly asked: readonly Asked[];
  /** A browser without a past, in which every name leads here. */
  visitor(): Promise<BrowserContext>;
  /** Asks Noken without any browser. Gives the body. */
  outside(path: string, headers?: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

/** A portal: its host, who sits before it, and what its page runs before the kit is there. */
export interface PortalPlan {
  readonly host: string;
  readonly person: Person;
  readonly script?: string;
}

/**
 * A made office served over TLS under a name of its own, and portals of other sites that embed its kit, so that a browser
 * tells sites apart as it does outside. Nothing leaves this machine.
 */
export async function servedSites<Name extends string>(
  plans: Readonly<Record<Name, PortalPlan>>,
): Promise<ServedSites & { readonly portals: Readonly<Record<Name, Site>> }> {
  const noken = 'https://noken.example';
  const made = await madeOffice({}, undefined, noken);
  const kit = await readBuiltFolder(join(dist, 'kit'));
  const frame = await readBuiltFolder(join(dist, 'frame'));
  if (!kit || !frame) throw new Error('The kit is not built.');
  const app = createApp(Object.assign(made.office, { kit, frame }));
  const tls = throwAwayCertificate();
  const asked: Asked[] = [];
  const servers: Server[] = [];
  const rules: string[] = [];

  async function listen(host: string, server: Server): Promise<void> {
    if (!server.listening) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    rules.push(`MAP ${host}:443 127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  const fetch = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    const { headers, method } = request;
    asked.push({
      method,
      path: pathname + search,
      cookie: headers.get('cookie') ?? undefined,
      site: headers.get('sec-fetch-site') ?? undefined,
    });
    return app.fetch(request);
  };
  const server = await new Promise<Server>((resolve) => {
    const options = { fetch, port: 0, hostname: '127.0.0.1', createServer, serverOptions: tls };
    const listening = serve(options, () => resolve(listening as Server));
  });
  await listen('noken.example', server);

  const portals = {} as Record<Name, Site>;
  for (const [name, { host, person, script }] of Object.entries<PortalPlan>(plans)) {
    const url = `https://${host}`;
    const scope = await made.commandScope();
    const portal = await testPortal(made.office, scope, url, 'EdDSA', ['read', 'act', 'sign']);
    await linkAccount(scope, portal.id, person, made.officials[person]);
    const page = createServer(tls, (request, response) => {
      if (request.method === 'POST') {
        const claims = { ...made.claims('A', person), iss: `portal:${portal.id}`, origin: url };
        response.setHeader('Content-Type', 'application/json');
        return void response.end(JSON.stringify({ token: signAssertion(portal, claims) }));
      }
      const letter = new URL(request.url ?? '/', url).searchParams.get('letter');
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(letter === null ? '' : portalPage(noken, letter, made.desks[person], script));
    });
    await listen(host, page);
    portals[name as Name] = { url, letterPage: (letterId) => `${url}/?letter=${letterId}` };
  }

  const browser = await chromium.launch({
    executablePath: findTool('chromium') ?? 'chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
      `--host-resolver-rules=${rules.join(', ')}`,
    ],
  });
  return {
    made,
    noken,
    asked,
    portals,
    visitor: () =>
      browser.newContext({
        ignoreHTTPSErrors: true,
        viewport: { width: 1280, height: 900 },
        locale: 'id-ID',
      }),
    outside: (path, headers = {}) => textOf((server.address() as AddressInfo).port, path, headers),
    async stop() {
      await browser.close();
      for (const one of servers) {
        one.close();
        one.closeAllConnections();
      }
      await made.close();
    },
  };
}

function portalPage(noken: string, letterId: string, desk: string, script = ''): string {
  return `<!doctype html>
<html lang="id"><head><meta charset="utf-8"><title>Portal</title><link rel="icon" href="data:,">
<script>${script}</script>
<script type="module" src="${noken}/kit/noken.js" crossorigin></script></head>
<body><noken-session server="${noken}" session-endpoint="/noken/session" desk="${desk}">
<noken-letter letter-id="${letterId}"></noken-letter></noken-session></body></html>`;
}

function textOf(port: number, path: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path, headers, rejectUnauthorized: false };
    get(options, (answer) => void text(answer).then(resolve, reject)).on('error', reject);
  });
}

function throwAwayCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'noken-tls-'));
  try {
    execFileSync(
      findTool('openssl') ?? 'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
        ...['-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=noken.example'],
      ],
      { cwd: folder, stdio: 'ignore' },
    );
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { key: read('key.pem'), cert: read('cert.pem') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
