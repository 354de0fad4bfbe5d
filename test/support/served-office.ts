import { serve } from '@hono/node-server';
import { join } from 'node:path';
import { createApp } from '../../server/app.js';
import { openSqliteStore } from '../../server/database/index.js';
import { diskDocumentStore } from '../../server/platform/document-store.disk.js';
import { quietLog } from '../../server/platform/log.js';
import { SecretKeys } from '../../server/platform/secret-keys.js';
import { readSigningSettings } from '../../server/signing-settings.js';
import { reconcileSigning } from '../../server/signing/index.js';
import { usualLimits } from '../../server/tenants/index.js';

/**
 * A server of its own process over the folder of a made office, so that a test can kill it as a power cut does. Prints
 * its port when it listens.
 *
 * Arguments: folder, master key in hex, the instant at which its clock stands, and perhaps the file that tells at which
 * gateway its tenants sign.
 */
const [folder = '', master = '', at = '', signing] = process.argv.slice(2);
const keys = new SecretKeys(Buffer.from(master, 'hex'));
const office = {
  store: await openSqliteStore(join(folder, 'noken.db')),
  documents: diskDocumentStore(join(folder, 'documents'), keys),
  keys,
  log: quietLog,
  publicUrl: 'http://localhost:8787',
  now: () => new Date(at),
  limits: usualLimits,
  behindProxy: false,
  ...(signing === undefined ? {} : { gateways: await readSigningSettings(signing) }),
};
await reconcileSigning(office);
serve({ fetch: createApp(office).fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`${port}\n`);
});
