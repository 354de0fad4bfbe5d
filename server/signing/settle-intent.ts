import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { changeLetter, letterById, moveOn, statusOf, touchLetter } from '../letters/index.js';
import { work, type Scope } from '../tenants/index.js';
import { updateSignIntent } from './sign-intents.table.js';
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

export function isInFlight(intentId: string): boolean {
  return inFlight.has(intentId);
}

/** How an intent ended without a signature: refused at once, found out later, or decided by a person. */
export type GivenBack = 'signing.resolved' | 'signing.refused' | 'signing.decided';

/** The letter waits for the same signer again, the intent is used up. False when another came first. */
export function giveBack(
  scope: Scope,
  intent: SignIntentRow,
  kind: GivenBack,
  reason: string,
): Promise<boolean> {
  return work(scope, async (work) => {
    if (await findSignatureOfIntent(work.db, scope.tenantId, intent.id)) return false;
    if (!(await updateSignIntent(work.db, intent, intentState(kind), { state: 'refused' }))) return false;
    await moveLetter(scope, intent, 'give-back');
    writeDown(work, scope, {
      kind,
      subject: intent.letter_id,
      data: { intent: intent.id, outcome: 'not-signed', reason },
    });
    return true;
  });
}

/**
 * Nobody here can know what became of the signature: that is told, and nothing is sent again before it is known or a
 * person has decided. False when another came first.
 *
 * @param reason a code
 */
export function stayUncertain(scope: Scope, intent: SignIntentRow, reason: string): Promise<boolean> {
  return work(scope, async (work) => {
    if (!(await updateSignIntent(work.db, intent, 'dispatched', { state: 'uncertain' }))) return false;
    await moveLetter(scope, intent, 'stay-uncertain');
    writeDown(work, scope, {
      kind: 'signing.uncertain',
      subject: intent.letter_id,
      data: { intent: intent.id, reason },
    });
    return true;
  });
}

/** Only a person gives back what was uncertain, or evidence that the provider gave later. */
function intentState(kind: GivenBack): readonly SignIntentRow['state'][] {
  return kind === 'signing.refused' ? ['dispatched'] : ['dispatched', 'uncertain'];
}

async function moveLetter(
  scope: Scope,
  { letter_id }: SignIntentRow,
  event: 'give-back' | 'stay-uncertain',
): Promise<void> {
  await work(scope, async (work) => {
    const letter = await letterById(scope, letter_id);
    if (letter?.status !== 'signing' && letter?.status !== 'uncertain')
      throw new Error('A dispatched intent whose letter is not being signed.');
    await changeLetter(work, scope, letter, { status: moveOn(statusOf(letter), event) });
    await touchLetter(work, scope, letter.id);
  });
}
