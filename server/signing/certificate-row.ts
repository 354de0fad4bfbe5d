import type { CertificateRow } from '../database/index.js';
import { toPem, type Certificate } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import type { Scope } from '../tenants/index.js';

/** The row of a certificate that was issued just now. */
export function certificateRow(
  scope: Scope,
  certificate: Certificate,
  of: Pick<CertificateRow, 'role' | 'issuer' | 'official_id'>,
): CertificateRow {
  return {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    ...of,
    serial: certificate.serialHex,
    subject: certificate.subjectName,
    not_before: certificate.notBefore.toISOString(),
    not_after: certificate.notAfter.toISOString(),
    state: 'issued',
    revoked_at: null,
    reason: null,
    replaced_by: null,
    certificate: toPem(certificate),
    created_at: scope.now.toISOString(),
  };
}

/** As serial numbers are kept, from however a person wrote one: colons, capitals, `0x`, zeros in front. */
export function readSerial(typed: string): string | undefined {
  const digits = typed.toLowerCase().replace(/^0x/, '').replaceAll(':', '');
  if (!/^[0-9a-f]{1,64}$/.test(digits)) return undefined;
  const whole = digits.length % 2 === 0 ? digits : `0${digits}`;
  return whole.replace(/^(00)+(?=..)/, '');
}
