import { Problem } from '../platform/problem.js';
import type { DeskScope, Work } from '../tenants/index.js';
import { findLetterDocument } from './letters.table.js';
import { deleteUpload, findUpload } from './uploads.table.js';

/**
 * Takes the finished file of a follow-up into the letter, within the act that reports it. From then on everybody who
 * has the letter sees the file.
 *
 * @throws {Problem} `upload-not-found` unless this official at this desk sent it, whole, for this letter
 */
export async function takeUpload(
  work: Work,
  scope: DeskScope,
  letterId: string,
  uploadId: string,
): Promise<{ documentId: string; name: string; size: number }> {
  const upload = await findUpload(work.db, scope.tenantId, uploadId);
  const mine =
    upload?.letter_id === letterId &&
    upload.purpose === 'follow-up' &&
    upload.position_id === scope.actor.positionId &&
    upload.official_id === scope.actor.officialId;
  const row =
    mine && upload.document_id !== null
      ? await findLetterDocument(work.db, scope.tenantId, letterId, upload.document_id)
      : undefined;
  if (!row) throw new Problem('upload-not-found');
  await deleteUpload(work.db, scope.tenantId, uploadId);
  return { documentId: row.id, name: row.name, size: row.size };
}
