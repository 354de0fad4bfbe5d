import { documentAtDesk, readDocument, type RevisionSource } from '../letters/index.js';
import { prefixSource, type ByteSource } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { judgedLately } from './judged-lately.js';

export interface Revision {
  readonly name: string;
  readonly source: ByteSource;
  /** Of this revision of this file. */
  readonly etag: string;
}

/**
 * A file as it was at one of its saves, counted from 1, for a desk that has the letter: the beginning of the file, byte
 * for byte. Each look is a row of the ledger, as for the file itself.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `file-not-found`, `revision-not-found`, `server-busy`
 */
export async function readRevision(
  scope: DeskScope,
  office: Office,
  letterId: string,
  documentId: string,
  revision: number,
  how: 'viewed' | 'downloaded' = 'viewed',
): Promise<Revision> {
  const bytes = await findRevision(scope, office, letterId, documentId, revision);
  const { document, source } = await readDocument(scope, letterId, documentId, how, revision);
  return {
    name: document.name.replace(/(?:\.pdf)?$/i, ` (versi ${String(revision)}).pdf`),
    source: prefixSource(source, bytes),
    etag: `"${document.sha256}-${String(revision)}"`,
  };
}

/** For one-use links, which a room below makes and opens. */
export function revisionSource(office: Office): RevisionSource {
  return {
    find: (scope, letterId, documentId, revision) =>
      findRevision(scope, office, letterId, documentId, revision),
    read: (scope, letterId, documentId, revision, how) =>
      readRevision(scope, office, letterId, documentId, revision, how),
  };
}

/** Where in the file this save ends. Nothing is given out, so nothing is written down. */
async function findRevision(
  scope: DeskScope,
  office: Office,
  letterId: string,
  documentId: string,
  revision: number,
): Promise<number> {
  const { document, source } = await documentAtDesk(scope, letterId, documentId);
  const { report } = await judgedLately(office, `${scope.tenantId}/${document.sha256}`, source);
  const bytes = report.history.find((one) => one.revision === revision)?.bytes;
  if (bytes === undefined || bytes > source.size) throw new Problem('revision-not-found');
  return bytes;
}
