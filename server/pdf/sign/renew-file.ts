import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileSource } from '../core/byte-source.js';
import { appendTail, copyInput, demandFree, draftBeside, publish } from './publish-file.js';
import { renewSource, type RenewedSource, type RenewSourceJob } from './renew-source.js';
import { SignFileRefusal } from './sign-file-refusal.js';

export interface RenewFileJob extends RenewSourceJob {
  readonly file: string;
  /** Left out, the renewed file takes the place of the old one; given, nothing that stands there is overwritten. */
  readonly out?: string;
}

export type RenewedFile = RenewedSource['added'];

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
    let renewed: RenewedSource;
    try {
      renewed = await renewSource(source, job);
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
