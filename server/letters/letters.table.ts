import type { Db, LetterDocumentRow, LetterRow } from '../database/index.js';
import { matchKey } from './match-key.js';

export function findLetter(db: Db, tenantId: string, letterId: string): Promise<LetterRow | undefined> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', letterId)
    .executeTakeFirst();
}

/** Letters that bear a number, newest first. Units may give the same one. */
export function listLettersOfNumber(db: Db, tenantId: string, number: string): Promise<LetterRow[]> {
  return db
    .selectFrom('letters')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('number', '=', number)
    .orderBy('id', 'desc')
    .execute();
}

export async function insertLetter(db: Db, row: Omit<LetterRow, 'match_key'>): Promise<void> {
  const match_key =
    row.direction === 'incoming' && row.number !== null ? matchKey(row.number, row.sender) : null;
  await db
    .insertInto('letters')
    .values({ ...row, match_key })
    .execute();
}

/** Compare and set: true when the letter still was the version that the caller saw. */
export async function updateLetter(
  db: Db,
  tenantId: string,
  letterId: string,
  version: number,
  change: Partial<Omit<LetterRow, 'tenant_id' | 'id' | 'version' | 'number' | 'sender' | 'match_key'>> & {
    number?: string;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('letters')
    .set({ ...change, version: version + 1 })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', letterId)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function insertLetterDocument(db: Db, row: LetterDocumentRow): Promise<void> {
  await db.insertInto('letter_documents').values(row).execute();
}

/** Every file of a letter, newest first. */
export function listLetterDocuments(
  db: Db,
  tenantId: string,
  letterId: string,
): Promise<LetterDocumentRow[]> {
  return db
    .selectFrom('letter_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .orderBy('id', 'desc')
    .execute();
}

export function findLetterDocument(
  db: Db,
  tenantId: string,
  letterId: string,
  documentId: string,
): Promise<LetterDocumentRow | undefined> {
  return db
    .selectFrom('letter_documents')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('letter_id', '=', letterId)
    .where('id', '=', documentId)
    .executeTakeFirst();
}

export async function findLetterOfFile(
  db: Db,
  tenantId: string,
  sha256: string,
): Promise<LetterRow | undefined> {
  const document = await db
    .selectFrom('letter_documents')
    .select('letter_id')
    .where('tenant_id', '=', tenantId)
    .where('sha256', '=', sha256)
    .where('role', '=', 'signed')
    .executeTakeFirst();
  return document && findLetter(db, tenantId, document.letter_id);
}
