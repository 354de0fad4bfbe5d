import type { Signed } from '../contract/signing.js';
import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { changeLetter, moveOn, touchLetter } from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office } from '../tenants/index.js';
import { askStanding } from './gateway-standing.js';
import { takeTryAtGateway } from './gateway-tries.js';
import { keepSigned } from './keep-signed.js';
import { NotSigned, OutcomeUnknown, type LetterProvider } from './letter-provider.js';
import { makeSignedDocument } from './make-signed-document.js';
import { changedMeanwhile, demandChecks, demandRows, preflight, printedCapacity } from './preflight.js';
import { giveBack, stayUncertain, whileInFlight } from './settle-intent.js';
import { gatewayProvider } from './sign-at-gateway.js';
import { demandSecondFactor, type GivenFactor } from './second-factor.js';
import { updateSignIntent } from './sign-intents.table.js';
import { findSignatureOfIntent } from './signatures.table.js';
import { signingFacts, signingFactsNow, type SigningFacts } from './signing-facts.js';
import { unlockKey } from './unlock-key.js';

export interface SignInput {
  readonly intentId: string;
  /** Wiped here whatever happens. */
  readonly passphrase: Buffer;
  readonly factor?: GivenFactor | undefined;
  /** SHA-256 of the document that was shown. */
  readonly sha256: string;
}

/**
 * Signs a letter as the official of an intent: the one act behind the sign frame.
 *
 * Order matters. All checks again → second factor → affirmation written down → key unlocked → `dispatched` committed, which only one
 * intent of a letter can → signed, checked, stored, with no transaction open → moved on by compare-and-set. Whoever
 * looks after a cut finds either the whole of the last step or nothing of it (`reconcileSigning`). Where a gateway was
 * asked and it is not known what it did, the letter is `uncertain`, and that is an outcome, not a refusal.
 *
 * @throws {Problem} `intent-not-found`, `intent-expired`, `intent-used`, `letter-changed-meanwhile`, `not-your-turn`,
 *   `appointment-not-in-force`, `key-missing`, `key-locked`, `certificate-expired`, `certificate-revoked`,
 *   `factor-missing`, `factor-needed`, `factor-wrong`, `factor-locked`, `passphrase-wrong`, `document-unsignable`, `official-mode-local-key`, `server-busy`
 */
export async function signLetter(office: Office, input: SignInput): Promise<Signed> {
  try {
    const facts = await askStanding(office, await signingFacts(office, input.intentId));
    demandOpen(facts.intent, facts.scope.now);
    if (input.sha256 !== facts.intent.document_sha256) throw await changedMeanwhile(facts);
    demandChecks(await preflight(facts, 'id'));
    await demandSecondFactor(office, facts, input.factor);
    await affirm(facts);
    const provider = await openProvider(office, facts, input.passphrase);
    return await whileInFlight(input.intentId, () => signWith(office, input.intentId, provider));
  } finally {
    input.passphrase.fill(0);
  }
}

/** What became of an intent; undefined while nothing did. */
export async function outcomeOf(facts: SigningFacts): Promise<Signed | undefined> {
  const { scope, intent, letter } = facts;
  const row = await look(scope, (db) => findSignatureOfIntent(db, scope.tenantId, intent.id));
  const common = {
    letterId: letter.id,
    ...(letter.number === null ? {} : { number: letter.number }),
    ...(letter.code === null ? {} : { code: letter.code }),
  };
  const signatures = facts.signers.filter((signer) => signer.state === 'signed').length;
  if (intent.state === 'uncertain') return { state: 'uncertain', signatures, ...common };
  if (!row) return undefined;
  const { signed_at: signedAt, level } = row;
  const anew = row.rewritten === 1 ? ({ rewritten: true } as const) : {};
  return { state: 'signed', signedAt, verdict: 'intact', level, ...anew, signatures, ...common };
}

/** @throws {Problem} `intent-used`, `intent-expired` */
function demandOpen(intent: SignIntentRow, now: Date): void {
  if (intent.state !== 'open') throw new Problem('intent-used');
  if (intent.expires_at <= now.toISOString()) throw new Problem('intent-expired');
}

/** PP 71/2019: consent is given by an act of its own and kept, whether or not a signature follows. */
async function affirm({ scope, intent }: SigningFacts): Promise<void> {
  const affirmed_at = scope.now.toISOString();
  await work(scope, async (work) => {
    if (!(await updateSignIntent(work.db, intent, 'open', { affirmed_at }))) throw new Problem('intent-used');
    writeDown(work, scope, {
      kind: 'signing.affirmed',
      subject: intent.letter_id,
      data: { intent: intent.id, document: intent.document_sha256 },
    });
  });
}

/** A key is opened, or the gateway gets its chance: what costs a try does so before anything is dispatched. */
async function openProvider(
  office: Office,
  facts: SigningFacts,
  passphrase: Buffer,
): Promise<LetterProvider> {
  const { means, key, scope, intent } = facts;
  if (means.provider === 'bsre') {
    await takeTryAtGateway(facts);
    return gatewayProvider(office, means, passphrase);
  }
  if (!key) throw new Error('The preflight lets nobody pass without a key.');
  const signer = await unlockKey(scope, key, passphrase, intent.id);
  return { name: 'local', make: (now) => makeSignedDocument(office, now, signer) };
}

async function signWith(office: Office, intentId: string, provider: LetterProvider): Promise<Signed> {
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
