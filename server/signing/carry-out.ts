import type { Signed } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { changeLetter, moveOn, touchLetter } from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Office } from '../tenants/index.js';
import { keepSigned } from './keep-signed.js';
import { NotSigned, OutcomeUnknown, type LetterProvider } from './letter-provider.js';
import { outcomeOf } from './outcome-of.js';
import { demandRows, printedCapacity } from './preflight.js';
import { giveBack, stayUncertain } from './settle-intent.js';
import { updateSignIntent } from './sign-intents.table.js';
import { signingFacts, signingFactsNow, type SigningFacts } from './signing-facts.js';

/**
 * Signs the letter of an intent that its official has affirmed, and tells how it ended.
 *
 * @throws {Problem} where nothing was signed
 */
export async function carryOut(office: Office, intentId: string, provider: LetterProvider): Promise<Signed> {
  await provider.take?.(await signingFacts(office, intentId));
  const facts = await dispatch(office, intentId, provider.name);
  try {
    await keepSigned(facts, await provider.make(facts));
  } catch (error) {
    const scope = { ...facts.scope, now: office.now() };
    const cause = error instanceof NotSigned ? error.cause : error;
    if (provider.name !== 'local' && !(error instanceof NotSigned)) {
      // Somebody outside was asked, and what came of it did not become a signature here.
      const reason = error instanceof OutcomeUnknown ? error.reason : codeOf(error);
      office.log.failure('signing-uncertain', error, { intent: intentId });
      await stayUncertain(scope, facts.intent, reason);
    } else {
      // Nothing of it was kept: the letter waits for the same signer again.
      await giveBack(scope, facts.intent, 'signing.refused', codeOf(cause));
      throw cause;
    }
  }
  const outcome = await outcomeOf(await signingFacts(office, intentId));
  if (!outcome) throw new Error('A signature that was kept is gone.');
  return outcome;
}

function codeOf(error: unknown): string {
  return error instanceof Problem ? error.code : 'unexpected';
}

/**
 * The point of no return, committed before a key is used. Everything that could have changed while the passphrase
 * waited is looked at again within the same transaction.
 */
function dispatch(office: Office, intentId: string, provider: LetterProvider['name']): Promise<SigningFacts> {
  return signingFacts(office, intentId).then((before) =>
    work(before.scope, async (work) => {
      const facts = await signingFactsNow(before);
      const { scope, intent, letter } = facts;
      // Not its expiry: the passphrase was given in time, and the line before the unlock is not the official's fault.
      if (intent.state !== 'open') throw new Problem('intent-used');
      await demandRows(facts);
      // Who signs may have been settled anew while a key was opened.
      if (facts.means.provider !== provider) throw new Problem('intent-used');
      const at = scope.now.toISOString();
      const dispatched = { state: 'dispatched', dispatched_at: at, provider } as const;
      if (!(await updateSignIntent(work.db, intent, 'open', dispatched))) throw new Problem('intent-used');
      const version = await changeLetter(work, scope, letter, {
        status: moveOn(letter.status as never, 'dispatch'),
      });
      await touchLetter(work, scope, letter.id);
      writeDown(work, scope, {
        kind: 'signing.dispatched',
        subject: letter.id,
        data: { intent: intent.id, provider, capacity: printedCapacity(facts) },
      });
      return { ...facts, letter: { ...letter, version, status: 'signing' } };
    }),
  );
}
