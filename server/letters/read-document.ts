import type { LetterDocumentRow } from '../database/index.js';
import { factsAbout, writeDown } from '../ledger/index.js';
import type { ByteSource } from '../pdf/index.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope } from '../tenants/index.js';
import { letterAtDesk } from './letter-at-desk.js';
import { documentSource, letterDocuments } from './letter-documents.js';

/** One look at a file fetched in many ranges is one fact. */
const oneLook = 10 * 60 * 1000;

/**
 * A file of a letter, for a desk that has the letter. That it was given out is written down: a download each time, a
 * view once in ten minutes.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `file-not-found`
 */
export async function readDocument(
  scope: DeskScope,
  letterId: string,
  documentId: string,
  how: 'viewed' | 'downloaded',
): Promise<{ document: LetterDocumentRow; source: ByteSource }> {
  await letterAtDesk(scope, letterId);
  const document = (await letterDocuments(scope, letterId)).find(({ id }) => id === documentId);
  if (!document) throw new Problem('file-not-found');
  const source = await documentSource(scope, document.sha256);
  if (how === 'downloaded' || !(await seenJustNow(scope, letterId, documentId))) {
    await work(scope, (work) => {
      const kind = how === 'viewed' ? 'letter.viewed' : 'letter.downloaded';
      writeDown(work, scope, { kind, subject: letterId, data: { document: documentId } });
      return Promise.resolve();
    });
  }
  return { document, source };
}

async function seenJustNow(scope: DeskScope, letterId: string, documentId: string): Promise<boolean> {
  const since = new Date(scope.now.getTime() - oneLook).toISOString();
  const facts = await factsAbout(scope, letterId);
  return facts.some(
    (fact) =>
      fact.at > since &&
      fact.kind === 'letter.viewed' &&
      fact.desk === scope.actor.positionId &&
      (JSON.parse(fact.actor) as { official?: string }).official === scope.actor.officialId &&
      (JSON.parse(fact.data) as { document?: string }).document === documentId,
  );
}
