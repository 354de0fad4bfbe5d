import type { FileTicketRow } from '../database/index.js';
import type { DeskScope } from '../tenants/index.js';

/** A file about a letter that is made when somebody asks for it. */
export interface MadeFile {
  /** Without its extension. */
  readonly name: string;
  readonly extension: 'pdf' | 'zip';
  /** Media type. */
  readonly type: string;
  readonly body: Uint8Array | ReadableStream<Uint8Array>;
}

/** Makes such a file, in a room above; it checks for itself that this desk has the letter, and writes down that it was made. */
export type LetterFileMaker = (scope: DeskScope, letterId: string) => Promise<MadeFile>;

/** What a ticket may open that is made, and who makes it. */
export type LetterFileMakers = Readonly<
  Partial<Record<Exclude<FileTicketRow['what'], 'document'>, LetterFileMaker>>
>;
