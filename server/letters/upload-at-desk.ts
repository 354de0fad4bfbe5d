import type { UploadState } from '../contract/letters.js';
import type { LetterRow, UploadRow } from '../database/index.js';
import { atDesk } from '../people/index.js';
import { Problem } from '../platform/problem.js';
import { look, type DeskScope, type Scope } from '../tenants/index.js';
import { findDuplicatesOfFile } from './find-duplicates.js';
import { toLetterFile } from './letter-documents.js';
import { listLetterDocuments } from './letters.table.js';
import { findUpload } from './uploads.table.js';

/** Bytes; a phone's line is cut often enough that larger pieces would only be sent twice. */
export const maxPiece = 4 * 1024 * 1024;
/** So that nobody fills the disk with files of one byte. */
export const mostPieces = 4_096;

/**
 * An upload and the desk from which it is sent. Only who began it goes on with it, while the desk is theirs.
 *
 * @throws {Problem} `upload-not-found`, `desk-not-yours`
 */
export async function uploadAtDesk(
  scope: Scope,
  officialId: string,
  uploadId: string,
): Promise<{ desk: DeskScope; upload: UploadRow }> {
  const upload = await look(scope, (db) => findUpload(db, scope.tenantId, uploadId));
  if (!upload || upload.official_id !== officialId || upload.expires_at <= scope.now.toISOString())
    throw new Problem('upload-not-found');
  return { desk: await atDesk(scope, officialId, upload.position_id), upload };
}

/** Whether this desk may give the letter its file: an incoming one once, an outgoing one until it is numbered. */
export function mayGiveFile(letter: LetterRow, positionId: string): boolean {
  if (letter.created_position_id !== positionId) return false;
  if (letter.direction === 'outgoing') return letter.status === 'draft';
  return letter.document_sha256 === null && !['done', 'filed', 'returned'].includes(letter.status);
}

/** How far an upload is, and what became of it. */
export async function uploadState(scope: DeskScope, upload: UploadRow): Promise<UploadState> {
  const state = { uploadId: upload.id, offset: upload.received, size: upload.size };
  if (upload.document_id === null) return state;
  return look(scope, async (db) => {
    const row = (await listLetterDocuments(db, scope.tenantId, upload.letter_id)).find(
      ({ id }) => id === upload.document_id,
    );
    if (!row) throw new Problem('upload-not-found');
    const duplicates =
      upload.purpose === 'letter' ? await findDuplicatesOfFile(scope, upload.letter_id, row.sha256) : [];
    return { ...state, file: toLetterFile(row), ...(duplicates.length > 0 ? { duplicates } : {}) };
  });
}
