import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { work } from '../tenants/index.js';
import { updateSignIntent } from './sign-intents.table.js';
import type { SigningFacts } from './signing-facts.js';

/**
 * PP 71/2019: consent is given by an act of its own and kept, whether or not a signature follows.
 *
 * @param batch with which the letter is signed, and how many of its pages were shown in it
 * @throws {Problem} `intent-used`
 */
export async function affirm(
  { scope, intent }: Pick<SigningFacts, 'scope' | 'intent'>,
  batch: { readonly batch?: string; readonly pagesSeen?: number } = {},
): Promise<void> {
  const affirmed_at = scope.now.toISOString();
  await work(scope, async (work) => {
    if (!(await updateSignIntent(work.db, intent, 'open', { affirmed_at }))) throw new Problem('intent-used');
    writeDown(work, scope, {
      kind: 'signing.affirmed',
      subject: intent.letter_id,
      data: { intent: intent.id, document: intent.document_sha256, ...batch },
    });
  });
}
