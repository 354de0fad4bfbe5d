import type { PasskeyAssertion, PasskeyRequest } from '../contract/passkeys.js';
import type { SignIntentRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { checkAssertion } from './check-passkey.js';
import { challengeTime, putChallenge, spendChallenge, type Asked } from './passkey-challenge.js';
import { passkeysInForce, retirePasskeys, takeCounter } from './passkeys.table.js';
import { relyingParty } from './relying-party.js';
import { signingFacts } from './signing-facts.js';
import { whoHelps } from './who-helps.js';

type Intent = Pick<SignIntentRow, 'id' | 'official_id' | 'origin'>;

/**
 * Asks for the passkey of the official of an intent.
 *
 * @throws {Problem} `intent-not-found`, `intent-used`, `intent-expired`, `passkey-unavailable`, `passkey-needed`
 */
export async function askPasskey(office: Office, intentId: string): Promise<PasskeyRequest> {
  const { scope, intent } = await signingFacts(office, intentId);
  if (intent.state !== 'open') throw new Problem('intent-used');
  if (intent.expires_at <= scope.now.toISOString()) throw new Problem('intent-expired');
  const party = relyingParty(office.publicUrl);
  if (!party) throw new Problem('passkey-unavailable');
  const passkeys = await look(scope, (db) =>
    passkeysInForce(db, scope.tenantId, intent.official_id, party.id),
  );
  if (passkeys.length === 0) throw new Problem('passkey-needed');
  return {
    challenge: await putChallenge(scope, askedFor(intent)),
    rpId: party.id,
    timeout: challengeTime,
    credentials: passkeys.map(({ credential_id: id, transports }) => ({
      id,
      transports: JSON.parse(transports) as string[],
    })),
  };
}

/**
 * Looks at what a passkey signed for an intent.
 *
 * No try is taken: nobody guesses a signature, and a lock would only let whoever knows the frame's address shut out the
 * official. A device whose counter went back may have been copied, and counts no more from then on.
 *
 * @throws {Problem} `passkey-over`, `passkey-wrong`, `passkey-copied`
 */
export async function provePasskey(
  scope: Scope,
  publicUrl: string,
  intent: Intent,
  given: PasskeyAssertion,
): Promise<void> {
  const challenge = await spendChallenge(scope, askedFor(intent), given.clientDataJSON);
  const { tenantId } = scope;
  const { official_id: officialId, id: act } = intent;
  const party = relyingParty(publicUrl);
  const passkey =
    party &&
    (await look(scope, (db) => passkeysInForce(db, tenantId, officialId, party.id))).find(
      ({ credential_id }) => credential_id === given.id,
    );
  const asked = { challenge, framedBy: intent.origin };
  const counter = passkey && (await checkAssertion(party, asked, passkey, given));
  if (!passkey || counter === undefined) throw new Problem('passkey-wrong');
  const at = scope.now.toISOString();
  const counted = await work(scope, async (work) => {
    const on = await takeCounter(work.db, passkey, counter, act, at);
    if (!on && (await retirePasskeys(work.db, tenantId, passkey, at)) === 0)
      throw new Problem('passkey-wrong');
    writeDown(work, scope, {
      kind: on ? 'factor.proved' : 'passkey.doubted',
      subject: officialId,
      data: { act, passkey: passkey.id },
    });
    return on;
  });
  if (!counted) throw new Problem('passkey-copied', { who: await whoHelps(scope) });
}

function askedFor({ id: act, official_id }: Intent): Asked {
  return { official_id, act, purpose: 'prove' };
}
