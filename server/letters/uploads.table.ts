import type { Db, UploadRow } from '../database/index.js';

export function findUpload(db: Db, tenantId: string, uploadId: string): Promise<UploadRow | undefined> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', uploadId)
    .executeTakeFirst();
}

export async function insertUpload(db: Db, row: UploadRow): Promise<void> {
  await db.insertInto('uploads').values(row).execute();
}

/** Compare and set on how far it is: of two pieces for the same place one joins. */
export async function advanceUpload(
  db: Db,
  { tenant_id, id, received }: Pick<UploadRow, 'tenant_id' | 'id' | 'received'>,
  change: Pick<UploadRow, 'received' | 'expires_at'>,
): Promise<boolean> {
  const result = await db
    .updateTable('uploads')
    .set(change)
    .where('tenant_id', '=', tenant_id)
    .where('id', '=', id)
    .where('received', '=', received)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setUploadDocument(
  db: Db,
  tenantId: string,
  uploadId: string,
  documentId: string,
): Promise<void> {
  await db
    .updateTable('uploads')
    .set({ document_id: documentId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', uploadId)
    .execute();
}

export async function deleteUpload(db: Db, tenantId: string, uploadId: string): Promise<void> {
  await db.deleteFrom('uploads').where('tenant_id', '=', tenantId).where('id', '=', uploadId).execute();
}

export function listExpiredUploads(
  db: Db,
  tenantId: string,
  now: string,
  limit: number,
): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
}

/** What somebody is still sending for a letter, newest first. */
export function listOpenUploads(
  db: Db,
  tenantId: string,
  letterId: string,
  officialId: string,
): Promise<UploadRow[]> {
  return db
    .selectFrom('uploads')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('official_id', '=', officialId)
    .where('document_id', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** Files that were sent for a follow-up which nobody has reported yet: they belong to no page of the letter. */
export async function listUntakenDocuments(db: Db, tenantId: string, letterId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('uploads')
    .select('document_id')
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('purpose', '=', 'follow-up')
    .where('document_id', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ document_id }) => document_id ?? []));
}

export async function deleteLetterDocument(db: Db, tenantId: string, documentId: string): Promise<void> {
  await db
    .deleteFrom('letter_documents')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', documentId)
    .execute();
}
