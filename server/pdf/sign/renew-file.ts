import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { bytesSource, concatSource, fileSource, type ByteSource } from '../core/byte-source.js';
import type { Certificate } from '../core/certificate.js';
import { openPdf } from '../core/pdf-document.js';
import { PdfRefusal } from '../core/pdf-refusal.js';
import type { VerificationReport } from '../verify/verification-report.js';
import { addValidationMaterial, type AddedMaterial } from './add-validation-material.js';
import { addDocumentTimestamp } from './document-timestamp.js';
import { appendTail, copyInput, demandFree, draftBeside, publish } from './publish-file.js';
import type { RevocationSource } from './revocation-source.js';
import { SignFileRefusal } from './sign-file-refusal.js';
import type { TimestampAuthority } from './timestamp-authority.js';

export interface RenewFileJob {
  readonly file: string;
  /** Left out, the renewed file takes the place of the old one; given, nothing that stands there is overwritten. */
  readonly out?: string;
  readonly timestamp: TimestampAuthority;
  readonly revocation: RevocationSource;
  /** Issuers and roots that the file does not bring along. */
  readonly issuers?: readonly Certificate[];
  /** Judges what is to be renewed; of a file of strangers, in a process of its own. */
  readonly judge: (source: ByteSource) => Promise<VerificationReport>;
  readonly now: Date;
}

export type RenewedFile = Omit<AddedMaterial, 'tail'>;

/**
 * Renews what keeps an archived file provable (ETSI EN 319 142-1 §5.4.3): adds the evidence about its signatures and
 * time-stamps that can be had today, and a fresh time-stamp over all of it. It only appends.
 *
 * In place means beside and then renamed, so that the file is at every instant the old one or the new one, whole. Who
 * else changed it meanwhile keeps the change, and is told by a refusal here.
 *
 * @returns what was added
 * @throws {PdfRefusal} `pdf-encrypted`, `pdf-unsigned`, and what `openPdf` throws
 * @throws {SignFileRefusal} `input-not-intact`: a time-stamp over a file that was tampered with would only lend it
 *   weight; `input-not-found`, `input-changed-meanwhile`, `output-exists`, `output-unwritable`
 * @throws {KeyRefusal} what the authority refuses with; evidence that cannot be had is told in `missing`
 */
export async function renewFile(job: RenewFileJob): Promise<RenewedFile> {
  if (job.out !== undefined) await demandFree(job.out);
  const file = await realpath(job.file).catch((cause: unknown) => {
    throw new SignFileRefusal('input-not-found', job.file, { cause });
  });
  const before = await stat(file);
  const draft = draftBeside(job.out ?? file);
  try {
    await copyInput(file, draft);
    const source = await fileSource(draft);
    let renewed: { tail: Uint8Array; added: RenewedFile };
    try {
      renewed = await renewal(source, job);
    } finally {
      await source.close();
    }
    await appendTail(draft, renewed.tail);
    if (job.out === undefined) await replace(file, draft, before);
    else await publish(draft, job.out);
    return renewed.added;
  } finally {
    await rm(draft, { force: true });
  }
}

async function renewal(
  source: ByteSource,
  job: RenewFileJob,
): Promise<{ tail: Uint8Array; added: RenewedFile }> {
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
  job: RenewFileJob,
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

type Stats = Awaited<ReturnType<typeof stat>>;

async function replace(file: string, draft: string, before: Stats): Promise<void> {
  const now = await stat(file).catch(() => undefined);
  const isSame = now && now.ino === before.ino && now.size === before.size && now.mtimeMs === before.mtimeMs;
  if (!isSame) throw new SignFileRefusal('input-changed-meanwhile', file);
  await chmod(draft, Number(before.mode) & 0o7777);
  await rename(draft, file);
  // The name, too, has to reach the disk.
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
