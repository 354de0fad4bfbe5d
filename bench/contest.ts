/** Somebody who does the same work as others. */
export interface Contestant {
  readonly name: string;
  readonly call: () => unknown;
  /** How often in one round; more often where a call is short. */
  readonly calls: number;
}

/** Milliseconds of processor time of one call, for each contestant the figure of each round. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/**
 * Measures all contestants in turn, round by round, so that what else the machine does meets all of them alike.
 * Processor time is that of all threads, user and system: wall time says little where others work too.
 */
export async function contest(contestants: readonly Contestant[], rounds = 5): Promise<Rounds> {
  const figures = new Map<string, number[]>();
  for (const { call, calls } of contestants) for (let warm = 0; warm < calls; warm++) await call();
  for (let round = 0; round < rounds; round++) {
    for (const { name, call, calls } of contestants) {
      const before = process.cpuUsage();
      for (let count = 0; count < calls; count++) await call();
      const { user, system } = process.cpuUsage(before);
      figures.set(name, [...(figures.get(name) ?? []), (user + system) / 1000 / calls]);
    }
  }
  return figures;
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
