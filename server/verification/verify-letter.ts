import { documentOf, letterAtDesk, readDocument } from '../letters/index.js';
import { prefixSource, type ByteSource } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { judgeFile, judging, type Judged } from './judge-file.js';

interface Kept {
  readonly judged: Promise<Judged>;
  readonly at: number;
}

/** Reports of files that lie here, by tenant and hash: a panel opened again asks no worker again. */
const kept = new Map<string, Kept>();
const keepAtMost = 200;
/** A judgement is about an instant; certificates are revoked and end. Milliseconds. */
const fresh = 10 * 60_000;

/**
 * Judges a file of a letter for a desk that has the letter; without `documentId` the letter itself. The look is written
 * down as one at the file.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `letter-file-missing`, `file-not-found`, `server-busy`
 */
export async function verifyLetter(
  scope: DeskScope,
  office: Office,
  letterId: string,
  documentId?: string,
): Promise<Judged> {
  const { letter } = await letterAtDesk(scope, letterId);
  const { document, source } = await readDocument(
    scope,
    letterId,
    await documentOf(scope, letter, documentId),
    'viewed',
  );
  const judged = await judgedLately(office, `${scope.tenantId}/${document.sha256}`, source);
  return { ...judged, name: document.name };
}

export interface Revision {
  readonly name: string;
  readonly source: ByteSource;
  /** Of this revision of this file. */
  readonly etag: string;
}

/**
 * A file as it was at one of its saves, counted from 1, for a desk that has the letter. Each look is a row of the
 * ledger, as for the file itself.
 *
 * @throws {Problem} `revision-not-found`, and all of `verifyLetter`
 */
export async function readRevision(
  scope: DeskScope,
  office: Office,
  letterId: string,
  documentId: string,
  revision: number,
): Promise<Revision> {
  const { report } = await verifyLetter(scope, office, letterId, documentId);
  const found = report.history.find((one) => one.revision === revision);
  if (!found) throw new Problem('revision-not-found');
  const { document, source } = await readDocument(scope, letterId, documentId, 'viewed', revision);
  if (found.bytes > source.size) throw new Problem('revision-not-found');
  return {
    name: document.name.replace(/(?:\.pdf)?$/i, ` (versi ${String(revision)}).pdf`),
    source: prefixSource(source, found.bytes),
    etag: `"${document.sha256}-${String(revision)}"`,
  };
}

function judgedLately(office: Office, key: string, file: ByteSource): Promise<Judged> {
  const now = office.now().getTime();
  const known = kept.get(key);
  if (known && now - known.at < fresh && now >= known.at) return known.judged;
  judging.demandRoom();
  const judged = judging.run(key, () => judgeFile(office, file));
  kept.delete(key);
  kept.set(key, { judged, at: now });
  judged.catch(() => kept.delete(key));
  if (kept.size > keepAtMost) kept.delete(kept.keys().next().value ?? '');
  return judged;
}
