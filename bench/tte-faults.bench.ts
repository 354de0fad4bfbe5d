import { faultRuns, type FaultTally } from '../test/support/fault-runs.js';
import type { Bench } from './bench-result.js';

/** `NOKEN_FAULT_RUNS` and `NOKEN_FAULT_SEED` ask for more, or for other cuts. */
const RUNS = Number(process.env['NOKEN_FAULT_RUNS'] ?? 1000);
const SEED = Number(process.env['NOKEN_FAULT_SEED'] ?? 1);
/** Of a run of all benches: each run signs a letter, and every third starts a server anew. */
const FEW = 20;

/** Signs letters at the gateway's stand-in over a line that breaks anywhere, the server killed in a third of the runs. */
export const tteFaults: Bench = {
  name: 'tte-faults',
  async run(amongOthers) {
    const runs = amongOthers ? Math.min(FEW, RUNS) : RUNS;
    const half = Math.ceil(runs / 2);
    const tallies = [await faultRuns('v1', half, SEED), await faultRuns('v2', runs - half, SEED + 1)];
    for (const { wrong } of tallies) for (const sentence of wrong) console.log(sentence);
    const sum = (of: (tally: FaultTally) => number) => tallies.reduce((all, tally) => all + of(tally), 0);
    return [
      { name: 'letters whose signing was broken', value: sum(({ runs: made }) => made), unit: 'letters' },
      { name: 'servers killed', value: sum(({ killed }) => killed), unit: 'servers' },
      { name: 'signed once', value: sum(({ signed }) => signed), unit: 'letters' },
      { name: 'waiting again, not signed by anybody', value: sum(({ waiting }) => waiting), unit: 'letters' },
      { name: 'uncertain', value: sum(({ uncertain }) => uncertain), unit: 'letters' },
      { name: 'decided by a person and signed then', value: sum(({ decided }) => decided), unit: 'letters' },
      { name: 'wrong', value: sum(({ wrong }) => wrong.length), unit: 'findings', aim: 0 },
    ];
  },
};
