import type { UploadState } from '../contract/letters.js';
import type { DeskItemRow, LetterDocumentRow, LetterRow, UploadRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { readPieces } from '../platform/document-store.js';
import { Problem } from '../platform/problem.js';
import { work, type DeskScope, type Work } from '../tenants/index.js';
import { changeDeskItems, touchLetter } from './desk-items.js';
import { inspectPdf } from './inspect-pdf.js';
import { changeLetter } from './letter-at-desk.js';
import { addLetterDocument } from './letter-documents.js';
import { findLetter, findLetterDocument } from './letters.table.js';
import { dropUpload } from './sweep-uploads.js';
import { mayGiveFile, uploadState } from './upload-at-desk.js';
import { findUpload, setUploadDocument } from './uploads.table.js';

/**
 * All pieces are here: the file is looked into, stored, and given to its letter. Doing it twice gives one file, so that
 * a server killed in the middle can be asked again.
 *
 * @throws {Problem} what `inspectPdf` refuses, `file-there-already`; the letter stays as it was and the upload is gone
 */
export async function finishUpload(scope: DeskScope, upload: UploadRow): Promise<UploadState> {
  const { documents, tenantId } = scope;
  try {
    const source = await documents.pieces.open(tenantId, upload.id, upload.size);
    const facts = await inspectPdf(source);
    const { sha256 } = await documents.put(tenantId, readPieces(source));
    const document = await work(scope, (work) => giveFile(work, scope, upload, { sha256, ...facts }));
    await documents.pieces.drop(tenantId, upload.id);
    return await uploadState(scope, { ...upload, document_id: document.id });
  } catch (error) {
    if (error instanceof Problem) await dropUpload(scope, upload);
    throw error;
  }
}

async function giveFile(
  work: Work,
  scope: DeskScope,
  upload: UploadRow,
  file: { sha256: string; pages: number; signatures: number },
): Promise<Pick<LetterDocumentRow, 'id'>> {
  const now = await findUpload(work.db, scope.tenantId, upload.id);
  const letter = now && (await findLetter(work.db, scope.tenantId, upload.letter_id));
  if (!letter) throw new Problem('upload-not-found');
  // The same last piece was sent twice, and the other request was faster.
  const done =
    now.document_id !== null &&
    (await findLetterDocument(work.db, scope.tenantId, letter.id, now.document_id));
  if (done) return done;
  const forLetter = upload.purpose === 'letter';
  if (forLetter && !mayGiveFile(letter, upload.position_id)) throw new Problem('file-there-already');
  const document = await addLetterDocument(work, scope, {
    letterId: letter.id,
    role: forLetter ? 'original' : 'follow-up',
    name: upload.name,
    size: upload.size,
    ...file,
  });
  await setUploadDocument(work.db, scope.tenantId, upload.id, document.id);
  // The file of a follow-up is seen by nobody, and is no fact, until it is reported.
  if (forLetter) await fileArrived(work, scope, letter, document);
  return document;
}

async function fileArrived(
  work: Work,
  scope: DeskScope,
  letter: LetterRow,
  { id, sha256, pages, signatures }: LetterDocumentRow,
): Promise<void> {
  await changeLetter(work, scope, letter, { document_sha256: sha256 });
  const waiting = (item: DeskItemRow) => item.reason === 'registrar' && item.waits_for === 'file';
  const next = nextOf(letter);
  const change = next ? { waits_for: next } : ({ state: 'idle', waits_for: null } as const);
  await changeDeskItems(work, scope, { letterId: letter.id }, waiting, change);
  await touchLetter(work, scope, letter.id);
  writeDown(work, scope, {
    kind: 'letter.file-arrived',
    subject: letter.id,
    data: { document: id, sha256, pages, signatures },
  });
}

/** What the desk that has the file now does next, or nothing where it has passed the letter on already. */
function nextOf(letter: LetterRow): 'number' | 'route' | undefined {
  if (letter.direction === 'outgoing') return 'number';
  return letter.status === 'recorded' ? 'route' : undefined;
}
