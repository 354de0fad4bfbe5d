import { fuzzCase } from '../test/support/fuzz-case.js';
import { fuzzOracle } from '../test/support/fuzz-oracle.js';
import { fuzzSeeds } from '../test/support/fuzz-seeds.js';
import { keepCase } from '../test/support/kept-case.js';
import { testAuthority } from '../test/support/test-authority.js';
import type { Bench } from './bench-result.js';

/** `NOKEN_FUZZ_CASES` and `NOKEN_FUZZ_FIRST` (the number of the first case) ask for more, or for other ones. */
const CASES = Number(process.env['NOKEN_FUZZ_CASES'] ?? 100_000);
/** Of a run of all benches, which must not take minutes for this one. */
const FEW = 5000;
const FIRST = Number(process.env['NOKEN_FUZZ_FIRST'] ?? 1_000_000);
/** Processor time that one file may take, in milliseconds. */
const MOST = 2000;

/** Tampers with signed files in a hundred thousand ways and asks of each whether the verdict can be right. */
export const fuzzVerify: Bench = {
  name: 'fuzz',
  async run(amongOthers) {
    const cases = amongOthers ? Math.min(FEW, CASES) : CASES;
    const seeds = await fuzzSeeds();
    const judge = fuzzOracle({ anchors: [(await testAuthority()).root.certificate] }, new Date());
    const verdicts = new Map<string, number>();
    let findings = 0;
    let worst = 0;
    let whole = 0;
    let heap = 0;
    for (let number = FIRST; number < FIRST + cases; number += 1) {
      const made = await fuzzCase(seeds, number);
      const before = process.cpuUsage();
      const { verdict, finding } = await judge(made);
      const { user, system } = process.cpuUsage(before);
      const spent = (user + system) / 1000;
      whole += spent;
      worst = Math.max(worst, spent);
      if (number % 1000 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      const told = finding ?? (spent > MOST ? `took ${String(spent)} ms` : undefined);
      if (told === undefined) continue;
      findings += 1;
      console.log(await keepCase(made, told));
    }
    return [
      { name: 'files tampered with', value: cases, unit: 'files' },
      { name: 'judged falsely', value: findings, unit: 'files' },
      ...[...verdicts].map(([verdict, value]) => ({ name: `called ${verdict}`, value, unit: 'files' })),
      { name: 'files judged in a second of processor time', value: cases / (whole / 1000), unit: 'files' },
      {
        name: 'the dearest file',
        value: worst,
        unit: 'ms CPU',
        versus: 'the most allowed',
        ratio: worst / MOST,
      },
      { name: 'heap at most', value: heap / 2 ** 20, unit: 'MiB' },
    ];
  },
};
