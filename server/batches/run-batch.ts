import type { ProblemCode } from '../contract/problems.js';
import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { affirm, carryOut, demandChecks, preflight, signingFacts, whileInFlight } from '../signing/index.js';
import { look, work } from '../tenants/index.js';
import { lettersToSign } from './batch-facts.js';
import { endBatch } from './end-batch.js';
import type { HeldBatch } from './held-batches.js';
import { keepProblem } from './kept-problem.js';
import { listBatchLetters, updateBatchItem, type BatchLetter } from './sign-batch-items.table.js';

/** Refusals that are about one letter: the others can be signed all the same. */
const ofOneLetter: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'letter-not-found',
  'letter-changed-meanwhile',
  'letter-status-wrong',
  'restricted-in-portal',
  'not-your-turn',
  'capacity-closed',
  'document-unsignable',
  'document-unfilled',
  'document-over-gateway-size',
  'gateway-size-refused',
  'intent-not-found',
  'intent-used',
  'signing-uncertain',
]);

/** Refusals that a new passphrase, or another day, is needed for: the one that is here is of no more use. */
const ofThePassphrase: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'passphrase-wrong',
  'gateway-locked',
  'key-locked',
  'key-missing',
  'certificate-expired',
  'certificate-revoked',
  'appointment-not-in-force',
  'gateway-person-unregistered',
  'gateway-certificate-state',
]);

/**
 * Signs the letters of a batch, one after the other, until none is left, its official says enough, or one fails for a reason
 * that would stop the next as well. Never throws.
 *
 * What is about one letter alone is kept with that letter, and the next is signed. An outcome that is not known stops the
 * batch too: a gateway that fell silent once would make the next letter another unknown one.
 */
export async function runBatch(held: HeldBatch): Promise<void> {
  try {
    const { scope, batch } = held;
    const letters = await look(scope, (db) => listBatchLetters(db, scope.tenantId, batch.id));
    const queue = lettersToSign(letters);
    for (const [place, letter] of queue.entries()) {
      if (held.halted) return await pause(held);
      if (held.cancelled) return await endBatch(held, 'cancelled');
      const problem = await signOne(held, letter);
      const isLast = place === queue.length - 1;
      if (problem && !(isLast && problem.code === 'signing-uncertain'))
        return await stop(held, letter, problem);
    }
    await endBatch(held, 'done');
  } catch (error) {
    held.office.log.failure('batch-run', error, { batch: held.batch.id });
    await held.release().catch(() => undefined);
  }
}

/** @returns why the next must not be begun */
async function signOne(held: HeldBatch, letter: BatchLetter): Promise<Problem | undefined> {
  const { office, provider, batch } = held;
  const intentId = letter.intent_id ?? '';
  try {
    if (letter.problem !== null) await keep(held, letter, { problem: null, may_retry: 0 });
    const facts = await signingFacts(office, intentId);
    demandChecks(await preflight(facts, 'id'));
    await affirm(facts, { batch: batch.id, pagesSeen: (JSON.parse(letter.seen) as number[]).length });
    const { state } = await whileInFlight(intentId, () => carryOut(office, intentId, provider));
    return state === 'uncertain' ? new Problem('signing-uncertain') : undefined;
  } catch (error) {
    const problem = asProblem(held, letter, error);
    const own = ofOneLetter.has(problem.code);
    await keep(held, letter, { problem: keepProblem(problem), may_retry: own ? 0 : 1 });
    return own ? undefined : problem;
  }
}

function asProblem({ office, batch }: HeldBatch, letter: BatchLetter, error: unknown): Problem {
  if (error instanceof Problem) return error;
  office.log.failure('batch-letter', error, { batch: batch.id, letter: letter.letter_id });
  return new Problem('unexpected', { traceId: batch.id }, { cause: error });
}

function keep(
  { scope }: HeldBatch,
  letter: BatchLetter,
  change: Parameters<typeof updateBatchItem>[2],
): Promise<void> {
  return work(scope, ({ db }) => updateBatchItem(db, letter, change));
}

async function stop(held: HeldBatch, { letter_id }: BatchLetter, problem: Problem): Promise<void> {
  const { scope: before, batch, office } = held;
  const scope = { ...before, now: office.now() };
  await work(scope, async (work) => {
    await held.change({ state: 'stopped', stop_letter_id: letter_id, stop_problem: keepProblem(problem) });
    const data = { letter: letter_id, reason: problem.code };
    writeDown(work, scope, { kind: 'batch.stopped', subject: batch.id, data });
  });
  if (ofThePassphrase.has(problem.code)) await held.release();
  else held.rest();
}

/** As a process leaves it that is told to end: nothing has failed. */
async function pause(held: HeldBatch): Promise<void> {
  await held.change({ state: 'stopped', stop_letter_id: null, stop_problem: null });
}
