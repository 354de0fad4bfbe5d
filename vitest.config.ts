import { defineConfig } from 'vitest/config';

/**
 * Files that change what a process has one of: its environment, a token's module. Each runs in a process of its own; the
 * others share two, and with them what they import.
 */
const alone = [
  'test/pdf/token-*.test.ts',
  'test/server/{*-command,seal-token}.test.ts',
  'test/server/sealing/seal-letter.test.ts',
  'test/server/bsre/gateway-tls.test.ts',
  'test/server/archive/archive-stamping.test.ts',
];
const common = {
  environment: 'node',
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Decided here so that no test depends on the zone of the machine that runs it.
  env: { TZ: 'UTC' },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'alone', include: alone } },
      {
        test: {
          ...common,
          name: 'together',
          include: ['test/{server,pdf,house}/**/*.test.ts'],
          exclude: alone,
          isolate: false,
        },
      },
    ],
  },
});
