import { childTime } from './child-time.js';

/** Somebody who does the same work as others, in this process or as a program that is started anew for each call. */
export type Contestant = {
  readonly name: string;
  /** How often in one round; more often where a call is short. */
  readonly calls: number;
} & ({ readonly call: () => unknown } | { readonly program: string; readonly parameters: readonly string[] });

/** Milliseconds of processor time of one call, for each contestant the figure of each round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/**
 * Measures all contestants in turn, round by round, so that what else the machine does meets all of them alike.
 * Processor time is that of all threads, user and system: wall time says little where others work too.
 */
export async function contest(contestants: readonly Contestant[], rounds = 5): Promise<Rounds> {
  const figures = new Map<string, number[]>();
  for (const each of contestants) await spentBy(each);
  for (let round = 0; round < rounds; round++) {
    for (const each of contestants) {
      figures.set(each.name, [...(figures.get(each.name) ?? []), await spentBy(each)]);
    }
  }
  return figures;
}

async function spentBy(contestant: Contestant): Promise<number> {
  if ('program' in contestant) {
    return childTime(contestant.program, contestant.parameters, contestant.calls);
  }
  const before = process.cpuUsage();
  for (let count = 0; count < contestant.calls; count++) await contestant.call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / contestant.calls;
}

/** Median of a contestant's rounds. */
export function timeOf(rounds: Rounds, name: string): number {
  return median(rounds.get(name) ?? []);
}

/** Median over the rounds of one contestant's time by the other's of the same round. */
export function ratioOf(rounds: Rounds, name: string, versus: string): number {
  const base = rounds.get(versus) ?? [];
  return median((rounds.get(name) ?? []).map((value, round) => value / (base[round] ?? Number.NaN)));
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
