import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Misuse, type Command } from './command.js';
import { inOffice } from './in-office.js';
import { capacityRulesOf, setCapacityRules, type CapacityRule } from './signing/index.js';

export const tenantUsage = 'noken tenant capacities --tenant SLUG [--import FILE.csv]';

const header = 'jenis,kapasitas,aturan';
const capacities: readonly string[] = ['plt', 'plh', 'pj', 'pjs'] satisfies CapacityRule['capacity'][];
/** As offices say them, and as they are kept. */
const rules: Readonly<Record<string, CapacityRule['rule']>> = {
  boleh: 'allow',
  ingatkan: 'warn',
  tolak: 'refuse',
};

/** Which kinds of letter are closed to Plt., Plh., Pj. and Pjs.: prints them as CSV, after taking in a file of the same form. */
export const tenantCommand: Command = async (args, terminal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { tenant: { type: 'string' }, import: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length !== 1 || positionals[0] !== 'capacities' || !values.tenant)
    throw new Misuse(tenantUsage);
  const given = values.import === undefined ? [] : readRules(await readFile(values.import, 'utf8'));
  return inOffice(values.tenant, terminal, async (scope) => {
    if (values.import !== undefined)
      await setCapacityRules(scope, given).catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
        throw new Misuse(`No kind of letter "${error.message}". Nothing was changed.`);
      });
    terminal.out(header);
    for (const { code, capacity, rule } of await capacityRulesOf(scope)) {
      const word = Object.keys(rules).find((one) => rules[one] === rule) ?? rule;
      terminal.out([code, capacity, word].join(','));
    }
    return 0;
  });
};

/** @throws {Misuse} names the line that is wrong */
function readRules(text: string): CapacityRule[] {
  const [first, ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (first !== header) throw new Misuse(`The first line must be "${header}".`);
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const [code = '', capacity = '', word = '', ...more] = line.split(',').map((part) => part.trim());
    const rule = Object.hasOwn(rules, word) ? rules[word] : undefined;
    if (code === '' || !capacities.includes(capacity) || !rule || more.length > 0)
      throw new Misuse(
        `Line ${String(at + 2)} is wrong. A line names a kind, plt, plh, pj or pjs, and boleh, ingatkan or tolak.`,
      );
    return [{ code, capacity: capacity as CapacityRule['capacity'], rule }];
  });
}
