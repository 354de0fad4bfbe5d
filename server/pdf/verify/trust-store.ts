import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { readCertificate, readCertificates, type Certificate } from '../core/certificate.js';
import { KeyRefusal } from '../core/key-refusal.js';

/** Whom the operator trusts: the roots (or intermediates) at which a path may end. */
export interface TrustStore {
  readonly anchors: readonly Certificate[];
}

const EXTENSIONS = new Set(['.pem', '.crt', '.cer']);

/**
 * Reads every certificate file of a folder, DER or PEM, several in one file too.
 *
 * A file that cannot be read is refused and not passed over: an operator who put it there expects it to
 * count.
 *
 * @throws {KeyRefusal} `certificate-unreadable`, naming the file
 */
export async function readTrustStore(folder: string): Promise<TrustStore> {
  const names = (await readdir(folder))
    .filter((name) => EXTENSIONS.has(extname(name).toLowerCase()))
    .toSorted();
  const anchors = await Promise.all(names.map((name) => readAnchors(folder, name)));
  return { anchors: anchors.flat() };
}

async function readAnchors(folder: string, name: string): Promise<Certificate[]> {
  const bytes = await readFile(join(folder, name));
  try {
    const several = readCertificates(bytes.toString('latin1'));
    return several.length > 0 ? several : [readCertificate(bytes)];
  } catch (cause) {
    throw new KeyRefusal('certificate-unreadable', name, { cause });
  }
}
