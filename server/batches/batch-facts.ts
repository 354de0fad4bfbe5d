import type { BatchItemState, BatchProgress } from '../contract/sign-batches.js';
import type { BatchState } from '../contract/signing.js';
import type { Language } from '../contract/problems.js';
import type { SignBatchRow, TenantRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { scopeOfIntent } from '../signing/index.js';
import { look, tenantById, type DeskScope, type Office } from '../tenants/index.js';
import { tellProblem } from './kept-problem.js';
import { listBatchLetters, type BatchLetter } from './sign-batch-items.table.js';
import { findSignBatch } from './sign-batches.table.js';

/** A batch as it stands now, at the desk of the official who began it. */
export interface BatchFacts {
  readonly scope: DeskScope;
  readonly tenant: TenantRow;
  readonly batch: SignBatchRow;
  readonly letters: readonly BatchLetter[];
}

/**
 * The facts of a batch. As for an intent, its row is the only authority: the frame has no session, and can do no more than
 * the token that began the batch could.
 *
 * @throws {Problem} `batch-not-found`
 */
export async function batchFacts(office: Office, batchId: string): Promise<BatchFacts> {
  const found = await office.store.read((db) => findSignBatch(db, batchId));
  const tenant = found && (await tenantById(office.store, found.tenant_id));
  if (!tenant) throw new Problem('batch-not-found');
  return batchFactsNow({ scope: scopeOfIntent(office, tenant, found), tenant, batch: found });
}

/** The same as they stand now; within an act, as that act sees them. @throws {Problem} `batch-not-found` */
export function batchFactsNow({
  scope,
  tenant,
  batch: { id },
}: Pick<BatchFacts, 'scope' | 'tenant' | 'batch'>): Promise<BatchFacts> {
  return look(scope, async (db) => {
    const batch = await findSignBatch(db, id);
    if (!batch) throw new Problem('batch-not-found');
    return { scope, tenant, batch, letters: await listBatchLetters(db, scope.tenantId, id) };
  });
}

/** Without a process that has the passphrase, what ran or stopped is paused. */
export function stateOfBatch({ batch, scope }: Pick<BatchFacts, 'batch' | 'scope'>): BatchState {
  const { state, held_until: until, expires_at: expires } = batch;
  const now = scope.now.toISOString();
  if (state === 'done' || state === 'cancelled') return state;
  if ((state === 'running' || state === 'stopped') && until !== null && until > now) return state;
  if (expires <= now) return 'expired';
  return state === 'open' ? state : 'paused';
}

/** How a letter of a batch stands: what its intent says goes before all else. */
export function stateOfLetter(letter: BatchLetter): BatchItemState {
  switch (letter.intent_state) {
    case 'signed':
    case 'uncertain':
      return letter.intent_state;
    case 'dispatched':
      return 'signing';
  }
  if (letter.left_out === 1) return 'left';
  if (letter.problem !== null) return letter.may_retry === 1 ? 'failed' : 'refused';
  return letter.intent_id === null ? 'refused' : 'ready';
}

/** Letters that a run would sign, in their order. */
export function lettersToSign(letters: readonly BatchLetter[]): BatchLetter[] {
  return letters.filter((letter) => {
    const state = stateOfLetter(letter);
    return state === 'ready' || state === 'failed';
  });
}

/** What changes while the server signs. `place` is of the line of unlocks. */
export function progressOf(facts: BatchFacts, language: Language, place: number): BatchProgress {
  const { batch, letters } = facts;
  const stop = batch.stop_problem === null ? undefined : tellProblem(batch.stop_problem, language);
  return {
    state: stateOfBatch(facts),
    ...(place > 0 ? { place } : {}),
    ...(stop
      ? { stop: { ...(batch.stop_letter_id === null ? {} : { letterId: batch.stop_letter_id }), ...stop } }
      : {}),
    items: letters.map((letter) => ({
      state: stateOfLetter(letter),
      ...(letter.problem === null ? {} : { problem: tellProblem(letter.problem, language) }),
    })),
  };
}
