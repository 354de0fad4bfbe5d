import { execFileSync } from 'node:child_process';

/**
 * Milliseconds of processor time, user and system, of one run of a program, as the mean of several in a row. A shell
 * counts it, since Node tells nothing of the children that have ended.
 */
export function childTime(program: string, parameters: readonly string[], runs: number): number {
  const script = 'n=$1; shift; while [ "$n" -gt 0 ]; do "$@" >/dev/null 2>&1; n=$((n-1)); done; times';
  const told = execFileSync('sh', ['-c', script, 'sh', String(runs), program, ...parameters], {
    encoding: 'utf8',
  });
  // The first line is the shell itself, the second its children: `0m0.412000s 0m0.100000s`.
  const seconds = [...(told.trim().split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/gu)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  );
  return (seconds.reduce((sum, each) => sum + each, 0) * 1000) / runs;
}
