import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { RevocationSource } from './revocation-source.js';

const MOST_FILES = 200;
const MOST_BYTES = 32 * 1024 * 1024;
const CRL_ENDINGS = new Set(['.crl', '.pem']);
const OCSP_ENDINGS = new Set(['.ocsp', '.ors']);
const PEM = /-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g;

/**
 * Evidence that somebody fetched and put into a folder, for a machine without a network: revocation lists (`.crl` in
 * DER or PEM, `.pem`) and OCSP responses (`.ocsp`, `.ors`). Whatever is asked about, all of it is given; whoever asks
 * takes what speaks of the certificate.
 *
 * @throws {RangeError} for more than 200 files, or one over 32 MiB
 */
export async function evidenceFolder(folder: string): Promise<RevocationSource> {
  const ocsps: Uint8Array[] = [];
  const crls: Uint8Array[] = [];
  const names = (await readdir(folder)).toSorted();
  if (names.length > MOST_FILES) throw new RangeError(`More than ${String(MOST_FILES)} files in ${folder}.`);
  for (const name of names) {
    const ending = extname(name).toLowerCase();
    if (!CRL_ENDINGS.has(ending) && !OCSP_ENDINGS.has(ending)) continue;
    const path = join(folder, name);
    if ((await stat(path)).size > MOST_BYTES) throw new RangeError(`${path} is too large.`);
    const bytes = await readFile(path);
    if (OCSP_ENDINGS.has(ending)) ocsps.push(bytes);
    else crls.push(...listsIn(bytes));
  }
  return { evidence: () => Promise.resolve({ ocsps, crls }) };
}

function listsIn(bytes: Buffer): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes];
  return [...bytes.toString('latin1').matchAll(PEM)].map(([, text = '']) => Buffer.from(text, 'base64'));
}

/** Asks each of several sources, and takes what any of them has. */
export function joinSources(...sources: readonly RevocationSource[]): RevocationSource {
  return {
    evidence: async (certificate, issuer) => {
      const answers = await Promise.all(sources.map((source) => source.evidence(certificate, issuer)));
      return { ocsps: answers.flatMap(({ ocsps }) => ocsps), crls: answers.flatMap(({ crls }) => crls) };
    },
    issuer: async (certificate) => {
      for (const source of sources) {
        const found = await source.issuer?.(certificate);
        if (found) return found;
      }
      return undefined;
    },
  };
}
