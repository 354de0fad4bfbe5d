import { Problem } from '../platform/problem.js';
import { letterAtDesk } from '../letters/index.js';
import { openIntent } from '../signing/index.js';
import { work, type Office } from '../tenants/index.js';
import { lettersToSign, stateOfBatch, type BatchFacts } from './batch-facts.js';
import { keepProblem } from './kept-problem.js';
import { updateBatchItem, type BatchLetter } from './sign-batch-items.table.js';

/**
 * Opens a new intent for each letter whose last one was used up without a signature, while nobody signs: after a failure, or
 * after its process died. One that somebody else has dealt with meanwhile is told as such.
 *
 * @returns true when something was changed
 */
export async function mendIntents(office: Office, facts: BatchFacts): Promise<boolean> {
  const state = stateOfBatch(facts);
  if (state === 'running' || facts.batch.ended_at !== null || state === 'expired') return false;
  const used = lettersToSign(facts.letters).filter((letter) => letter.intent_state === 'refused');
  for (const letter of used) await mend(office, facts, letter);
  return used.length > 0;
}

async function mend(office: Office, { scope, batch }: BatchFacts, item: BatchLetter): Promise<void> {
  await work(scope, async ({ db }) => {
    try {
      const { letter } = await letterAtDesk(scope, item.letter_id);
      // Another document than the one that was shown is another letter.
      if (letter.document_sha256 !== item.document_sha256) throw new Problem('batch-changed-meanwhile');
      const plan = { letterId: item.letter_id, expiresAt: batch.expires_at, batchId: batch.id };
      const intent = await openIntent(scope, office, plan);
      await updateBatchItem(db, item, { intent_id: intent.id });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await updateBatchItem(db, item, { problem: keepProblem(error), may_retry: 0 });
    }
  });
}
