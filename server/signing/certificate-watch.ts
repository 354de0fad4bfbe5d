import type { CertificateRow, SigningKeyRow } from '../database/index.js';
import { readCertificate } from '../pdf/index.js';
import { localDate } from '../platform/local-date.js';
import { look, type Scope } from '../tenants/index.js';
import { findCertificate, listCertificates } from './certificates.table.js';

/** Days before its end from which a certificate is warned about, each time more urgently. */
export const warnings = [7, 30, 60] as const;

export interface Ending {
  /** Whole days in the tenant's zone: 0 is today. */
  readonly days: number;
  readonly within: (typeof warnings)[number];
}

/** Whether a certificate ends soon; undefined for one that has time, and for one that is over. */
export function endingOf(notAfter: string, { now, zone }: Pick<Scope, 'now' | 'zone'>): Ending | undefined {
  if (notAfter <= now.toISOString()) return undefined;
  const midnight = (at: Date) => Date.parse(`${localDate(at, zone)}T00:00:00Z`);
  const days = Math.round((midnight(new Date(notAfter)) - midnight(now)) / 86_400_000);
  const within = warnings.find((limit) => days <= limit);
  return within === undefined ? undefined : { days, within };
}

/** When the certificate that a key signs with was revoked; undefined for one that was not. */
export async function revocationOfKey(scope: Scope, key: SigningKeyRow): Promise<Date | undefined> {
  const { serialHex } = readCertificate(key.certificate_chain);
  const row = await look(scope, (db) => findCertificate(db, scope.tenantId, serialHex));
  return row?.state === 'revoked' ? new Date(row.revoked_at ?? 0) : undefined;
}

/** As a certificate stands today, in one word. */
export type CertificateState = 'in-force' | 'ending' | 'expired' | 'replaced' | 'revoked';

export interface WatchedCertificate {
  readonly row: CertificateRow;
  readonly state: CertificateState;
  readonly ending?: Ending;
}

const roles: readonly CertificateRow['role'][] = ['issuing', 'timestamp', 'ocsp', 'signer'];

/** All certificates of the tenant's authority as they stand today: its own, then those of officials, oldest first. */
export async function watchCertificates(scope: Scope): Promise<WatchedCertificate[]> {
  const rows = await look(scope, (db) => listCertificates(db, scope.tenantId));
  const sorted = rows.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
  return sorted.map((row) => {
    const ending = row.state === 'issued' ? endingOf(row.not_after, scope) : undefined;
    return { row, state: stateOf(row, scope.now, ending), ...(ending && { ending }) };
  });
}

function stateOf(row: CertificateRow, now: Date, ending: Ending | undefined): CertificateState {
  if (row.state !== 'issued') return row.state;
  if (row.not_after <= now.toISOString()) return 'expired';
  return ending ? 'ending' : 'in-force';
}
