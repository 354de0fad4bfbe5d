import { createHash } from 'node:crypto';
import {
  bytesSource,
  verifyInWorker,
  type Certificate,
  type SignatureReport,
  type VerificationReport,
} from '../../server/pdf/index.js';
import { claimedTimes } from './claimed-times.js';
import { jsonAnswer, type GatewayAnswer } from './gateway-answer.js';
import { uncaught } from './gateway-refusal.js';
import type { GatewayCall, GatewayState } from './gateway-state.js';
import { fileField, readBase64, readForm, readJson, textMember } from './request-fields.js';
import { certificateId } from './simulated-authority.js';

const validNotes = 'Dokumen valid, Sertifikat yang digunakan terpercaya';
const changedNotes = 'Konten Dokumen mengalami perubahan oleh pihak yang tidak berhak';
/** `synthetic: true` */
const strangerNotes = 'Sertifikat yang digunakan tidak terpercaya';

/** `POST /api/sign/verify`, field `signed_file`. */
export async function judgeForm(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const form = await readForm(call.body, call.type);
  const pdf = await fileField(form, 'signed_file');
  // A file that is missing or broken is caught by nobody; of v1 that is `synthetic: true`.
  if (!pdf) throw uncaught();
  const given = form.get('signed_file');
  const nama_dokumen = given !== null && typeof given !== 'string' ? given.name : '';
  const { report, signatures } = await judge(state, call, pdf);
  if (signatures.length === 0)
    return jsonAnswer({ nama_dokumen, jumlah_signature: 0, notes: null, summary: null, details: [] });
  return jsonAnswer({
    nama_dokumen,
    jumlah_signature: signatures.length,
    notes: notesOf(report, signatures),
    summary: isValid(report) ? 'VALID' : 'DOCUMENT NOT VALID !!!',
    details: signatures.map((signature) => formDetail(state, signature)),
  });
}

interface ClaimedSignature extends SignatureReport {
  /** By the clock of whoever signed; empty where nothing is said. */
  readonly claimedAt: string;
}

function formDetail(state: GatewayState, signature: ClaimedSignature) {
  const { signer, reason = '', location = '', timestamp } = signature;
  const stamp = timestamp !== undefined ? stampCertificate(state, signature) : undefined;
  const own = state.authority.findBySerial(signer.serial);
  return {
    signature_field: signature.field,
    info_tsa: {
      name: signature.timestampedBy ?? null,
      tsa_cert_validity: stamp ? `${wib(stamp.notBefore, 3)} to ${wib(stamp.notAfter, 3)}` : null,
    },
    info_signer: {
      issuer_dn: generalFirst(signer.issuer),
      signer_name: signer.name,
      signer_cert_validity: `${wib(new Date(signer.notBefore), 3)} to ${wib(new Date(signer.notAfter), 3)}`,
      signer_dn: generalFirst(own?.subjectName ?? `CN=${signer.name}`),
      cert_user_certified: signature.trust === 'trusted',
    },
    signature_document: {
      signed_using_tsa: timestamp !== undefined,
      reason,
      location,
      document_integrity: isWhole(signature),
      signature_value: null,
      hash_value: null,
      signed_in: signature.claimedAt === '' ? null : wib(new Date(signature.claimedAt)),
    },
  };
}

/** `POST /api/v2/verify/pdf`. The two misspelt names are those of the real one. */
export async function judgeJson(state: GatewayState, call: GatewayCall): Promise<GatewayAnswer> {
  const fields = readJson(call.body, call.type);
  // Read and not used: what a locked file gives is not known, and we do not open one.
  textMember(fields, 'password');
  if (typeof fields['file'] !== 'string' || fields['file'] === '') throw uncaught();
  const { report, signatures } = await judge(state, call, readBase64(fields['file'], 'file'));
  if (signatures.length === 0)
    return jsonAnswer({
      conclusion: 'NO_SIGNATURE',
      description: 'Dokumen tidak memiliki tanda tangan elektronik',
      signatureCount: 0,
      signatureInformations: [],
    });
  return jsonAnswer({
    conclusion: isValid(report) ? 'VALID' : 'INVALID',
    description: notesOf(report, signatures),
    signatureCount: signatures.length,
    signatureInformations: signatures.map((signature) => jsonDetail(state, signature)),
  });
}

