import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{server,pdf,house}/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Decided here so that no test depends on the zone of the machine that runs it.
    env: { TZ: 'UTC' },
  },
});
