import type { Signed } from '../contract/signing.js';
import type { SignIntentRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import type { Office } from '../tenants/index.js';
import { affirm } from './affirm.js';
import { carryOut } from './carry-out.js';
import { askStanding } from './gateway-standing.js';
import { openProvider } from './open-provider.js';
import { changedMeanwhile, demandChecks, preflight } from './preflight.js';
import { demandSecondFactor, type GivenFactor } from './second-factor.js';
import { whileInFlight } from './settle-intent.js';
import { signingFacts } from './signing-facts.js';

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
 *   `factor-missing`, `factor-needed`, `factor-wrong`, `factor-locked`, `passkey-over`, `passkey-wrong`, `passkey-copied`, `passphrase-wrong`, `document-unsignable`, `official-mode-local-key`, `server-busy`
 */
export async function signLetter(office: Office, input: SignInput): Promise<Signed> {
  try {
    const facts = await askStanding(office, await signingFacts(office, input.intentId));
    demandOpen(facts.intent, facts.scope.now);
    if (input.sha256 !== facts.intent.document_sha256) throw await changedMeanwhile(facts);
    demandChecks(await preflight(facts, 'id'));
    await demandSecondFactor(office, facts, input.factor);
    await affirm(facts);
    const provider = await openProvider(office, facts, input.passphrase, input.intentId);
    return await whileInFlight(input.intentId, () => carryOut(office, input.intentId, provider));
  } finally {
    input.passphrase.fill(0);
  }
}

/** @throws {Problem} `intent-used`, `intent-expired` */
function demandOpen(intent: SignIntentRow, now: Date): void {
  if (intent.state !== 'open') throw new Problem('intent-used');
  if (intent.expires_at <= now.toISOString()) throw new Problem('intent-expired');
}