function jsonDetail(state: GatewayState, signature: ClaimedSignature) {
  const { signer, level, timestamp } = signature;
  return {
    id: `S-${idOf(signature)}`,
    signatureFormat: level === 'other' ? 'PDF-NOT-ETSI' : `PAdES-BASELINE-${level.slice(2)}`,
    signerName: signer.name,
    signatureDate: zoned(signature.claimedAt),
    fieldName: signature.field,
    reason: signature.reason ?? '',
    location: signature.location ?? null,
    certLevelCode: 0,
    signatureAlgorithm: null,
    digestAlgorithm: null,
    timestampInfomation:
      timestamp === undefined
        ? null
        : {
            id: `T-${idOf(signature)}`,
            signerName: signature.timestampedBy ?? null,
            timestampDate: zoned(timestamp),
          },
    certificateDetails: certificateDetails(state, signature),
    integrityValid: isWhole(signature),
    certificateTrusted: signature.trust === 'trusted',
    lastSignature: false,
    ltv: level === 'B-LT' || level === 'B-LTA',
    modified: !isWhole(signature),
  };
}

/** The whole chain of what was issued here; of a stranger's certificate what the verification tells. */
function certificateDetails(state: GatewayState, { signer }: SignatureReport) {
  const own = state.authority.findBySerial(signer.serial);
  if (own) return state.authority.chainOf(own).map(certificateDetail);
  return [
    {
      id: `C-${createHash('sha256').update(signer.serial).digest('hex')}`,
      commonName: signer.name,
      issuerName: generalFirst(signer.issuer),
      serialNumber: BigInt(`0x${signer.serial || '0'}`).toString(),
      notBeforeDate: zoned(signer.notBefore),
      notAfterDate: zoned(signer.notAfter),
      signatureAlgoritm: null,
      keyUsages: [],
    },
  ];
}

function certificateDetail(certificate: Certificate) {
  return {
    id: certificateId(certificate),
    commonName: certificate.commonName,
    issuerName: generalFirst(certificate.issuerName),
    serialNumber: BigInt(`0x${certificate.serialHex}`).toString(),
    notBeforeDate: zoned(certificate.notBefore.toISOString()),
    notAfterDate: zoned(certificate.notAfter.toISOString()),
    signatureAlgoritm: 'RSA with SHA256',
    keyUsages: [...(certificate.keyUsage ?? [])],
  };
}

async function judge(
  { authority, now }: GatewayState,
  { entry }: GatewayCall,
  pdf: Uint8Array,
): Promise<{ report: VerificationReport; signatures: ClaimedSignature[] }> {
  entry.files = 1;
  const report = await verifyInWorker(bytesSource(pdf), {
    trust: authority.trust,
    now: now(),
    milliseconds: 60_000,
  });
  if (report.verdict === 'unreadable') throw uncaught();
  const signatures = report.signatures.filter(({ kind }) => kind !== 'timestamp');
  const times = signatures.length > 0 ? await claimedTimes(pdf) : new Map<string, string>();
  return {
    report,
    signatures: signatures.map((one) => ({ ...one, claimedAt: times.get(one.field) ?? one.signedAt })),
  };
}

function isValid({ verdict, trusted }: VerificationReport): boolean {
  return verdict === 'intact' && trusted;
}

function isWhole({ integrity, changesAfter }: SignatureReport): boolean {
  return integrity === 'right' && changesAfter !== 'suspicious';
}

function notesOf(report: VerificationReport, signatures: readonly SignatureReport[]): string {
  if (isValid(report)) return validNotes;
  return signatures.every(isWhole) && report.verdict === 'intact' ? strangerNotes : changedNotes;
}

/** Of our own authority alone: the report names a stranger's and does not tell how long it lives. */
function stampCertificate({ authority }: GatewayState, { signer }: SignatureReport): Certificate | undefined {
  return authority.findBySerial(signer.serial) && authority.timestampCertificate;
}

function idOf({ field, signer, signedAt }: SignatureReport): string {
  return createHash('sha256')
    .update(JSON.stringify([field, signer.serial, signedAt]))
    .digest('hex');
}

/** `C=ID,O=…,CN=…` out of `CN=…, O=…, C=ID`. */
function generalFirst(name: string): string {
  return name
    .split(/(?<!\\), /)
    .reverse()
    .join(',');
}

/** Java's way to write an instant. */
function zoned(iso: string): string | null {
  return iso === '' ? null : new Date(iso).toISOString().replace('Z', '+00:00');
}

/** Jakarta's time without saying so. @param digits of the second; left out, without the zeros at their end */
function wib(instant: Date, digits?: 3): string {
  const text = new Date(instant.getTime() + 7 * 3_600_000).toISOString().replace('T', ' ').replace('Z', '');
  return digits ? text : text.replace(/0{1,2}$/, '');
}
