import type { UploadRow } from '../database/index.js';
import { look, work, type Scope } from '../tenants/index.js';
import { deleteLetterDocument, deleteUpload, listExpiredUploads } from './uploads.table.js';

const atOnce = 50;

/**
 * Forgets uploads that nobody went on with for a day, of this tenant. Called at the server's start and whenever an
 * upload begins, so that no timer is needed.
 */
export async function sweepUploads(scope: Scope): Promise<number> {
  const now = scope.now.toISOString();
  const expired = await look(scope, (db) => listExpiredUploads(db, scope.tenantId, now, atOnce));
  for (const upload of expired) await dropUpload(scope, upload);
  return expired.length;
}

/**
 * Forgets an upload and its pieces. A file of it that no follow-up took leaves the letter too; its sealed bytes stay in
 * the store, since another letter may have the same ones.
 */
export async function dropUpload(scope: Scope, upload: UploadRow): Promise<void> {
  await work(scope, async ({ db }) => {
    await deleteUpload(db, scope.tenantId, upload.id);
    if (upload.purpose === 'follow-up' && upload.document_id !== null)
      await deleteLetterDocument(db, scope.tenantId, upload.document_id);
  });
  await scope.documents.pieces.drop(scope.tenantId, upload.id);
}
