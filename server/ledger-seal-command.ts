import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { chosenTenants } from './chosen-tenants.js';
import { Misuse, type Command } from './command.js';
import { readConfig } from './config.js';
import { sealFile, sealLedger, type Sealing } from './ledger/index.js';
import { openOffice } from './main.js';
import { KeyRefusal } from './pdf/index.js';
import { Problem } from './platform/problem.js';
import { sealAuthority } from './seal-authority.js';
import { scopeFor } from './tenants/index.js';

export const ledgerSealUsage = 'noken ledger seal --out FILE [--tenant SLUG]';

/**
 * Seals the head of one tenant's ledger and writes the seal to a file, to be kept somewhere else. Needs the settings of
 * `noken serve`; a head that is sealed already is not sealed again.
 *
 * @returns 0, or 1 when it was not sealed: why is on standard error
 * @throws {Misuse}
 */
export const ledgerSealCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({
    args: [...args],
    options: { out: { type: 'string' }, tenant: { type: 'string' } },
  });
  const { out } = values;
  if (out === undefined) throw new Misuse(ledgerSealUsage);
  if (existsSync(out)) throw new Misuse(`${out} is there already; nothing is overwritten.`);
  const config = readConfig();
  const office = await openOffice(config);
  try {
    const tenants = await chosenTenants(office.store, values.tenant);
    const [tenant] = tenants;
    if (!tenant || tenants.length > 1)
      throw new Misuse(`Name one: ${tenants.map(({ slug }) => `--tenant ${slug}`).join(', ')}.`);
    const scope = scopeFor(office, tenant, { kind: 'command' });
    const authority = await (await sealAuthority(office, config.timestamps))(scope);
    const sealing = await sealLedger(scope, authority);
    if (!('seal' in sealing)) {
      terminal.err(`Not sealed: ${whyNot(sealing)}`);
      return 1;
    }
    await writeFile(out, await sealFile(sealing.seal, tenant.slug, authority.anchors), { flag: 'wx' });
    const { seq, at, authority: by } = sealing.seal;
    terminal.out(`${out}: rows 1 to ${seq} of ${tenant.slug}, sealed ${at} by ${by}`);
    return 0;
  } catch (error) {
    if (!(error instanceof Problem || error instanceof KeyRefusal)) throw error;
    terminal.err(`Not sealed: ${error instanceof Problem ? error.report('en', '-').title : error.message}`);
    return 1;
  } finally {
    await office.store.close();
  }
};

function whyNot(sealing: Exclude<Sealing, { readonly seal: unknown }>): string {
  if (sealing.state === 'empty') return 'nothing was written down yet.';
  if (sealing.state === 'distrusted')
    return `the authority’s answer is not to be trusted (${sealing.problem}).`;
  const [first] = sealing.problems;
  return `the ledger does not hold together (${first?.kind ?? 'unknown'}, row ${first?.seq ?? 0}). Run noken ledger verify.`;
}
