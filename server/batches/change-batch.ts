import { randomUUID } from 'node:crypto';
import { Problem } from '../platform/problem.js';
import { work, type Office } from '../tenants/index.js';
import { batchFacts, batchFactsNow, stateOfBatch, type BatchFacts } from './batch-facts.js';
import { endBatch, writeEnd } from './end-batch.js';
import { heldBatch } from './held-batches.js';
import { updateBatchItem, type BatchLetter } from './sign-batch-items.table.js';
import { takeBatch } from './sign-batches.table.js';

/**
 * Writes down which pages of a letter were in view.
 *
 * @param pages from 1, in any order
 * @throws {Problem} `batch-not-found`, `letter-not-found`, `batch-over`, `request-invalid`
 */
export async function seePages(
  office: Office,
  batchId: string,
  letterId: string,
  pages: readonly number[],
): Promise<void> {
  const before = await batchFacts(office, batchId);
  await work(before.scope, async ({ db }) => {
    const letter = letterOf(unended(await batchFactsNow(before)), letterId);
    if (pages.some((page) => page > letter.pages)) throw new Problem('request-invalid', { where: 'pages' });
    const seen = new Set([...(JSON.parse(letter.seen) as number[]), ...pages]);
    const ascending = [...seen].sort((a, b) => a - b);
    if (ascending.length > 0) await updateBatchItem(db, letter, { seen: JSON.stringify(ascending) });
  });
}

/**
 * Takes a letter out of a batch that nobody signs at the moment, or back in.
 *
 * @throws {Problem} `batch-not-found`, `letter-not-found`, `batch-over`, `batch-running`
 */
export async function leaveLetter(
  office: Office,
  batchId: string,
  letterId: string,
  left: boolean,
): Promise<void> {
  const before = await batchFacts(office, batchId);
  await work(before.scope, async ({ db }) => {
    const facts = unended(await batchFactsNow(before));
    if (stateOfBatch(facts) === 'running') throw new Problem('batch-running');
    await updateBatchItem(db, letterOf(facts, letterId), { left_out: left ? 1 : 0 });
  });
}

/**
 * Says enough: no letter is begun after the one that is under way.
 *
 * @throws {Problem} `batch-not-found`, `batch-running` where another process signs
 */
export async function cancelBatch(office: Office, batchId: string): Promise<void> {
  const { scope, batch } = await batchFacts(office, batchId);
  if (batch.ended_at !== null) return;
  const held = heldBatch(batchId);
  if (held?.running) {
    held.cancelled = true;
  } else if (held) {
    await endBatch(held, 'cancelled');
  } else {
    const now = scope.now.toISOString();
    const ended = await writeEnd(office, scope, batch, 'cancelled', (change) =>
      work(scope, ({ db }) => takeBatch(db, batch, randomUUID(), now, change)),
    );
    if (!ended) throw new Problem('batch-running');
  }
}

function unended(facts: BatchFacts): BatchFacts {
  if (facts.batch.ended_at !== null || stateOfBatch(facts) === 'expired') throw new Problem('batch-over');
  return facts;
}

function letterOf({ letters }: BatchFacts, letterId: string): BatchLetter {
  const letter = letters.find((one) => one.letter_id === letterId);
  if (!letter) throw new Problem('letter-not-found');
  return letter;
}
