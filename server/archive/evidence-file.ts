import { Readable } from 'node:stream';
import type { LetterFileMaker } from '../letters/index.js';
import type { Office } from '../tenants/index.js';
import { evidencePack } from './evidence-pack.js';

/** Makes the evidence pack of a letter: what a ticket of `what: 'evidence'` opens. */
export function evidenceFile(office: Office): LetterFileMaker {
  return async (scope, letterId) => {
    const { name, bytes } = await evidencePack(scope, office, letterId);
    return {
      name,
      extension: 'zip',
      type: 'application/zip',
      body: Readable.toWeb(Readable.from(bytes)) as ReadableStream,
    };
  };
}
