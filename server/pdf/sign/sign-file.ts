import { rm } from 'node:fs/promises';
import { fileSource } from '../core/byte-source.js';
import { type OpenedP12, openP12 } from './open-p12.js';
import { privateKeySigner } from './key-signer.js';
import { appendTail, copyInput, demandFree, draftBeside, publish } from './publish-file.js';
import { SignFileRefusal } from './sign-file-refusal.js';
import { type SignPdfOptions, signPdf } from './sign-pdf.js';

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

  const draft = draftBeside(out);
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
    await appendTail(draft, tail);
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
