import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenTenants } from './chosen-tenants.js';
import { Misuse, type Command, type Terminal } from './command.js';
import { dataFolder, sealFolder, timestampTrust } from './config.js';
import { openSqliteStore, type Store, type TenantRow } from './database/index.js';
import { largestSealFile, readSealFile, verifyLedger, type LedgerReport, type Seal } from './ledger/index.js';
import { readTrustStore, type Certificate } from './pdf/index.js';
import { trialRoots } from './signing/index.js';

export const ledgerVerifyUsage =
  'noken ledger verify [--seal [FILE]]… [--trust FOLDER] [--tenant SLUG] [--json]';

/**
 * Says whether the ledger is whole. Needs the data and no key.
 *
 * `--seal FILE` is a seal that was kept elsewhere; `--seal` alone are those that the server exported itself. The seals in
 * the database are always looked at.
 *
 * @returns 0 whole, 1 not
 * @throws {Misuse}
 */
export const ledgerVerifyCommand: Command = async (args, terminal) => {
  const { values } = parseArgs({
    args: withoutBareSeal(args),
    options: {
      seal: { type: 'string', multiple: true, default: [] },
      'exported-seals': { type: 'boolean', default: false },
      trust: { type: 'string' },
      tenant: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const folder = dataFolder();
  const path = join(folder, 'noken.db');
  if (!existsSync(path))
    throw new Misuse(`There is no office in ${folder}. NOKEN_DATA names another folder.`);
  const outside = await readSeals(values.seal);
  const exported = values['exported-seals'] ? await exportedSeals(folder) : [];
  const trusted = [values.trust, timestampTrust()].filter((one) => one !== undefined);
  const certificates = await Promise.all(trusted.map(anchorsIn));
  const store = await openSqliteStore(path);
  try {
    const tenants = await chosenTenants(store, values.tenant);
    let exit = 0;
    for (const tenant of tenants) {
      const report = await judge(store, tenant, { outside, exported, trusted: certificates.flat() });
      if (!report.ok) exit = 1;
      if (values.json) terminal.out(JSON.stringify({ tenant: tenant.slug, ...report }));
      else tell(tenant, report, terminal);
    }
    for (const { tenantId, seq } of outside) {
      if (tenants.some((tenant) => tenant.tenant_id === tenantId)) continue;
      terminal.err(`A seal of row ${seq} belongs to a tenant that is not here: ${tenantId}.`);
      exit = 1;
    }
    return exit;
  } finally {
    await store.close();
  }
};

/** `--seal` may stand alone, which parseArgs does not know. */
function withoutBareSeal(args: readonly string[]): string[] {
  return args.map((arg, at) =>
    arg === '--seal' && (args[at + 1] ?? '--').startsWith('--') ? '--exported-seals' : arg,
  );
}

interface Evidence {
  readonly outside: readonly Seal[];
  readonly exported: readonly Seal[];
  readonly trusted: readonly Certificate[];
}

/** What the server exported lies on the server too, so that it is no evidence from outside. */
async function judge(store: Store, tenant: TenantRow, evidence: Evidence): Promise<LedgerReport> {
  const tenantId = tenant.tenant_id;
  const roots = (await trialRoots(store)).filter((root) => root.tenantId === tenantId);
  const anchors = [...evidence.trusted, ...roots.map(({ certificate }) => certificate)];
  const { outside, exported } = evidence;
  return verifyLedger({ tenantId, store }, { outside, here: exported, anchors });
}

function tell({ slug }: TenantRow, report: LedgerReport, terminal: Terminal): void {
  const { ok, rows, problems, unlisted, sealed, upTo } = report;
  const evidence = upTo
    ? `rows 1 to ${upTo.seq} sealed ${upTo.at}, by a seal ${sealed === 'outside' ? 'from outside' : 'that lies here'}`
    : 'no seal';
  const verdict = !ok ? 'tidak utuh' : sealed === 'outside' ? 'utuh' : 'utuh menurut server ini';
  const english = !ok ? 'not whole' : sealed === 'outside' ? 'whole' : 'whole by this server’s own word';
  terminal.out(`${slug}: ${verdict} (${english}); ${rows} rows; ${evidence}`);
  for (const { kind, seq } of problems) terminal.out(`  row ${seq}: ${kind}`);
  if (unlisted > 0) terminal.out(`  and ${unlisted} more`);
}

function readSeals(paths: readonly string[]): Promise<Seal[]> {
  return Promise.all(
    paths.map(async (path) => {
      const text = await stat(path)
        .then(({ size }) => (size > largestSealFile ? '' : readFile(path, 'utf8')))
        .catch((cause: unknown) => {
          throw new Misuse(`${path} cannot be read.`, { cause });
        });
      const seal = readSealFile(text);
      if (!seal) throw new Misuse(`${path} is no seal of a ledger.`);
      return seal;
    }),
  );
}

async function exportedSeals(folder: string): Promise<Seal[]> {
  const seals = sealFolder(folder);
  const names = existsSync(seals) ? await readdir(seals) : [];
  return readSeals(names.filter((name) => name.endsWith('.json')).map((name) => join(seals, name)));
}

async function anchorsIn(folder: string): Promise<readonly Certificate[]> {
  const { anchors } = await readTrustStore(folder).catch((cause: unknown) => {
    throw new Misuse(`${folder} is no folder of certificates.`, { cause });
  });
  return anchors;
}
