import { constants } from 'node:fs';
import { chmod, copyFile, link, open, rename, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { SignFileRefusal } from './sign-file-refusal.js';

/** A name beside `out` that nothing else has, and that no listing shows: a draft becomes the file by a mere rename. */
export function draftBeside(out: string): string {
  return join(dirname(out), `.${basename(out)}.${randomUUID()}`);
}

/** @throws {SignFileRefusal} `output-exists` */
export async function demandFree(out: string): Promise<void> {
  if (await stat(out).catch(() => undefined)) throw new SignFileRefusal('output-exists', out);
}

/** Copies a file, on disks that can without copying its bytes. @throws {SignFileRefusal} `input-not-found`, `output-unwritable` */
export async function copyInput(file: string, draft: string): Promise<void> {
  const found = await stat(file).catch((cause: unknown) => {
    throw new SignFileRefusal('input-not-found', file, { cause });
  });
  if (!found.isFile()) throw new SignFileRefusal('input-not-found', `${file} is no file`);
  try {
    await copyFile(file, draft, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    // A copy is as read-only as its original was.
    await chmod(draft, 0o644);
  } catch (cause) {
    throw new SignFileRefusal('output-unwritable', dirname(draft), { cause });
  }
}

/** Appends, and waits until the disk has it. */
export async function appendTail(draft: string, tail: Uint8Array): Promise<void> {
  const handle = await open(draft, 'a');
  try {
    await handle.writeFile(tail);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A link never replaces what came to stand there meanwhile; where a disk knows no links, the rename is checked before. */
export async function publish(draft: string, out: string): Promise<void> {
  try {
    await link(draft, out);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'EEXIST') throw new SignFileRefusal('output-exists', out, { cause });
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw cause;
    await demandFree(out);
    await rename(draft, out);
  }
}
