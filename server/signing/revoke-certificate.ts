import type { CertificateRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import type { RevocationReason } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { readSerial } from './certificate-row.js';
import { findCertificate, revokeRow } from './certificates.table.js';
import { demandAdmin } from './demand-admin.js';
import { closeEnrolments } from './enrolments.table.js';

/**
 * Revokes the certificate of an official, now and for good: nothing can be signed with it from the next act on, and OCSP
 * and the list say so at once. What was signed before, with a time-stamp, stays as it was.
 *
 * @throws {Problem} `grant-missing`, `official-mode-local-key`, `certificate-not-found` (also for those of the authority
 *   itself), `certificate-revoked-already`
 */
export async function revokeCertificate(
  scope: Scope,
  serial: string,
  reason: RevocationReason,
): Promise<CertificateRow> {
  await demandAdmin(scope);
  const at = scope.now.toISOString();
  return work(scope, async (work) => {
    const row = await findCertificate(work.db, scope.tenantId, readSerial(serial) ?? '');
    if (!row || row.official_id === null) throw new Problem('certificate-not-found', { serial });
    if (!(await revokeRow(work.db, row, reason, at)))
      throw new Problem('certificate-revoked-already', { serial });
    // Whoever may no longer sign makes no new key by a link of before.
    await closeEnrolments(work.db, scope.tenantId, row.official_id, at);
    writeDown(work, scope, {
      kind: 'certificate.revoked',
      subject: row.official_id,
      data: { serial: row.serial, reason },
    });
    return { ...row, state: 'revoked', reason, revoked_at: at };
  });
}
