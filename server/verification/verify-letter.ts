import { documentOf, letterAtDesk, readDocument } from '../letters/index.js';
import type { DeskScope, Office } from '../tenants/index.js';
import type { Judged } from './judge-file.js';
import { judgedLately } from './judged-lately.js';

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
