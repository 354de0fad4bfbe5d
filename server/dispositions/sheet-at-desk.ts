import type { LetterFileMaker } from '../letters/index.js';
import { dispositionSheet } from './disposition-sheet.pdf-maker.js';
import { sheetFacts } from './sheet-facts.js';

/** Makes the half-folio sheet of a letter for a desk that has it: what the letters' tickets open as `sheet`. */
export function sheetAtDesk(publicUrl: string): LetterFileMaker {
  return async (scope, letterId) => ({
    name: 'lembar-disposisi',
    extension: 'pdf',
    type: 'application/pdf',
    body: await dispositionSheet(await sheetFacts(scope, letterId, publicUrl)),
  });
}
