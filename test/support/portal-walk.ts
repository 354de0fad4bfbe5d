import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findTool } from '../../scripts/tools.mjs';
import { runningDemo, type RunningDemo } from './running-demo.js';

/** A demo as a newcomer starts it, and browsers that walk through it. */
export interface PortalWalk {
  readonly demo: RunningDemo;
  /** What a page broke of the portal's content policy, over the whole walk. */
  readonly violations: readonly string[];
  /** A browser of its own for everybody. @param path page of the portal at which they arrive */
  signIn(username: string, path?: string, width?: number): Promise<Page>;
  /** Somebody who is nobody at the portal: no login, and no script where `script` is false. */
  stranger(options?: { script?: boolean; width?: number }): Promise<Page>;
  /** Shows the screen at both widths, into a folder that git ignores, and leaves it as wide as it was. */
  picture(page: Page, name: string): Promise<void>;
  stop(): Promise<void>;
}

const widths = [1280, 360] as const;
const height = 900;
const pictures = join(import.meta.dirname, '../../screenshots');

/** Starts the demo and the browser. @param name folder of the pictures */
export async function portalWalk(name: string): Promise<PortalWalk> {
  const demo = await runningDemo();
  const browser: Browser = await chromium.launch({
    executablePath: findTool('chromium') ?? 'chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  const violations: string[] = [];
  const contexts: BrowserContext[] = [];
  const folder = join(pictures, name);
  mkdirSync(folder, { recursive: true });

  async function visit(options: { script?: boolean; width?: number } = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? widths[0], height },
      javaScriptEnabled: options.script ?? true,
      locale: 'id-ID',
      timezoneId: 'Asia/Jayapura',
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    page.on('pageerror', (error) => violations.push(`${page.url()}: ${error.message}`));
    return page;
  }

  return {
    demo,
    violations,
    stranger: visit,
    async signIn(username, path = '/surat', width = widths[0]) {
      const page = await visit({ width });
      await page.goto(`${demo.portal}${path}`);
      await page.getByLabel('Nama masuk').fill(username);
      await page.getByLabel('Sandi').fill(demo.password(username));
      await page.getByRole('main').getByRole('button', { name: 'Masuk' }).click();
      await page.waitForURL(`${demo.portal}${path}`);
      return page;
    },
    async picture(page, step) {
      const before = page.viewportSize();
      for (const width of widths) {
        await page.setViewportSize({ width, height });
        // Container queries and observers have their turn. A page without script has no frames to wait for.
        await page.waitForTimeout(100);
        await page.screenshot({ path: join(folder, `${step}-${width}.png`), fullPage: true });
      }
      if (before) await page.setViewportSize(before);
    },
    async stop() {
      for (const context of contexts) await context.close();
      await browser.close();
      await demo.stop();
    },
  };
}
