import { defineConfig } from 'vitest/config';

/** Journeys walk through the built server with a real browser; they are few, slow, and one at a time. */
export default defineConfig({
  test: {
    include: ['test/journeys/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
  },
});
