import { createHash, randomUUID } from 'node:crypto';
import type { SignBatchRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import {
  askStanding,
  demandChecks,
  demandSecondFactor,
  openProvider,
  preflight,
  signingFacts,
  type GivenFactor,
  type LetterProvider,
  type SigningFacts,
} from '../signing/index.js';
import { work, type Office } from '../tenants/index.js';
import { batchFacts, lettersToSign, stateOfBatch, type BatchFacts } from './batch-facts.js';
import { HeldBatch, heldBatch, leaseFrom } from './held-batches.js';
import { mendIntents } from './mend-intents.js';
import { isOfAll } from './checks-of-all.js';
import { runBatch } from './run-batch.js';
import type { BatchLetter } from './sign-batch-items.table.js';
import { changeHeldBatch, takeBatch } from './sign-batches.table.js';

export interface SignBatchInput {
  readonly batchId: string;
  /** Wiped once it is of no more use. */
  readonly passphrase: Buffer;
  readonly factor?: GivenFactor | undefined;
  /** SHA-256 of each document that was shown and is to be signed, in order. */
  readonly documents: readonly string[];
}

/**
 * Begins to sign the letters of a batch, or goes on where it paused, and returns once the passphrase was taken: the rest
 * goes on by itself, whatever becomes of the screen.
 *
 * @returns the intent for which a second factor was proved
 * @throws {Problem} `batch-not-found`, `batch-over`, `batch-running`, `batch-changed-meanwhile`, `batch-unopened`; what
 *   `signLetter` refuses of the official, the second factor and the passphrase. Nothing was signed then.
 */
export async function signBatch(office: Office, input: SignBatchInput): Promise<string> {
  let kept = false;
  try {
    const { facts, queue, act } = await ready(office, input.batchId);
    const shown = queue.map((letter) => letter.document_sha256);
    if (shown.join() !== input.documents.join()) throw new Problem('batch-changed-meanwhile');
    demandChecks((await preflight(act, 'id')).filter(isOfAll));
    const before = heldBatch(input.batchId);
    if (before && !before.running) await before.release();
    const holder = randomUUID();
    await take(facts, holder);
    const provider = await giveBackUnless(facts, holder, async () => {
      await demandSecondFactor(office, act, input.factor);
      await affirmBatch(facts, holder, queue);
      return openProvider(office, act, input.passphrase, facts.batch.id);
    });
    kept = provider.name !== 'local';
    const secret = kept ? input.passphrase : Buffer.alloc(0);
    const held = new HeldBatch(office, facts.scope, facts.batch, holder, provider, secret);
    // The line before the unlock may have been longer than the lease, and another window quicker.
    if (await held.start({ held_until: leaseFrom(office.now()) }, () => runBatch(held))) return act.intent.id;
    await held.release();
    throw new Problem('batch-running');
  } finally {
    if (!kept) input.passphrase.fill(0);
  }
}

/**
 * Goes on after a stop, from the letter that failed, with the passphrase that is still here.
 *
 * @throws {Problem} `batch-not-found`, `batch-over`, `batch-running`, `batch-unopened`, `batch-passphrase-needed`
 */
export async function resumeBatch(office: Office, batchId: string): Promise<void> {
  const { facts } = await ready(office, batchId);
  const held = heldBatch(batchId);
  if (!held || facts.batch.state !== 'stopped') throw new Problem('batch-passphrase-needed');
  const again = { state: 'running', stop_letter_id: null, stop_problem: null } as const;
  if (!(await held.start(again, () => runBatch(held)))) throw new Problem('batch-running');
}

interface Ready {
  readonly facts: BatchFacts;
  readonly queue: readonly BatchLetter[];
  /** Of the first letter: who signs, and by what. */
  readonly act: SigningFacts;
}

async function ready(office: Office, batchId: string): Promise<Ready> {
  let facts = await batchFacts(office, batchId);
  if (await mendIntents(office, facts)) facts = await batchFacts(office, batchId);
  const state = stateOfBatch(facts);
  if (state === 'running') throw new Problem('batch-running');
  const queue = lettersToSign(facts.letters);
  const [first] = queue;
  if (!(state === 'open' || state === 'stopped' || state === 'paused') || !first)
    throw new Problem('batch-over');
  const unopened = queue.filter((letter) => letter.seen === '[]').length;
  // PP 71/2019 Ps 62(3): whoever signs can know what they sign.
  if (unopened > 0) throw new Problem('batch-unopened', { count: unopened });
  const act = await askStanding(office, await signingFacts(office, first.intent_id ?? ''));
  return { facts, queue, act };
}

/** Makes the batch one window's own, so that two cannot both begin. @throws {Problem} `batch-running` */
async function take({ scope, batch }: BatchFacts, holder: string): Promise<void> {
  const now = scope.now.toISOString();
  const change = {
    state: 'running',
    held_until: leaseFrom(scope.now),
    stop_letter_id: null,
    stop_problem: null,
  } as const;
  if (!(await work(scope, ({ db }) => takeBatch(db, batch, holder, now, change))))
    throw new Problem('batch-running');
}

/** What was refused before the first letter leaves the batch as it was. */
async function giveBackUnless(
  { scope, batch }: BatchFacts,
  holder: string,
  act: () => Promise<LetterProvider>,
): Promise<LetterProvider> {
  try {
    return await act();
  } catch (error) {
    const state: SignBatchRow['state'] = batch.state === 'open' ? 'open' : 'stopped';
    const { stop_letter_id, stop_problem } = batch;
    const before = { state, held_until: null, stop_letter_id, stop_problem };
    await work(scope, ({ db }) => changeHeldBatch(db, batch, holder, before));
    throw error;
  }
}

/** One affirmation for all that was shown, kept whether or not signatures follow; each letter's own follows at its turn. */
async function affirmBatch(
  { scope, batch }: BatchFacts,
  holder: string,
  queue: readonly BatchLetter[],
): Promise<void> {
  const documents = createHash('sha256').update(queue.map((one) => one.document_sha256).join('\n'));
  await work(scope, async (work) => {
    await changeHeldBatch(work.db, batch, holder, { affirmed_at: scope.now.toISOString() });
    const data = { letters: queue.length, documents: documents.digest('hex') };
    writeDown(work, scope, { kind: 'batch.affirmed', subject: batch.id, data });
  });
}
