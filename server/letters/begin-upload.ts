import type { BeginUpload, UploadState } from '../contract/letters.js';
import type { UploadRow } from '../database/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope } from '../tenants/index.js';
import { letterAtDesk, letterHeldAt } from './letter-at-desk.js';
import { dropUpload, sweepUploads } from './sweep-uploads.js';
import { mayGiveFile } from './upload-at-desk.js';
import { insertUpload, listOpenUploads } from './uploads.table.js';

/** How long a file may be on its way after its last piece. */
export const uploadLife = 24 * 60 * 60 * 1000;
const mostAtOnce = 5;

/**
 * Begins a resumable upload; the pieces follow.
 *
 * @param limit bytes of the largest file
 * @throws {Problem} `letter-not-found`, `file-empty`, `file-too-large`, `file-there-already`,
 *   `disposition-not-found` for a follow-up by a desk that owes none
 */
export async function beginUpload(
  scope: DeskScope,
  letterId: string,
  input: BeginUpload,
  limit: number,
): Promise<UploadState> {
  await expectPlace(scope, letterId, input.purpose);
  if (input.size === 0) throw new Problem('file-empty');
  if (input.size > limit)
    throw new Problem('file-too-large', { limit: `${Math.floor(limit / 1024 / 1024)} MB` });
  await sweepUploads(scope);
  const { officialId, positionId } = scope.actor;
  const row: UploadRow = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    letter_id: letterId,
    position_id: positionId,
    official_id: officialId,
    purpose: input.purpose,
    name: input.name,
    size: input.size,
    received: 0,
    document_id: null,
    created_at: scope.now.toISOString(),
    expires_at: new Date(scope.now.getTime() + uploadLife).toISOString(),
  };
  const forgotten = await work(scope, async ({ db }) => {
    const open = await listOpenUploads(db, scope.tenantId, letterId, officialId);
    await insertUpload(db, row);
    return open.slice(mostAtOnce - 1);
  });
  for (const old of forgotten) await dropUpload(scope, old);
  return { uploadId: row.id, offset: 0, size: row.size };
}

async function expectPlace(
  scope: DeskScope,
  letterId: string,
  purpose: BeginUpload['purpose'],
): Promise<void> {
  if (purpose === 'follow-up') {
    const { items } = await letterAtDesk(scope, letterId);
    if (!items.some(({ reason, state }) => reason === 'disposition' && state !== 'done'))
      throw new Problem('disposition-not-found');
    return;
  }
  const { letter } = await letterHeldAt(scope, letterId);
  if (!mayGiveFile(letter, scope.actor.positionId)) throw new Problem('file-there-already');
}
