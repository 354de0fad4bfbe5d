import { expect, test } from 'vitest';
import { faultRuns } from '../../support/fault-runs.js';

// A thousand and more run in the bench, from other seeds: `npm run bench tte-faults`.
test.each([
  ['v1', 25, 11],
  ['v2', 25, 12],
] as const)(
  'at %s a line cut anywhere, and a server killed in a third of the runs, leave every letter signed once or not',
  async (version, runs, seed) => {
    const tally = await faultRuns(version, runs, seed);
    expect(tally.wrong).toEqual([]);
    expect(tally.runs).toBe(runs);
    expect(tally.killed).toBeGreaterThan(0);
    expect(tally.signed + tally.waiting + tally.uncertain).toBe(runs);
    // That cuts came in time, and that some did no harm, is part of the test.
    expect(tally.signed).toBeGreaterThan(0);
    expect(tally.uncertain).toBeGreaterThan(0);
    expect(tally.decided).toBeGreaterThan(0);
  },
  900_000,
);
