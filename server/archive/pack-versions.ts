import { createHash } from 'node:crypto';
import type { LetterDocumentRow } from '../database/index.js';
import { documentSource } from '../letters/index.js';
import { prefixSource, type ByteSource } from '../pdf/index.js';
import { readPieces } from '../platform/document-store.js';
import type { ZipEntry } from '../platform/zip-stream.js';
import type { Scope } from '../tenants/index.js';
import type { Judged } from '../verification/index.js';
import type { Claim, PackPart } from './pack-claim.js';
import { numbered, packedLetter } from './pack-proof.js';

/** Bytes of older versions that a pack takes along. Beyond them it says how to cut them out of the file. */
const mostVersionBytes = 400 * 1024 * 1024;

/**
 * The letter's file, the file as it was at each of its saves, and those files of the letter that none of them is: the one
 * before a provider wrote it anew.
 */
export async function packVersions(
  scope: Scope,
  source: ByteSource,
  { report }: Judged,
  documents: readonly LetterDocumentRow[],
): Promise<PackPart> {
  const saves = report.history.filter(({ bytes }) => bytes < source.size);
  const fits = saves.reduce((sum, { bytes }) => sum + bytes, 0) <= mostVersionBytes;
  const versions = saves.map(({ revision, bytes }) => {
    const name = `versions/${numbered(revision - 1)}.pdf`;
    const claim: Claim = {
      says: [
        `Versi ${revision} adalah ${bytes} bita pertama berkas surat.`,
        `Version ${revision} is the first ${bytes} bytes of the letter's file.`,
      ],
      command: fits
        ? `head -c ${bytes} ${packedLetter} | cmp - ${name}`
        : `head -c ${bytes} ${packedLetter} > version.tmp`,
    };
    return { entry: { name, bytes: readPieces(prefixSource(source, bytes)) }, claim };
  });
  const known = await prefixHashes(
    source,
    report.history.map(({ bytes }) => bytes),
  );
  const others: ZipEntry[] = [];
  for (const { sha256, role } of documents) {
    if (role === 'follow-up' || known.has(sha256)) continue;
    const name = `versions/apart-${numbered(others.length)}-${role}.pdf`;
    others.push({ name, bytes: readPieces(await documentSource(scope, sha256)) });
  }
  return {
    entries: [
      { name: packedLetter, bytes: readPieces(source) },
      ...(fits ? versions.map(({ entry }) => entry) : []),
      ...others,
    ],
    claims: versions.map(({ claim }) => claim),
  };
}

/** SHA-256 of the file and of each of its beginnings, in one reading. @param ends in bytes, growing */
async function prefixHashes(source: ByteSource, ends: readonly number[]): Promise<Set<string>> {
  const hash = createHash('sha256');
  const hashes = new Set<string>();
  let from = 0;
  for (const end of [...ends, source.size]) {
    for await (const piece of readPieces(source, from, end)) hash.update(piece);
    hashes.add(hash.copy().digest('hex'));
    from = end;
  }
  return hashes;
}
