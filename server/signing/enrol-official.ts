import type { Enrolled } from '../contract/signing.js';
import type { OfficialRow, TenantRow } from '../database/index.js';
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
import { newId } from '../platform/ids.js';
import { localDate } from '../platform/local-date.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { certifyOfficial, keepCertificate } from './certify-official.js';
import { takeEnrolmentStep } from './enrolments.table.js';
import { openEnrolment, takeHold, type EnrolmentLink, type OpenEnrolment } from './open-enrolment.js';
import { proveFactor, type GivenFactor } from './second-factor.js';
import { factorsInForce } from './second-factors.table.js';
import { insertSigningKey, retireSigningKeys } from './signing-keys.table.js';
import { tenantAuthority } from './tenant-authority.js';
import { unlocks } from './unlock-queue.js';

export interface KeyChoice {
  /** Wiped here whatever happens. */
  readonly passphrase: Buffer;
  /** Of an official who has a second factor already: a link alone takes nobody's key away. */
  readonly factor?: GivenFactor | undefined;
}

/** What the step made, and the cookie for a browser that took the first step with it. */
export interface EnrolledKey extends Enrolled {
  readonly holder?: string | undefined;
}

/**
 * Makes an official's key and certificate under a passphrase that only they know: a step of an enrolment, taken once.
 *
 * Nothing of the passphrase is kept, and no admin can open the key; a lost one is replaced by a new key.
 *
 * @throws {Problem} `enrolment-not-found`, `passphrase-weak`, `official-mode-local-key`, `server-busy`, `factor-needed`,
 *   `factor-wrong`, `factor-locked`
 */
export async function enrolOfficial(
  office: Office,
  link: EnrolmentLink,
  { passphrase, factor }: KeyChoice,
): Promise<EnrolledKey> {
  try {
    const open = await openEnrolment(office, link);
    const { scope, row, official, tenant } = open;
    if (tenant.legal_mode !== 'trial') throw new Problem('official-mode-local-key');
    if (row.purpose === 'factor' || row.key_at !== null) throw new Problem('enrolment-not-found');
    demandLength(passphrase);
    unlocks.demandRoom();
    const proved = await proveOld(office, open, factor);
    const authority = await tenantAuthority(scope, office);
    const made = await makeKey(scope, official, tenant, authority, passphrase);
    const now = office.now();
    const at = now.toISOString();
    const holder = await work(scope, async (work) => {
      const holder = await takeHold(work, row);
      // Whoever used the link first has the key; the other's is thrown away unseen.
      if (!(await takeEnrolmentStep(work.db, row, 'key', at))) throw new Problem('enrolment-not-found');
      if (proved) await takeEnrolmentStep(work.db, row, 'factor', at);
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
      return holder;
    });
    return {
      certificate: {
        name: made.certificate.commonName,
        issuer: authority.issuing.certificate.commonName,
        until: localDate(made.certificate.notAfter, scope.zone),
      },
      holder,
    };
  } finally {
    passphrase.fill(0);
  }
}

/** True when the official had a second factor and proved it. */
async function proveOld(
  office: Office,
  { scope, row, official }: OpenEnrolment,
  given: GivenFactor | undefined,
): Promise<boolean> {
  const factors = await look(scope, (db) => factorsInForce(db, scope.tenantId, official.id));
  if (factors.length === 0) return false;
  await proveFactor(scope, office.keys, { officialId: official.id, act: row.id, given });
  return true;
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
