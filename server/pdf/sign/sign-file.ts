import { constants } from 'node:fs';
import { chmod, copyFile, link, open, rename, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { fileSource } from '../core/byte-source.js';
import { type OpenedP12, openP12 } from './open-p12.js';
import { privateKeySigner } from './key-signer.js';
import { type SignPdfOptions, signPdf } from './sign-pdf.js';

export type SignFileRefusalCode =
  'input-not-found' | 'output-exists' | 'output-unwritable' | 'certificate-not-in-force';

/** Why a file was not signed, apart from what `PdfRefusal` and `KeyRefusal` say of its content and of the key. */
export class SignFileRefusal extends Error {
  override readonly name = 'SignFileRefusal';

  constructor(
    readonly code: SignFileRefusalCode,
    readonly detail: string = code,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}

export interface SignFileJob extends Omit<SignPdfOptions, 'name'> {
  /** The PDF to sign. It is only read. */
  readonly file: string;
  /** Where the signed PDF goes. What stands there already is never overwritten, `file` least of all. */
  readonly out: string;
  /** Content of a PKCS #12 file, and what opens it; the caller wipes the passphrase. */
  readonly p12: Uint8Array;
  readonly passphrase: Uint8Array;
  /** Left out, the name in the certificate. */
  readonly name?: string;
}

/**
 * Signs a file and writes the signed one: whole or not at all. It is made beside `out` under a name of its own, brought
 * to the disk, and only then given its name.
 *
 * @returns the signer's name
 * @throws {SignFileRefusal | PdfRefusal | KeyRefusal}
 */
export async function signFile(job: SignFileJob): Promise<string> {
  const { file, out, p12, passphrase, ...options } = job;
  await demandFree(out);
  const { privateKey, certificate, chain } = openP12(p12, passphrase);
  demandInForce(certificate, options.at);
  const signer = privateKeySigner(privateKey, certificate, chain);
  const name = options.name ?? (certificate.commonName || certificate.subjectName);

  const draft = join(dirname(out), `.${basename(out)}.${randomUUID()}`);
  try {
    await copyInput(file, draft);
    // The copy is what is hashed, so a file that changes meanwhile cannot end up under a signature of its old bytes.
    const source = await fileSource(draft);
    let tail: Uint8Array;
    try {
      tail = await signPdf(source, signer, { ...options, name });
    } finally {
      await source.close();
    }
    await append(draft, tail);
    await publish(draft, out);
  } finally {
    await rm(draft, { force: true });
  }
  return name;
}

function demandInForce({ notBefore, notAfter }: OpenedP12['certificate'], at: Date): void {
  if (at < notBefore || at > notAfter) {
    throw new SignFileRefusal(
      'certificate-not-in-force',
      `${notBefore.toISOString()} to ${notAfter.toISOString()}`,
    );
  }
}

async function demandFree(out: string): Promise<void> {
  if (await stat(out).catch(() => undefined)) throw new SignFileRefusal('output-exists', out);
}

async function copyInput(file: string, draft: string): Promise<void> {
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

async function append(draft: string, tail: Uint8Array): Promise<void> {
  const handle = await open(draft, 'a');
  try {
    await handle.writeFile(tail);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A link never replaces what came to stand there meanwhile; where a disk knows no links, the rename is checked before. */
async function publish(draft: string, out: string): Promise<void> {
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
