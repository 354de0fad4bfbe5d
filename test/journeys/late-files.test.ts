import { serve } from '@hono/node-server';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltFolder, readBuiltFolder } from '../../server/platform/built-folder.js';
import { kitRoutes } from '../../server/platform/kit.routes.js';
import { repositoryRoot } from '../support/repository-files.js';

/** The kit as it was built, on one origin, in a page of another with the strictest policy that we ask for. */
describe('the late files of the kit', () => {
  let kit: BuiltFolder;
  let noken: Server;
  let portal: Server;
  let browser: Browser;
  /** What the page holds, and by which address it takes the kit. */
  let body = '';
  let script = '';

  beforeAll(async () => {
    const built = await readBuiltFolder(join(repositoryRoot, 'dist/kit'));
    if (!built) throw new Error('The kit is not built: npm run build.');
    kit = built;
    noken = await listening(
      (ready) => serve({ fetch: kitRoutes(kit, undefined).fetch, port: 0 }, ready) as Server,
    );
    portal = await listening((ready) =>
      createServer((_, answer) => {
        answer.setHeader('Content-Type', 'text/html; charset=utf-8');
        answer.setHeader(
          'Content-Security-Policy',
          `default-src 'none'; script-src ${origin(noken)}; connect-src ${origin(noken)}; ` +
            `require-trusted-types-for 'script'; trusted-types lit-html noken`,
        );
        answer.end(`<!doctype html><html lang="id"><title>Portal</title><body>${body}
          <script type="module" src="${script}" integrity="${kit.integrity.get('noken.js')}" crossorigin></script>`);
      }).listen(0, ready),
    );
    browser = await chromium.launch({
      executablePath: process.env['NOKEN_CHROMIUM'] ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    noken?.close();
    portal?.close();
  });

  const addresses: Readonly<Record<string, string>> = {
    'of its release': 'release/noken.js',
    'with a query, as a content system adds one': 'release/noken.js?ver=6.5',
    'that leads on to the release of today': 'noken.js',
  };

  it.each(Object.keys(addresses))('come when a page needs them, by an address %s', async (name) => {
    const visit = await open('<noken-verifier></noken-verifier>', addresses[name] ?? '');
    const { page } = visit;
    await page.locator('noken-verifier input[type=file]').waitFor({ state: 'attached' });
    expect(await page.locator('noken-late-place').count()).toBe(0);
    // One kit, one Lit: elements of both files have the same base.
    const same = await page.evaluate(() => {
      const baseOf = (tag: string) => Object.getPrototypeOf(customElements.get(tag)) as unknown;
      return baseOf('noken-verifier') === baseOf('noken-inbox');
    });
    expect(same).toBe(true);
    const versions = await page.evaluate(
      () => (globalThis as { litElementVersions?: string[] }).litElementVersions?.length,
    );
    expect(versions).toBe(1);
    expect(visit.answered.filter((path) => path.includes('/noken.js'))).toHaveLength(1);
    expect(visit.answered.filter((path) => /\/(?:letter|forms|viewer)\.js/.test(path))).toEqual([]);
    expect(visit.said).toEqual([]);
    await page.close();
  });

  it('come for an element that a script puts in after the page has loaded', async () => {
    const { page, said } = await open('', 'release/noken.js');
    await page.waitForFunction(() => customElements.get('noken-session'));
    await page.evaluate(() => {
      const box = document.createElement('section');
      box.append(document.createElement('noken-document-viewer'));
      document.body.append(box);
    });
    await page.locator('noken-document-viewer [part=root]').waitFor({ state: 'attached' });
    expect(await page.locator('noken-document-viewer noken-late-place').count()).toBe(0);
    await page.evaluate(() => document.body.append(document.createElement('noken-disposition-form')));
    await page.locator('noken-disposition-form [part=root]').waitFor({ state: 'attached' });
    expect(said).toEqual([]);
    await page.close();
  });

  it('say that they could not be had, and come when asked again', async () => {
    let blocked = true;
    const asked: string[] = [];
    const page = await browser.newPage();
    await page.route('**/verifier.js*', (route) => {
      asked.push(route.request().url());
      return blocked ? route.abort() : route.continue();
    });
    await open('<noken-verifier></noken-verifier>', 'release/noken.js', page);
    const retry = page.getByRole('button', { name: 'Coba lagi' });
    await retry.waitFor();
    expect(await page.locator('noken-late-place [part=offline]').innerText()).toContain(
      'Tidak ada sambungan.',
    );
    await retry.click();
    await expect.poll(() => asked.length).toBe(2);
    await retry.waitFor();
    blocked = false;
    await retry.click();
    await page.locator('noken-verifier input[type=file]').waitFor({ state: 'attached' });
    expect(await retry.count()).toBe(0);
    expect(new Set(asked).size).toBe(3);
    await page.close();
  });

  it('are kept for a year, readable from any site and packed', async () => {
    for (const name of ['letter.js', 'forms.js', 'verifier.js', 'viewer.js']) {
      const address = `${origin(noken)}/kit/${kit.release}/${name}?0f0f0f0f&again=1`;
      const answer = await fetch(address, { headers: { 'Accept-Encoding': 'br' } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
      expect(answer.headers.get('content-encoding')).toBe('br');
      expect(answer.headers.get('content-type')).toContain('text/javascript');
      await answer.body?.cancel();
    }
  });

  async function open(elements: string, address: string, page?: Page) {
    body = elements;
    script = `${origin(noken)}/kit/${address.replace('release', kit.release)}`;
    const opened = page ?? (await browser.newPage());
    const said: string[] = [];
    const answered: string[] = [];
    opened.on('console', (message) => said.push(message.text()));
    opened.on('pageerror', (error) => said.push(error.message));
    opened.on('response', (response) => {
      if (response.status() === 200) answered.push(response.url());
    });
    await opened.goto(origin(portal));
    return { page: opened, said, answered };
  }
});

function listening(start: (ready: () => void) => Server): Promise<Server> {
  return new Promise((resolve) => {
    const server = start(() => setImmediate(() => resolve(server)));
  });
}

const origin = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
