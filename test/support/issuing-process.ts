import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/database/index.js';
import { diskDocumentStore } from '../../server/platform/document-store.disk.js';
import { quietLog } from '../../server/platform/log.js';
import { SecretKeys } from '../../server/platform/secret-keys.js';
import { certifyOfficial, keepCertificate } from '../../server/signing/certify-official.js';
import { tenantAuthority } from '../../server/signing/index.js';
import { scopeFor, tenantBySlug, usualLimits, work, type Office } from '../../server/tenants/index.js';

/**
 * Certifies a key many times at once, in a process of its own beside others. Prints the serial numbers that it was told
 * were kept.
 *
 * Arguments: folder of an office, its master key in hex, id of an official, a public key (PEM in base64), how many.
 */
const [folder = '', master = '', officialId = '', pem = '', many = ''] = process.argv.slice(2);
const keys = new SecretKeys(Buffer.from(master, 'hex'));
const office: Office = {
  store: await openSqliteStore(join(folder, 'noken.db')),
  documents: diskDocumentStore(join(folder, 'documents'), keys),
  keys,
  log: quietLog,
  publicUrl: 'http://localhost:8787',
  now: () => new Date(),
  limits: usualLimits,
  behindProxy: false,
};
const tenant = await tenantBySlug(office.store, 'keerom-uji');
if (!tenant) throw new Error('No tenant.');
const publicKey = createPublicKey(Buffer.from(pem, 'base64').toString());
const authority = await tenantAuthority(scopeFor(office, tenant, { kind: 'command' }), office);
const kept = await Promise.all(
  Array.from({ length: Number(many) }, async () => {
    const scope = scopeFor(office, tenant, { kind: 'command' });
    const certificate = await certifyOfficial(scope, { name: 'Contoh' }, tenant, authority, publicKey);
    await work(scope, (work) => keepCertificate(work, scope, officialId, certificate));
    return certificate.serialHex;
  }),
);
process.stdout.write(JSON.stringify(kept));
await office.store.close();
