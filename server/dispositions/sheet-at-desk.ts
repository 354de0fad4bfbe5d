import type { SheetMaker } from '../letters/index.js';
import { dispositionSheet } from './disposition-sheet.pdf-maker.js';
import { sheetFacts } from './sheet-facts.js';

/** Makes the half-folio sheet of a letter for a desk that has it: what the letters' tickets open as `sheet`. */
export function sheetAtDesk(publicUrl: string): SheetMaker {
  return async (scope, letterId) => ({
    name: 'lembar-disposisi.pdf',
    type: 'application/pdf',
    bytes: await dispositionSheet(await sheetFacts(scope, letterId, publicUrl)),
  });
}
