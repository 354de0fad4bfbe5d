import type { SignBatchRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { stateOfLetter } from './batch-facts.js';
import type { HeldBatch } from './held-batches.js';
import { endIntentsOfBatch, listBatchLetters } from './sign-batch-items.table.js';

/** No letter of it is signed any more, and nobody has its passphrase. */
export async function endBatch(held: HeldBatch, state: 'done' | 'cancelled'): Promise<void> {
  const { office, scope, batch } = held;
  await writeEnd(office, scope, batch, state, (change) => held.change(change));
  await held.release();
}

/**
 * @param take changes the row where it may be changed
 * @returns false where another came first
 */
export function writeEnd(
  office: Office,
  before: Scope,
  batch: SignBatchRow,
  state: 'done' | 'cancelled',
  take: (change: Pick<SignBatchRow, 'state' | 'ended_at' | 'held_until'>) => Promise<boolean>,
): Promise<boolean> {
  const scope = { ...before, now: office.now() };
  return work(scope, async (work) => {
    if (!(await take({ state, ended_at: scope.now.toISOString(), held_until: null }))) return false;
    await endIntentsOfBatch(work.db, scope.tenantId, batch.id);
    const letters = await look(scope, (db) => listBatchLetters(db, scope.tenantId, batch.id));
    const count = (one: string) => letters.filter((letter) => stateOfLetter(letter) === one).length;
    const data = { state, letters: letters.length, signed: count('signed'), uncertain: count('uncertain') };
    writeDown(work, scope, { kind: 'batch.ended', subject: batch.id, data });
    return true;
  });
}
