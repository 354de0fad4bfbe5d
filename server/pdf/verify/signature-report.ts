import type { Certificate } from '../core/certificate.js';
import { type PdfDict, PdfString } from '../core/objects.js';
import { dateOf, textOf } from '../core/pdf-text.js';
import type { Judgement } from './judge-signature.js';
import type { LaterChanges } from './later-changes.js';
import { isSealCertificate } from './seal-certificate.js';
import type { SignatureEntry } from './signature-entry.js';
import type { CertificateReport, SignatureReport, SignerReport } from './verification-report.js';

/** Longest text of a stranger that a report repeats. */
const LONGEST = 500;

export function describeSignature(
  entry: SignatureEntry,
  judgement: Judgement,
  later: LaterChanges,
  covers: SignatureReport['covers'],
  revision: number,
): SignatureReport {
  const { stampedAt, stampedBy, signer, path } = judgement;
  const timestamp = stampedAt?.toISOString();
  const reason = textIn(entry.value, 'Reason');
  const location = textIn(entry.value, 'Location');
  return {
    field: entry.field.slice(0, LONGEST),
    kind: entry.isTimestamp ? 'timestamp' : signer && isSealCertificate(signer) ? 'seal' : 'signature',
    integrity: judgement.integrity,
    covers,
    revision,
    changesAfter: later.changes,
    trust: judgement.trust,
    level: judgement.level,
    signer: describeSigner(signer),
    chain: (path.length > 0 || !signer ? path : [signer]).map(describeCertificate),
    signedAt: timestamp ?? claimedTime(entry.value),
    ...(timestamp !== undefined && { timestamp }),
    ...(stampedBy && { timestampedBy: describeSigner(stampedBy).name }),
    ...(reason !== undefined && { reason }),
    ...(location !== undefined && { location }),
    ...(judgement.vouchedBy !== undefined && { vouchedBy: judgement.vouchedBy.slice(0, LONGEST) }),
    problems: [...new Set([...judgement.problems, ...(later.reason ? [later.reason] : [])])],
  };
}

function describeSigner(certificate: Certificate | undefined): SignerReport {
  if (!certificate) return { name: '', issuer: '', serial: '', notBefore: '', notAfter: '' };
  return {
    name: (certificate.commonName || certificate.subjectName).slice(0, LONGEST),
    issuer: certificate.issuerName.slice(0, LONGEST),
    serial: certificate.serialHex,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
}

function describeCertificate(certificate: Certificate): CertificateReport {
  return {
    ...describeSigner(certificate),
    algorithm: certificate.signatureAlgorithm,
    usages: [...(certificate.keyUsage ?? [])],
  };
}

function claimedTime(value: PdfDict): string {
  const claimed = value.get('M');
  return (claimed instanceof PdfString && dateOf(textOf(claimed))?.toISOString()) || '';
}

function textIn(value: PdfDict, key: string): string | undefined {
  const text = value.get(key);
  return text instanceof PdfString ? textOf(text).slice(0, LONGEST) : undefined;
}
