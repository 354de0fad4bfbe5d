import { appendFile } from 'node:fs/promises';

/** One thing measured, beside what it is compared with. */
export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  /** What it is compared with: a limit or a peer. */
  versus?: string;
  /** The measured value over that of `versus`: below 1 is better where less is better. */
  ratio?: number;
  /** The ratio, or without one the value, is to be at most this. Told beside the figure; nothing fails by it. */
  aim?: number;
}

/** A measurement that could not be made, and why: told, never filled in. */
export interface NotMeasured {
  name: string;
  why: string;
}

export interface Bench {
  name: string;
  /** @param amongOthers one of all: what takes minutes then measures less, and its table tells how much */
  run(amongOthers: boolean): Promise<(BenchResult | NotMeasured)[]>;
}

export function printTable(results: readonly (BenchResult | NotMeasured)[]): void {
  const rows = results.map((result) =>
    'why' in result
      ? [result.name, 'not measured', '', result.why]
      : [result.name, shown(result.value), result.unit, comparison(result)],
  );
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [name = '', value = '', unit = '', note = ''] of rows) {
    console.log(
      `${name.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)} ${unit.padEnd(widths[2] ?? 0)}  ${note}`.trimEnd(),
    );
  }
}

/** Appends one JSON line for each that was measured. */
export async function appendResults(
  path: string,
  results: readonly (BenchResult | NotMeasured)[],
): Promise<void> {
  const lines = results.filter((result) => !('why' in result)).map((result) => `${JSON.stringify(result)}\n`);
  await appendFile(path, lines.join(''));
}

function comparison({ value, versus, ratio, aim }: BenchResult): string {
  const beside = versus === undefined || ratio === undefined ? '' : `${shown(ratio)} × ${versus}`;
  if (aim === undefined) return beside;
  const verdict = (ratio ?? value) <= aim ? 'met' : 'NOT MET';
  return `${beside} (aim: at most ${shown(aim)}, ${verdict})`.trimStart();
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
