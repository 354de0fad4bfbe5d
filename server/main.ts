import { serve, type ServerType } from '@hono/node-server';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createApp } from './app.js';
import { stampArchives } from './archive/index.js';
import { releaseBatches } from './batches/index.js';
import { clockWatch } from './clock-watch.js';
import { ConfigRefusal, sealFolder, type ServerConfig } from './config.js';
import { openSqliteStore } from './database/index.js';
import { DailySealing } from './ledger/index.js';
import { sweepUploads } from './letters/index.js';
import { tellAllEndings } from './notifications/index.js';
import { readBuiltFolder } from './platform/built-folder.js';
import { diskDocumentStore } from './platform/document-store.disk.js';
import { jsonLog, type Log } from './platform/log.js';
import { RepeatingJob } from './platform/repeating-job.js';
import { SecretKeys } from './platform/secret-keys.js';
import { sealAuthority } from './seal-authority.js';
import { sealDue, sealSettingsFault } from './sealing/index.js';
import { readSigningSettings } from './signing-settings.js';
import { askProviders, reconcileSigning, signingSettingsFault } from './signing/index.js';
import { allTenants, scopeFor, usualLimits, type Office } from './tenants/index.js';
import { readTokenSettings } from './token-settings.js';
import { readTrustFolder } from './trust-folder.js';

export interface RunningServer {
  /** Where it listens. */
  readonly url: string;
  readonly office: Office;
  /** Takes no new request, lets the running ones end (10 s at most), then closes the database. */
  close(): Promise<void>;
}

const patience = 10_000;
const now = () => new Date();

/**
 * Opens what the server stands on, without listening: for commands that act on an office themselves.
 *
 * @throws {ConfigRefusal} where the folder of trusted certificates has none, or one that cannot be read, or where it is
 *   not clear at which gateway a tenant signs
 */
export async function openOffice(
  config: ServerConfig,
  log: Log = jsonLog((line) => process.stderr.write(`${line}\n`), now),
): Promise<Office> {
  await mkdir(config.dataFolder, { recursive: true, mode: 0o700 });
  const trust = config.trust === undefined ? undefined : await readTrustFolder('NOKEN_TRUST', config.trust);
  const gateways = config.signing === undefined ? undefined : await readSigningSettings(config.signing);
  const tokens =
    config.tokens === undefined ? undefined : await readTokenSettings(config.tokens, config.tokenPin);
  const store = await openSqliteStore(join(config.dataFolder, 'noken.db'));
  const keys = new SecretKeys(config.masterKey);
  const kit = await readBuiltFolder(builtFolder('kit'));
  const frame = await readBuiltFolder(builtFolder('frame'));
  return {
    store,
    documents: diskDocumentStore(join(config.dataFolder, 'documents'), keys),
    keys,
    log,
    publicUrl: config.publicUrl,
    now,
    limits: usualLimits,
    behindProxy: config.behindProxy,
    ...(trust ? { trust } : {}),
    ...(gateways ? { gateways } : {}),
    ...(tokens ? { tokens } : {}),
    ...(kit ? { kit } : {}),
    ...(frame ? { frame } : {}),
  };
}

/**
 * Starts a server and says where it listens.
 *
 * @throws {ConfigRefusal} when the port is taken, or a tenant could not sign as its mode demands
 * @throws when the data cannot be opened: start fails loudly
 */
export async function startServer(config: ServerConfig, log?: Log): Promise<RunningServer> {
  const office = await openOffice(config, log);
  const fault = (await signingSettingsFault(office)) ?? (await sealSettingsFault(office));
  if (fault !== undefined) {
    await office.store.close();
    throw new ConfigRefusal(fault);
  }
  // Whatever a killed process left between "sent to the signer" and "known" is told before anybody asks.
  await reconcileSigning(office);
  for (const tenant of await allTenants(office.store))
    await sweepUploads(scopeFor(office, tenant, { kind: 'job' }));
  const authorityOf = await sealAuthority(office, config.timestamps);
  const sealing = new DailySealing(office, authorityOf, sealFolder(config.dataFolder));
  const asking = new RepeatingJob('providers-not-asked', 60_000, office.log, () => askProviders(office));
  const watching = new RepeatingJob('certificates-not-watched', 3_600_000, office.log, () =>
    tellAllEndings(office),
  );
  const clock = await clockWatch(office, config.timestamps);
  const stamping = new RepeatingJob('archive-not-stamped', 60_000, office.log, () =>
    stampArchives(office, authorityOf),
  );
  const seals = new RepeatingJob('letters-not-sealed', 10_000, office.log, () => sealDue(office));
  const app = createApp(office);
  const { server, port } = await listening(app.fetch, config).catch(async (error: NodeJS.ErrnoException) => {
    await office.store.close();
    if (error.code === 'EADDRINUSE')
      throw new ConfigRefusal(`Port ${config.port} is taken.`, { cause: error });
    throw error;
  });
  sealing.start();
  asking.start();
  seals.start();
  stamping.start();
  watching.start();
  clock?.start();
  void clock?.run();
  void watching.run();
  office.log.info('server-started', { port, kit: office.kit?.release ?? 'not built' });
  return {
    url: `http://${config.host}:${port}`,
    office,
    close: async () => {
      await stopped(server);
      await releaseBatches(office);
      await Promise.all([
        sealing.stop(),
        asking.stop(),
        seals.stop(),
        stamping.stop(),
        watching.stop(),
        clock?.stop(),
      ]);
      await office.store.close();
      office.log.info('server-stopped');
    },
  };
}

function listening(
  fetch: ReturnType<typeof createApp>['fetch'],
  { host, port }: ServerConfig,
): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (address) =>
      resolve({ server, port: address.port }),
    );
    server.once('error', reject);
  });
}

function stopped(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
    }, patience);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    if ('closeIdleConnections' in server) server.closeIdleConnections();
  });
}

/** `dist/<name>`: beside us where we were built ourselves, else below the project that we run from as source. */
function builtFolder(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'dist', name);
    if (folder === dirname(folder)) return join(import.meta.dirname, '..', name);
  }
}
