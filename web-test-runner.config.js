import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { scriptedServer } from './test/components/support/scripted-server.js';
import { findTool } from './scripts/tools.mjs';

const executablePath = findTool('chromium');

/** Elements are tested from source in a real browser. Chromium parses no decorators, so the target is never `esnext`. */
export default {
  files: 'test/components/**/*.test.ts',
  nodeResolve: { exportConditions: ['browser', 'development'] },
  preserveSymlinks: false,
  // Four at once fail under load on a machine of two cores.
  concurrency: 2,
  middleware: [scriptedServer],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: 'tsconfig.json' })],
  browsers: [
    chromeLauncher({
      // A window for each page: of two tabs in one the hinder draws nothing, and what waits to be in view waits for ever.
      createPage: async ({ context }) => (await context.browser().createBrowserContext()).newPage(),
      launchOptions: {
        ...(executablePath ? { executablePath } : {}),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      },
    }),
  ],
  testFramework: { config: { timeout: 10_000 } },
};
