import type { LetterFile } from '../contract/letters.js';
import type { LetterDocumentRow } from '../database/index.js';
import type { ByteSource } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { look, type Scope, type Work } from '../tenants/index.js';
import { insertLetterDocument, listLetterDocuments } from './letters.table.js';
import { listUntakenDocuments } from './uploads.table.js';

/** A file that the store already has, as it is to stand in a letter. */
export interface NewLetterDocument {
  readonly letterId: string;
  readonly sha256: string;
  readonly role: LetterDocumentRow['role'];
  readonly name: string;
  readonly size: number;
  readonly pages: number;
  readonly signatures: number;
}

/** Adds a file to a letter's files. Which of them is the letter itself, `letters.document_sha256` says. */
export async function addLetterDocument(
  work: Work,
  scope: Scope,
  file: NewLetterDocument,
): Promise<LetterDocumentRow> {
  const row: LetterDocumentRow = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    letter_id: file.letterId,
    sha256: file.sha256,
    role: file.role,
    name: file.name,
    size: file.size,
    pages: file.pages,
    signatures: file.signatures,
    official_id: scope.actor.kind === 'official' ? scope.actor.officialId : null,
    at: scope.now.toISOString(),
  };
  await insertLetterDocument(work.db, row);
  return row;
}

/** Every file of a letter, newest first; the caller has checked that the letter may be seen. */
export function letterDocuments(scope: Scope, letterId: string): Promise<LetterDocumentRow[]> {
  return look(scope, async (db) => {
    const untaken = await listUntakenDocuments(db, scope.tenantId, letterId);
    const all = await listLetterDocuments(db, scope.tenantId, letterId);
    return all.filter(({ id }) => !untaken.has(id));
  });
}

/** The bytes of a file by its name in the store. @throws {Problem} `file-not-found` */
export function documentSource(scope: Scope, sha256: string): Promise<ByteSource> {
  return scope.documents.open(scope.tenantId, sha256);
}

export function toLetterFile(row: LetterDocumentRow): LetterFile {
  return {
    documentId: row.id,
    sha256: row.sha256,
    name: row.name,
    size: row.size,
    pages: row.pages,
    signatures: row.signatures,
    role: row.role,
    at: row.at,
  };
}
