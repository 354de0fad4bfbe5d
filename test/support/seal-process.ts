import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/database/index.js';
import { readCertificate } from '../../server/pdf/index.js';
import { diskDocumentStore } from '../../server/platform/document-store.disk.js';
import { jsonLog } from '../../server/platform/log.js';
import { SecretKeys } from '../../server/platform/secret-keys.js';
import { sealDue } from '../../server/sealing/index.js';
import { usualLimits } from '../../server/tenants/index.js';

// node --import tsx seal-process.ts FOLDER MASTER NOW ROOT.pem: seals what waits, in a process that can be killed.
const [folder = '', master = '', instant = '', root = ''] = process.argv.slice(2);
const now = () => new Date(instant);
const keys = new SecretKeys(Buffer.from(master, 'hex'));
const office = {
  store: await openSqliteStore(join(folder, 'noken.db')),
  documents: diskDocumentStore(join(folder, 'documents'), keys),
  keys,
  log: jsonLog((line) => process.stderr.write(`${line}\n`), now),
  publicUrl: 'http://localhost:8787',
  now,
  limits: usualLimits,
  behindProxy: false,
  trust: { anchors: [readCertificate(readFileSync(root))] },
};
process.stdout.write('begun\n');
const sealed = await sealDue(office);
process.stdout.write(`sealed ${String(sealed)}\n`);
await office.store.close();
