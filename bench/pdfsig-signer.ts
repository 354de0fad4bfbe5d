import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findTool } from '../scripts/tools.mjs';
import { bytesSource, verifyPdf, type Certificate } from '../server/pdf/index.js';

/** How `pdfsig` is called to sign a file, or why it cannot be. */
export type PdfsigSigner =
  | { readonly program: string; readonly parameters: (from: string, to: string) => readonly string[] }
  | { readonly why: string };

/** The key and its certificates, and under which name the database keeps them. */
export interface PackedKey {
  readonly p12: Uint8Array;
  readonly passphrase: string;
  readonly nickname: string;
}

/**
 * Poppler takes keys from a database of NSS alone, so one is made in the folder, once and outside of any measure. It
 * signs as `adbe.pkcs7.detached`: that of Debian 12 refuses `-etsi` where it adds a field of its own.
 */
export async function pdfsigSigner(folder: string, key: PackedKey): Promise<PdfsigSigner> {
  const program = findTool('pdfsig');
  if (!program) return { why: 'pdfsig is not installed' };
  const { passphrase, nickname } = key;
  const database = join(folder, 'nss');
  const secret = join(folder, 'passphrase');
  const p12 = join(folder, 'key.p12');
  await mkdir(database);
  await writeFile(secret, passphrase);
  await writeFile(p12, key.p12);
  try {
    run('certutil', ['-N', '-d', `sql:${database}`, '-f', secret]);
    run('pk12util', ['-i', p12, '-d', `sql:${database}`, '-k', secret, '-w', secret]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { why: 'certutil and pk12util (Debian: libnss3-tools) are not installed' };
  }
  const keyOptions = ['-nssdir', database, '-nss-pwd', passphrase, '-nick', nickname, '-kpw', passphrase];
  return { program, parameters: (from, to) => [...keyOptions, '-add-signature', from, to] };
}

/** Why what `pdfsig` wrote is no signature that we find right; undefined where it is. The measure itself does not look. */
export async function whyNotSigned(path: string, root: Certificate): Promise<string | undefined> {
  const signed = await readFile(path).catch(() => undefined);
  if (!signed) return 'pdfsig wrote no file';
  const { verdict, signatures } = await verifyPdf(bytesSource(signed), {
    trust: { anchors: [root] },
    now: new Date(),
  });
  const isRight = signatures.length === 1 && signatures[0]?.integrity === 'right';
  return isRight ? undefined : `what pdfsig wrote is ${verdict}`;
}

function run(program: string, parameters: readonly string[]): void {
  execFileSync(program, parameters, { stdio: 'pipe' });
}
