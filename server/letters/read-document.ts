import type { LetterDocumentRow } from '../database/index.js';
import { factsAbout, writeDown } from '../ledger/index.js';
import type { ByteSource } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope } from '../tenants/index.js';
import { letterAtDesk } from './letter-at-desk.js';
import { documentSource, letterDocuments } from './letter-documents.js';

/** One look at a file fetched in many ranges is one fact. */
const oneLook = 10 * 60 * 1000;

export interface DocumentAtDesk {
  readonly document: LetterDocumentRow;
  readonly source: ByteSource;
}

/**
 * A file of a letter, for a desk that has the letter. That it was given out is written down: a download each time, a
 * view once in ten minutes. `revision` says that only the file as it was at that save is given out.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `file-not-found`
 */
export async function readDocument(
  scope: DeskScope,
  letterId: string,
  documentId: string,
  how: 'viewed' | 'downloaded',
  revision?: number,
): Promise<DocumentAtDesk> {
  const { document, source } = await documentAtDesk(scope, letterId, documentId);
  if (how === 'downloaded' || !(await seenJustNow(scope, letterId, documentId, revision))) {
    await work(scope, (work) => {
      const data = { document: documentId, ...(revision === undefined ? {} : { revision }) };
      const kind = how === 'viewed' ? 'letter.viewed' : 'letter.downloaded';
      writeDown(work, scope, { kind, subject: letterId, data });
      return Promise.resolve();
    });
  }
  return { document, source };
}

/**
 * The same where nothing of it is given out, so that nothing is written down.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `file-not-found`
 */
export async function documentAtDesk(
  scope: DeskScope,
  letterId: string,
  documentId: string,
): Promise<DocumentAtDesk> {
  await letterAtDesk(scope, letterId);
  const document = (await letterDocuments(scope, letterId)).find(({ id }) => id === documentId);
  if (!document) throw new Problem('file-not-found');
  return { document, source: await documentSource(scope, document.sha256) };
}

async function seenJustNow(
  scope: DeskScope,
  letterId: string,
  documentId: string,
  revision: number | undefined,
): Promise<boolean> {
  const since = new Date(scope.now.getTime() - oneLook).toISOString();
  const facts = await factsAbout(scope, letterId);
  return facts.some((fact) => {
    if (fact.at <= since || fact.kind !== 'letter.viewed' || fact.desk !== scope.actor.positionId)
      return false;
    const { official } = JSON.parse(fact.actor) as { official?: string };
    const seen = JSON.parse(fact.data) as { document?: string; revision?: number };
    return official === scope.actor.officialId && seen.document === documentId && seen.revision === revision;
  });
}
