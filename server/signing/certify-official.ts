import type { KeyObject } from 'node:crypto';
import type { OfficialRow, TenantRow } from '../database/index.js';
import { issueSigningCertificate, type Certificate } from '../pdf/index.js';
import type { Scope, Work } from '../tenants/index.js';
import { certificateRow } from './certificate-row.js';
import { insertCertificates, replaceRows } from './certificates.table.js';
import type { TenantAuthority } from './tenant-authority.js';

/** The day that many years later; the 29th of February becomes the 1st of March. */
export function yearsAfter(at: Date, years: number): Date {
  const then = new Date(at);
  then.setUTCFullYear(then.getUTCFullYear() + years);
  return then;
}

/**
 * Certifies an official's key for two years, or for as long as `until` and the authority itself allow. Nothing knows of
 * it before `keepCertificate`; its serial number is 127 random bits.
 */
export function certifyOfficial(
  { now }: Scope,
  official: Pick<OfficialRow, 'name'>,
  tenant: Pick<TenantRow, 'name'>,
  authority: Pick<TenantAuthority, 'issuing' | 'addresses'>,
  publicKey: KeyObject,
  until = yearsAfter(now, 2),
): Promise<Certificate> {
  const ends = [yearsAfter(now, 2), until, authority.issuing.certificate.notAfter];
  return issueSigningCertificate({
    authority,
    publicKey,
    commonName: official.name,
    organization: tenant.name,
    notBefore: now,
    notAfter: new Date(Math.min(...ends.map((end) => end.getTime()))),
    addresses: authority.addresses.issuing,
  });
}

/**
 * Writes a certificate down in the act that gives it to its official, in the place of those they had. A serial number
 * that is there already fails the act: the row decides, whichever process wrote it.
 */
export async function keepCertificate(
  { db }: Pick<Work, 'db'>,
  scope: Scope,
  officialId: string,
  certificate: Certificate,
): Promise<void> {
  const of = { role: 'signer', issuer: 'issuing', official_id: officialId } as const;
  await insertCertificates(db, [certificateRow(scope, certificate, of)]);
  await replaceRows(db, scope.tenantId, officialId, certificate.serialHex);
}
