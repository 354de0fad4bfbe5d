import { createHash } from 'node:crypto';
import type * as contract from '../contract/verification.js';
import type { Fixed } from './report-agrees.js';

type Report = Fixed<contract.VerificationReport>;
type Signature = Fixed<contract.SignatureReport>;

interface BsreCertificate {
  readonly id: string;
  readonly commonName: string;
  readonly issuerName: string;
  /** Decimal. */
  readonly serialNumber: string;
  readonly notBeforeDate: string;
  readonly notAfterDate: string;
  /** Sic; null where it is unknown. */
  readonly signatureAlgoritm: string | null;
  readonly keyUsages: readonly string[];
}

interface BsreSignature {
  readonly id: string;
  readonly signatureFormat: string;
  readonly signerName: string;
  readonly signatureDate: string | null;
  readonly fieldName: string;
  readonly reason: string;
  readonly location: string | null;
  readonly certLevelCode: number;
  readonly signatureAlgorithm: null;
  readonly digestAlgorithm: null;
  /** Sic. */
  readonly timestampInfomation: {
    readonly id: string;
    readonly signerName: string | null;
    readonly timestampDate: string;
  } | null;
  readonly certificateDetails: readonly BsreCertificate[];
  readonly integrityValid: boolean;
  readonly certificateTrusted: boolean;
  readonly lastSignature: boolean;
  readonly ltv: boolean;
  readonly modified: boolean;
}

/** What `POST /api/v2/verify/pdf` of BSrE's service answers, with its misspellings. */
export interface BsreAnswer {
  readonly conclusion: 'VALID' | 'INVALID' | 'NO_SIGNATURE';
  readonly description?: string;
  readonly signatureCount: number;
  readonly signatureInformations: readonly BsreSignature[];
}

const formats: Readonly<Record<Signature['level'], string>> = {
  'B-B': 'PAdES-BASELINE-B',
  'B-T': 'PAdES-BASELINE-T',
  'B-LT': 'PAdES-BASELINE-LT',
  'B-LTA': 'PAdES-BASELINE-LTA',
  other: 'PDF-NOT-ETSI',
};

/**
 * The same report in the shape of BSrE's answer, for programs that read that already.
 *
 * `VALID` is only what is intact *and* trusted by somebody who is no trial: such a program looks at nothing else. Where
 * BSrE answers a file that cannot be read with a failure of the server, this says `INVALID` and why.
 *
 * @param trial only trial authorities vouch
 */
export function bsreAnswer(report: Report, trial = false): BsreAnswer {
  const signatures = report.signatures.filter(({ kind }) => kind !== 'timestamp');
  if (report.verdict === 'unsigned')
    return { conclusion: 'NO_SIGNATURE', signatureCount: 0, signatureInformations: [] };
  const valid = report.verdict === 'intact' && report.trusted && !trial;
  return {
    conclusion: valid ? 'VALID' : 'INVALID',
    description: descriptionOf(report, trial),
    signatureCount: signatures.length,
    signatureInformations: signatures.map((one, index) =>
      signatureOf(one, trial, index === signatures.length - 1),
    ),
  };
}

function descriptionOf({ verdict, trusted }: Report, trial: boolean): string {
  switch (verdict) {
    case 'intact':
      if (trial) return 'Dokumen tidak berubah, Sertifikat yang digunakan hanya untuk uji coba';
      return trusted
        ? 'Dokumen valid, Sertifikat yang digunakan terpercaya'
        : 'Dokumen tidak berubah, Sertifikat yang digunakan tidak terpercaya';
    case 'changed':
    case 'broken':
      return 'Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak';
    default:
      return 'Dokumen tidak dapat diperiksa';
  }
}

function signatureOf(one: Signature, trial: boolean, last: boolean): BsreSignature {
  const { signer, timestamp } = one;
  const whole = one.integrity === 'right' && one.changesAfter !== 'suspicious';
  const named = [one.field, signer.issuer, signer.serial, one.signedAt];
  return {
    id: idOf('S', named),
    signatureFormat: formats[one.level],
    signerName: signer.name,
    signatureDate: one.signedAt === '' ? null : instant(one.signedAt),
    fieldName: one.field,
    reason: one.reason ?? '',
    location: one.location ?? null,
    certLevelCode: 0,
    signatureAlgorithm: null,
    digestAlgorithm: null,
    timestampInfomation:
      timestamp === undefined
        ? null
        : {
            id: idOf('T', [...named, timestamp]),
            signerName: one.timestampedBy ?? null,
            timestampDate: instant(timestamp),
          },
    certificateDetails: one.chain.map(certificateOf),
    integrityValid: whole,
    certificateTrusted: one.integrity === 'right' && one.trust === 'trusted' && !trial,
    lastSignature: last,
    ltv: one.level === 'B-LT' || one.level === 'B-LTA',
    modified: !whole,
  };
}

function certificateOf(one: Signature['chain'][number]): BsreCertificate {
  return {
    id: idOf('C', [one.issuer, one.serial]),
    commonName: one.name,
    issuerName: one.issuer,
    serialNumber: decimal(one.serial),
    notBeforeDate: instant(one.notBefore),
    notAfterDate: instant(one.notAfter),
    signatureAlgoritm: one.algorithm || null,
    keyUsages: one.usages,
  };
}

/** Alike for the same signature in every answer; the parts are kept apart by a byte that none holds. */
function idOf(kind: 'S' | 'C' | 'T', parts: readonly string[]): string {
  return `${kind}-${createHash('sha256').update(parts.join('\0')).digest('hex').toUpperCase()}`;
}

/** `…Z` as BSrE writes it. */
function instant(iso: string): string {
  return iso.replace(/Z$/, '+00:00');
}

function decimal(hexadecimal: string): string {
  const digits = hexadecimal.replaceAll(':', '');
  return /^[0-9a-f]+$/i.test(digits) ? BigInt(`0x${digits}`).toString() : hexadecimal;
}
