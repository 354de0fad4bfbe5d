import type { OfficialRow, SigningKeyRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { readCertificates, toPem, type Certificate } from '../pdf/index.js';
import { officialById } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, tenantOf, work, type Office, type Scope } from '../tenants/index.js';
import { findCertificate } from './certificates.table.js';
import { certifyOfficial, keepCertificate, yearsAfter } from './certify-official.js';
import { demandAdmin } from './demand-admin.js';
import { inviteOfficial, type Invitation } from './invite-official.js';
import { findSigningKey, renewSigningKey } from './signing-keys.table.js';
import { mostTries } from './unlock-key.js';
import { tenantAuthority } from './tenant-authority.js';

export type Renewal =
  | { readonly is: 'certified'; readonly certificate: Certificate }
  | { readonly is: 'invited'; readonly invitation: Invitation; readonly why: WhyNewKey };

/** Why the key cannot go on, so that the official makes another. */
export type WhyNewKey = 'no-key' | 'locked' | 'expired' | 'revoked' | 'key-old';

/** Years for which one key is certified in all: RSA-2048 is not asked to last longer. */
const keyLife = 4;

/**
 * Renews the certificate of an official. The same key is certified again where it can go on: its passphrase, which
 * nobody but the official knows, is neither needed nor changed. Where it cannot (none, locked, its certificate expired
 * or revoked, four years old), they are invited to make a new one.
 *
 * @throws {Problem} `grant-missing`, `official-mode-local-key`, `enrolment-not-found` for an official who is unknown or no
 *   longer active, `certificate-changed` when somebody else was faster
 */
export async function renewCertificate(scope: Scope, office: Office, officialId: string): Promise<Renewal> {
  await demandAdmin(scope);
  const official = await officialById(scope, officialId);
  if (official?.active !== 1) throw new Problem('enrolment-not-found');
  const key = await look(scope, (db) => findSigningKey(db, scope.tenantId, officialId));
  const why = await whyNewKey(scope, key);
  if (!key || why) {
    const invitation = await inviteOfficial(scope, officialId, office.publicUrl);
    return { is: 'invited', invitation, why: why ?? 'no-key' };
  }
  return { is: 'certified', certificate: await certifyAgain(scope, office, official, key) };
}

async function whyNewKey(scope: Scope, key: SigningKeyRow | undefined): Promise<WhyNewKey | undefined> {
  if (!key) return 'no-key';
  if (key.locked_at !== null || key.tries >= mostTries) return 'locked';
  const row = await look(scope, (db) => findCertificate(db, scope.tenantId, leafOf(key).serialHex));
  if (row?.state === 'revoked') return 'revoked';
  if (key.not_after <= scope.now.toISOString()) return 'expired';
  return endOf(key).toISOString() <= key.not_after ? 'key-old' : undefined;
}

async function certifyAgain(
  scope: Scope,
  office: Office,
  official: OfficialRow,
  key: SigningKeyRow,
): Promise<Certificate> {
  const authority = await tenantAuthority(scope, office);
  const { publicKey } = leafOf(key);
  const tenant = await tenantOf(scope);
  const certificate = await certifyOfficial(scope, official, tenant, authority, publicKey, endOf(key));
  const chain = toPem(certificate) + toPem(authority.issuing.certificate);
  await work(scope, async (work) => {
    // Everything that the decision stood on is asked again, together with the change.
    const current = await findSigningKey(work.db, scope.tenantId, official.id);
    const same = current?.id === key.id && current.certificate_chain === key.certificate_chain;
    if (!same || (await whyNewKey(scope, current))) throw new Problem('certificate-changed');
    await renewSigningKey(work.db, key, chain, certificate.notAfter.toISOString());
    await keepCertificate(work, scope, official.id, certificate);
    writeDown(work, scope, {
      kind: 'certificate.renewed',
      subject: official.id,
      data: { serial: certificate.serialHex, before: leafOf(key).serialHex },
    });
  });
  return certificate;
}

function endOf(key: SigningKeyRow): Date {
  return yearsAfter(new Date(key.created_at), keyLife);
}

function leafOf(key: SigningKeyRow): Certificate {
  const [leaf] = readCertificates(key.certificate_chain);
  if (!leaf) throw new Error('A signing key without a certificate.');
  return leaf;
}
