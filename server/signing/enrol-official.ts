import type { Enrolled, Enrolment } from '../contract/signing.js';
import type { EnrolmentRow, OfficialRow, TenantRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import {
  checkPassphrase,
  generateSigningKey,
  KeyRefusal,
  PASSPHRASE_LENGTH,
  sealedKeyContext,
  sealPrivateKey,
  toPem,
} from '../pdf/index.js';
import { officialById } from '../people/index.js';
import { newId } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { hashSecret } from '../platform/secret-keys.js';
import { scopeFor, tenantById, work, type Office, type Scope } from '../tenants/index.js';
import { certifyOfficial, keepCertificate } from './certify-official.js';
import { findEnrolment, useEnrolment } from './enrolments.table.js';
import { insertSigningKey, retireSigningKeys } from './signing-keys.table.js';
import { tenantAuthority } from './tenant-authority.js';
import { unlocks } from './unlock-queue.js';

interface OpenEnrolment {
  readonly scope: Scope;
  readonly row: EnrolmentRow;
  readonly official: OfficialRow;
  readonly tenant: TenantRow;
}

/** Who is invited, for the page behind the link. @throws {Problem} `enrolment-not-found` */
export async function showEnrolment(office: Office, secret: string): Promise<Enrolment> {
  const { row, official, tenant } = await openEnrolment(office, secret);
  return {
    official: official.name,
    tenant: tenant.name,
    trial: tenant.legal_mode === 'trial',
    expiresAt: row.expires_at,
  };
}

/**
 * Makes an official's key and certificate under a passphrase that only they know, and uses up the link.
 *
 * Nothing of the passphrase is kept, and no admin can open the key; a lost one is replaced by a new key. The buffer is
 * wiped here whatever happens.
 *
 * @throws {Problem} `enrolment-not-found`, `passphrase-weak`, `official-mode-local-key`, `server-busy`
 */
export async function enrolOfficial(office: Office, secret: string, passphrase: Buffer): Promise<Enrolled> {
  try {
    const { scope, row, official, tenant } = await openEnrolment(office, secret);
    if (tenant.legal_mode !== 'trial') throw new Problem('official-mode-local-key');
    demandLength(passphrase);
    unlocks.demandRoom();
    const authority = await tenantAuthority(scope, office);
    const made = await makeKey(scope, official, tenant, authority, passphrase);
    const now = office.now();
    const at = now.toISOString();
    await work(scope, async (work) => {
      // Whoever used the link first has the key; the other's is thrown away unseen.
      if (!(await useEnrolment(work.db, row, at))) throw new Problem('enrolment-not-found');
      await retireSigningKeys(work.db, scope.tenantId, official.id, at);
      await insertSigningKey(work.db, {
        tenant_id: scope.tenantId,
        id: newId(now),
        official_id: official.id,
        certificate_chain: toPem(made.certificate) + toPem(authority.issuing.certificate),
        sealed_key: Buffer.from(made.sealed).toString('base64'),
        serial: made.certificate.serialHex,
        not_after: made.certificate.notAfter.toISOString(),
        tries: 0,
        locked_at: null,
        retired_at: null,
        created_at: at,
      });
      await keepCertificate(work, scope, official.id, made.certificate);
      writeDown(work, scope, {
        kind: 'key.enrolled',
        subject: official.id,
        data: { serial: made.certificate.serialHex },
      });
    });
    return {
      certificate: {
        name: made.certificate.commonName,
        issuer: authority.issuing.certificate.commonName,
        until: localDate(made.certificate.notAfter, scope.zone),
      },
    };
  } finally {
    passphrase.fill(0);
  }
}

async function openEnrolment(office: Office, secret: string): Promise<OpenEnrolment> {
  const row = /^[\w-]{43}$/.test(secret)
    ? await office.store.read((db) => findEnrolment(db, hashSecret(secret)))
    : undefined;
  const tenant = row && (await tenantById(office.store, row.tenant_id));
  if (!tenant || row.used_at !== null || row.expires_at <= office.now().toISOString())
    throw new Problem('enrolment-not-found');
  const scope = scopeFor(office, tenant, { kind: 'public' });
  const official = await officialById(scope, row.official_id);
  if (official?.active !== 1) throw new Problem('enrolment-not-found');
  return { scope, row, official, tenant };
}

async function makeKey(
  scope: Scope,
  official: OfficialRow,
  tenant: TenantRow,
  authority: Awaited<ReturnType<typeof tenantAuthority>>,
  passphrase: Buffer,
) {
  const { privateKey, publicKey } = await generateSigningKey();
  const certificate = await certifyOfficial(scope, official, tenant, authority, publicKey);
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  try {
    const context = sealedKeyContext(official.id, certificate.serialHex);
    const sealed = await unlocks.run(official.id, () => sealPrivateKey(pkcs8, passphrase, context));
    return { certificate, sealed };
  } finally {
    pkcs8.fill(0);
  }
}

function demandLength(passphrase: Buffer): void {
  try {
    checkPassphrase(passphrase);
  } catch (cause) {
    if (!(cause instanceof KeyRefusal)) throw cause;
    const { least: min, most: max } = PASSPHRASE_LENGTH;
    throw new Problem('passphrase-weak', { min, max }, { cause });
  }
}
