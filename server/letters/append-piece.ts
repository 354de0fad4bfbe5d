import type { UploadState } from '../contract/letters.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { uploadLife } from './begin-upload.js';
import { finishUpload } from './finish-upload.js';
import { letterHeldAt } from './letter-at-desk.js';
import { dropUpload } from './sweep-uploads.js';
import { maxPiece, mostPieces, uploadAtDesk, uploadState } from './upload-at-desk.js';
import { advanceUpload, findUpload } from './uploads.table.js';

/**
 * Takes the next piece of an upload (tus 1.0, PATCH). It is on disk before the row says so: a kill at any point costs
 * at most this piece. With the last one the file is looked into and given to its letter; a piece of no bytes at the end
 * asks for that answer again.
 *
 * @throws {Problem} `upload-not-found`, `desk-not-yours`, `letter-not-found`, `upload-offset-wrong`,
 *   `request-too-large`, `request-invalid`, and what `finishUpload` refuses
 */
export async function appendPiece(
  scope: Scope,
  officialId: string,
  uploadId: string,
  offset: number,
  bytes: Uint8Array,
): Promise<UploadState> {
  const { desk, upload } = await uploadAtDesk(scope, officialId, uploadId);
  await letterHeldAt(desk, upload.letter_id);
  if (offset !== upload.received) throw new Problem('upload-offset-wrong');
  if (bytes.length > maxPiece) throw new Problem('request-too-large', { limit: '4 MB' });
  const left = upload.size - offset;
  if (bytes.length > left || (bytes.length < left && bytes.length * mostPieces < upload.size))
    throw new Problem('request-invalid', { where: 'Content-Length' });
  let now = upload;
  if (bytes.length > 0) {
    const { pieces } = scope.documents;
    const kept = await pieces.keep(scope.tenantId, uploadId, offset, bytes);
    const received = offset + kept;
    const expires_at = new Date(scope.now.getTime() + uploadLife).toISOString();
    const joined = await work(scope, ({ db }) => advanceUpload(db, upload, { received, expires_at }));
    if (!joined) {
      // Dropped meanwhile, by its sender: then nobody else will clear the piece away.
      const stands = await work(scope, ({ db }) => findUpload(db, scope.tenantId, uploadId));
      if (!stands) await pieces.drop(scope.tenantId, uploadId);
      throw new Problem(stands ? 'upload-offset-wrong' : 'upload-not-found');
    }
    now = { ...upload, received };
  }
  if (now.received < now.size || now.document_id !== null) return uploadState(desk, now);
  return finishUpload(desk, now);
}

/** How far an upload is (tus 1.0, HEAD). @throws {Problem} `upload-not-found`, `desk-not-yours` */
export async function findUploadState(
  scope: Scope,
  officialId: string,
  uploadId: string,
): Promise<UploadState> {
  const { upload } = await uploadAtDesk(scope, officialId, uploadId);
  return { uploadId: upload.id, offset: upload.received, size: upload.size };
}

/**
 * Gives an upload up (tus 1.0 termination). One whose file stands in its letter is only forgotten.
 *
 * @throws {Problem} `upload-not-found`, `desk-not-yours`
 */
export async function giveUploadUp(scope: Scope, officialId: string, uploadId: string): Promise<void> {
  const { upload } = await uploadAtDesk(scope, officialId, uploadId);
  await dropUpload(scope, upload);
}
