import type { LetterFileMaker } from '../letters/index.js';
import type { Office } from '../tenants/index.js';
import { makeSlip } from './make-slip.js';
import { slipPages } from './slip-pages.js';

/** Makes the slip of a letter as a PDF: what a ticket of `what: 'slip'` opens. */
export function slipFile(office: Office): LetterFileMaker {
  return async (scope, letterId) => {
    const slip = await makeSlip(scope, office, letterId, 'pdf');
    return {
      name: `bukti-penandatanganan-${(slip.letter.number ?? letterId).replaceAll('/', '-')}`,
      extension: 'pdf',
      type: 'application/pdf',
      body: slipPages(slip, scope.zone),
    };
  };
}
