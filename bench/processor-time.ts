/**
 * Milliseconds of processor time (all threads, user and system) that one call takes, as the median of several rounds.
 * Wall time says little on a machine that others use too.
 */
export async function processorTime(call: () => unknown, calls: number, rounds = 5): Promise<number> {
  for (let warm = 0; warm < 2 * calls; warm++) await call();
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let count = 0; count < calls; count++) await call();
    const { user, system } = process.cpuUsage(before);
    measured.push((user + system) / 1000 / calls);
  }
  return measured.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}
