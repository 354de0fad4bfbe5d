import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { changeLetter, letterById, moveOn, touchLetter } from '../letters/index.js';
import { allTenants, look, scopeFor, work, type Office, type Scope } from '../tenants/index.js';
import { listDispatched, updateSignIntent } from './sign-intents.table.js';
import { findSignatureOfIntent } from './signatures.table.js';

/** Intents that this process is signing now: their outcome is still to come. */
const inFlight = new Set<string>();

export async function whileInFlight<T>(intentId: string, act: () => Promise<T>): Promise<T> {
  inFlight.add(intentId);
  try {
    return await act();
  } finally {
    inFlight.delete(intentId);
  }
}

/**
 * Settles what a server that died left behind, at start and before a letter is signed again. Gives how many.
 *
 * For a key of the local authority the evidence is complete: key, signature and its one place of storage are ours, and
 * signature row, document and letter's state are one transaction. So a dispatched intent without a signature row was
 * not signed, whatever was computed before the cut: nobody ever saw those bytes, and the letter is given back. (A
 * provider outside could have signed and kept it; there the letter would stay `uncertain` until evidence or a person
 * decides.) Should the signing process live after all, its own compare-and-set finds the intent taken and stores nothing.
 */
export async function reconcileSigning(office: Office): Promise<number> {
  let settled = 0;
  for (const tenant of await allTenants(office.store))
    settled += await resolve(scopeFor(office, tenant, { kind: 'job' }));
  if (settled > 0) office.log.info('signing-reconciled', { settled });
  return settled;
}

/** The same for one letter. */
export async function resolveLetter(scope: Scope, office: Office, letterId: string): Promise<void> {
  const job: Scope = { ...scope, actor: { kind: 'job' }, now: office.now() };
  await resolve(job, letterId);
}

async function resolve(scope: Scope, letterId?: string): Promise<number> {
  const left = await look(scope, (db) => listDispatched(db, scope.tenantId, letterId));
  const lost = left.filter((intent) => !inFlight.has(intent.id));
  for (const intent of lost) await giveBack(scope, intent, 'signing.resolved', 'no-signature-stored');
  return lost.length;
}

/** The letter waits for the same signer again, the intent is used up. False when another came first. */
export function giveBack(
  scope: Scope,
  intent: SignIntentRow,
  kind: 'signing.resolved' | 'signing.refused',
  reason: string,
): Promise<boolean> {
  return work(scope, async (work) => {
    if (await findSignatureOfIntent(work.db, scope.tenantId, intent.id)) return false;
    if (!(await updateSignIntent(work.db, intent, 'dispatched', { state: 'refused' }))) return false;
    const letter = await letterById(scope, intent.letter_id);
    if (letter?.status !== 'signing')
      throw new Error('A dispatched intent whose letter is not being signed.');
    await changeLetter(work, scope, letter, { status: moveOn('signing', 'give-back') });
    await touchLetter(work, scope, letter.id);
    writeDown(work, scope, {
      kind,
      subject: letter.id,
      data: { intent: intent.id, outcome: 'not-signed', reason },
    });
    return true;
  });
}
