import { bytesSource, concatSource, type ByteSource } from '../core/byte-source.js';
import type { Certificate } from '../core/certificate.js';
import { openPdf } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { VerificationReport } from '../verify/verification-report.js';
import { addValidationMaterial, type AddedMaterial } from './add-validation-material.js';
import { addDocumentTimestamp } from './document-timestamp.js';
import type { RevocationSource } from './revocation-source.js';
import { SignFileRefusal } from './sign-file-refusal.js';
import type { TimestampAuthority } from './timestamp-authority.js';

export interface RenewSourceJob {
  readonly timestamp: TimestampAuthority;
  readonly revocation: RevocationSource;
  /** Issuers and roots that the file does not bring along. */
  readonly issuers?: readonly Certificate[];
  /** Judges what is to be renewed; of a file of strangers, in a process of its own. */
  readonly judge: (source: ByteSource) => Promise<VerificationReport>;
  readonly now: Date;
}

export interface RenewedSource {
  readonly tail: Uint8Array;
  readonly added: Omit<AddedMaterial, 'tail'>;
}

/**
 * Adds the evidence about a file's signatures and time-stamps that can be had today, and a fresh time-stamp over all of
 * it (ETSI EN 319 142-1 §5.4.3). It only appends: renewed file = source + tail.
 *
 * @throws {PdfRefusal} `pdf-encrypted`, `pdf-unsigned`, and what `openPdf` throws
 * @throws {SignFileRefusal} `input-not-intact`: a time-stamp over a file that was tampered with would only lend it weight
 * @throws {KeyRefusal} what the authority refuses with; evidence that cannot be had is told in `missing`
 */
export async function renewSource(source: ByteSource, job: RenewSourceJob): Promise<RenewedSource> {
  // Why a file cannot be opened is said more exactly by the one who tries.
  if ((await openPdf(source)).encrypted) throw new PdfRefusal('pdf-encrypted');
  const report = await job.judge(source);
  const { verdict, reason } = report;
  if (verdict === 'unsigned') throw new PdfRefusal('pdf-unsigned');
  if (verdict !== 'intact') throw new SignFileRefusal('input-not-intact', `${verdict}, ${reason}`);

  const { tail: material, ...added } = await provide(source, job, fieldsInNeed(report));
  const stamp = await addDocumentTimestamp(concatSource(source, bytesSource(material)), job.timestamp);
  return { tail: Buffer.concat([material, stamp]), added };
}

async function provide(
  source: ByteSource,
  job: RenewSourceJob,
  fields: readonly string[],
): Promise<AddedMaterial> {
  const nothing = { tail: new Uint8Array(), certificates: 0, ocsps: 0, crls: 0, missing: [] };
  if (fields.length === 0) return nothing;
  return addValidationMaterial(source, {
    ...{ revocation: job.revocation, now: job.now, gaps: 'leave-open', fields },
    ...(job.issuers && { certificates: job.issuers }),
  });
}

/**
 * The last document time-stamp, about which nothing can be in the file yet, and what was never provided for. Evidence
 * that an earlier time-stamp covers is proved already, and whoever gave it may be gone.
 */
function fieldsInNeed({ signatures }: VerificationReport): string[] {
  const last = signatures
    .filter(({ kind }) => kind === 'timestamp')
    .toSorted((a, b) => b.revision - a.revision)[0];
  const isProvided = (level: string) => level === 'B-LT' || level === 'B-LTA';
  const open = signatures.filter(({ kind, level }) => kind !== 'timestamp' && !isProvided(level));
  return [...open, ...(last ? [last] : [])].map(({ field }) => field);
}
