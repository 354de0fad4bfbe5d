import { beforeAll, describe, expect, test } from 'vitest';
import { fuzzCase } from '../support/fuzz-case.js';
import { fuzzOracle, type FuzzOutcome } from '../support/fuzz-oracle.js';
import { fuzzSeeds, type FuzzSeed } from '../support/fuzz-seeds.js';
import { keepCase } from '../support/kept-case.js';
import { testAuthority } from '../support/test-authority.js';

const CASES = 1500;
const BLOCK = 100;
let seeds: FuzzSeed[];
let judge: ReturnType<typeof fuzzOracle>;

beforeAll(async () => {
  seeds = await fuzzSeeds();
  judge = fuzzOracle({ anchors: [(await testAuthority()).root.certificate] }, new Date());
});

test('the files that are mutated are intact before', async () => {
  for (const seed of seeds) {
    const outcome = await judge({ number: 0, mutation: seed.name, bytes: seed.bytes, from: [seed] });
    expect([seed.name, outcome.verdict, outcome.finding]).toEqual([seed.name, 'intact', undefined]);
  }
});

describe('whatever is done to a signed file', () => {
  const verdicts = new Map<FuzzOutcome['verdict'], number>();

  // Some at a time, so that no test is long on a machine that is busy.
  test.each(Array.from({ length: CASES / BLOCK }, (_, index) => index * BLOCK + 1))(
    'no signature is right over what nobody signed, and all that is shown was signed: from case %i on',
    async (first) => {
      const findings: string[] = [];
      for (let number = first; number < first + BLOCK; number += 1) {
        const made = await fuzzCase(seeds, number);
        const { verdict, finding } = await judge(made);
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        if (finding !== undefined) findings.push(await keepCase(made, finding));
      }
      expect(findings).toEqual([]);
    },
  );

  test('the cases reach deep enough to meet each answer, honest ones among them', () => {
    const seldom = (['intact', 'changed', 'broken', 'undetermined', 'unreadable'] as const).filter(
      (verdict) => (verdicts.get(verdict) ?? 0) < CASES / 100,
    );
    expect(seldom).toEqual([]);
  });

  test('an oracle that finds nothing would find a verifier that believes all', async () => {
    const [seed] = seeds;
    if (!seed) throw new Error('no seed');
    let changed = await fuzzCase([seed], 1);
    for (let number = 2; !changed.mutation.endsWith('bytes changed'); number += 1)
      changed = await fuzzCase([seed], number);
    // The same bytes, said to come from a file in which they are not signed.
    const foreign: FuzzSeed = { ...seed, bytes: changed.bytes };
    const outcome = await judge({ number: 0, mutation: 'none', bytes: seed.bytes, from: [foreign] });
    expect(outcome.finding).toContain('nobody signed');
  });

  test.each([
    ['form filled after a signature', { closed: 'fields' }, 'an annotation of page 1 is another'],
    ['signed by two, with evidence', { isRevoked: true }, 'its certificate was revoked'],
  ] as const)('nor would it find one that forgets what it is told: %s', async (name, rights, finding) => {
    const seed = seeds.find((each) => each.name === name);
    if (!seed) throw new Error('no seed');
    // The same file, said to be one in which the signer closed the fields, or was revoked.
    const told: FuzzSeed = { ...seed, rights };
    const outcome = await judge({ number: 0, mutation: 'none', bytes: seed.bytes, from: [told] });
    expect(outcome.finding).toContain(finding);
  });
});
