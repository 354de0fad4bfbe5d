import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localDate } from '../platform/local-date.js';
import { allTenants, scopeFor, type Office, type Scope } from '../tenants/index.js';
import { sealFile } from './seal-file.js';
import { latestSeal, sealLedger, type SealAuthority } from './seal-ledger.js';
import type { LedgerSealRow, TenantRow } from '../database/index.js';

/** Who seals the ledger of a scope's tenant. */
export type SealAuthorityOf = (scope: Scope) => Promise<SealAuthority>;

const hour = 3_600_000;
/** Looking costs one row per tenant, and a new tenant need not wait for a day to end. */
const between = 60_000;

/**
 * Seals every tenant's ledger once on each of its days, and leaves each seal in a folder as a file too, for whoever
 * carries them elsewhere. What fails, the seal or its file, is logged with its cause and tried again an hour later.
 */
export class DailySealing {
  readonly #waitUntil = new Map<string, number>();
  /** Files that were left since the start. One that somebody carried away is not made again each minute. */
  readonly #left = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly office: Office,
    private readonly authorityOf: SealAuthorityOf,
    /** Made when there is something to put into it. */
    private readonly folder: string,
  ) {}

  /** Looks from time to time, and does not keep the process alive for it. */
  start(): void {
    this.#timer = setInterval(() => void this.sealDue(), between).unref();
  }

  /** Whatever is being sealed is ended first. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Seals what is due now. Called again meanwhile, it waits for the same. Never throws. */
  sealDue(): Promise<void> {
    this.#running ??= this.#sealAll().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #sealAll(): Promise<void> {
    try {
      for (const tenant of await allTenants(this.office.store)) await this.#sealOne(tenant);
    } catch (error) {
      this.office.log.failure('ledger-unsealed', error);
    }
  }

  async #sealOne(tenant: TenantRow): Promise<void> {
    const { office } = this;
    const facts = { tenant: tenant.slug };
    const now = office.now();
    if ((this.#waitUntil.get(tenant.tenant_id) ?? 0) > now.getTime()) return;
    try {
      const scope = scopeFor(office, tenant, { kind: 'job' });
      const before = await latestSeal(scope);
      const sealedToday =
        before && localDate(new Date(before.at), tenant.zone) === localDate(now, tenant.zone);
      if (sealedToday && this.#left.has(fileName(tenant, before))) return;
      const authority = await this.authorityOf(scope);
      const seal = sealedToday ? before : await this.#seal(scope, authority, facts);
      if (seal) await this.#leaveFile(tenant, seal, authority);
      this.#waitUntil.delete(tenant.tenant_id);
    } catch (error) {
      this.#waitUntil.set(tenant.tenant_id, now.getTime() + hour);
      office.log.failure('ledger-unsealed', error, facts);
    }
  }

  /** Nothing where nothing was written down, or where nothing was added since the seal before. */
  async #seal(
    scope: Scope,
    authority: SealAuthority,
    facts: { readonly tenant: string },
  ): Promise<LedgerSealRow | undefined> {
    const sealing = await sealLedger(scope, authority);
    if (sealing.state === 'broken')
      throw new Error(sealing.problems.map(({ kind, seq }) => `${kind} ${seq}`).join(', '));
    if (sealing.state === 'distrusted') throw new Error(sealing.problem);
    if (sealing.state !== 'sealed') return undefined;
    this.office.log.info('ledger-sealed', { ...facts, seq: sealing.seal.seq, authority: authority.name });
    return sealing.seal;
  }

  /** One that lies there already is the same. */
  async #leaveFile(tenant: TenantRow, seal: LedgerSealRow, { anchors }: SealAuthority): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const name = fileName(tenant, seal);
    await writeFile(join(this.folder, name), await sealFile(seal, tenant.slug, anchors));
    this.#left.add(name);
  }
}

function fileName({ slug }: TenantRow, { seq }: LedgerSealRow): string {
  return `${slug}-${String(seq).padStart(9, '0')}.json`;
}
