export { answerFile } from './answer-file.middleware.js';
export { createOutgoing } from './create-outgoing.js';
export {
  changeDeskItem,
  changeDeskItems,
  putOnDesk,
  touchLetter,
  type DeskItemChange,
  type NewDeskItem,
} from './desk-items.js';
export {
  changeLetter,
  expectVersion,
  isRestricted,
  letterAtDesk,
  letterHeldAt,
  type LetterAtDesk,
} from './letter-at-desk.js';
export { isRefusedOf } from './letter-acts.js';
export { moveOn, nextStatus, statusOf, type LetterEvent } from './letter-life.js';
export { letterById, letterOfCode, letterOfFile } from './letter-off-desk.js';
export {
  addLetterDocument,
  documentSource,
  letterDocuments,
  toLetterFile,
  type NewLetterDocument,
} from './letter-documents.js';
export { documentOf } from './file-ticket.js';
export { endingOfLetter, type EndedLetter } from './ended-letter.js';
export { findDuplicates, type DuplicateQuestion } from './find-duplicates.js';
export { holidaysOf } from './holidays-of.js';
export { letterChoices } from './letter-choices.js';
export type { LetterFileMaker, MadeFile } from './letter-file-maker.js';
export type { LetterFilesParts } from './letter-files.routes.js';
export { IdempotencyHeader, lettersRoutes } from './letters.routes.js';
export { listInbox } from './list-inbox.js';
export { openLetter } from './open-letter.js';
export { documentAtDesk, readDocument } from './read-document.js';
export { expectRegistrar } from './registrar.js';
export { recordLetter } from './record-letter.js';
export type { RevisionSource } from './revision-source.js';
export { routeLetter } from './route-letter.js';
export { sweepUploads } from './sweep-uploads.js';
export { takeUpload } from './take-upload.js';
export { listSigners, updateSigner } from './signers.table.js';
export { withdrawLetter } from './withdraw-letter.js';
