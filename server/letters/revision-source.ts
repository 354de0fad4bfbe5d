import type { ByteSource } from '../pdf/index.js';
import type { DeskScope } from '../tenants/index.js';

/**
 * A file of a letter as it was at one of its saves, counted from 1. Given by a room above, which knows where each ends;
 * both ask for themselves whether this desk has the letter.
 */
export interface RevisionSource {
  /** Gives nothing out and writes nothing down. @throws {Problem} `revision-not-found`, `file-not-found` */
  find(scope: DeskScope, letterId: string, documentId: string, revision: number): Promise<unknown>;
  read(
    scope: DeskScope,
    letterId: string,
    documentId: string,
    revision: number,
    how: 'viewed' | 'downloaded',
  ): Promise<{ readonly name: string; readonly source: ByteSource }>;
}
