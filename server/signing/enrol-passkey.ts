import type { PasskeyMade, PasskeyOffer } from '../contract/passkeys.js';
import { writeDown } from '../ledger/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { algorithms, checkMade } from './check-passkey.js';
import { continueEnrolment, openEnrolment, takeHold, type EnrolmentLink } from './open-enrolment.js';
import { challengeTime, putChallenge, spendChallenge, type Asked } from './passkey-challenge.js';
import { mostPasskeys } from './passkey-rules.js';
import { insertPasskey, passkeysInForce } from './passkeys.table.js';
import { relyingParty, type RelyingParty } from './relying-party.js';
import { proveFactor } from './second-factor.js';
import { nextStep } from './show-enrolment.js';
import { whoHelps } from './who-helps.js';

/**
 * Offers to make a passkey at the end of an enrolment, to whom a code of their phone proves. The phone stays: without it
 * nobody could be helped on a machine that has no passkey.
 *
 * @returns the offer, and the cookie by which the browser is known again; absent where it has one
 * @throws {Problem} `enrolment-not-found`, `passkey-unavailable`, `passkey-too-many`, `factor-missing`, `factor-needed`,
 *   `factor-wrong`, `factor-locked`
 */
export async function offerPasskey(
  office: Office,
  link: EnrolmentLink,
  code: string,
): Promise<{ readonly offer: PasskeyOffer; readonly holder: string | undefined }> {
  const { scope, row, official, tenant } = await openEnrolment(office, link, true);
  if (nextStep(row, tenant) !== 'done') throw new Problem('enrolment-not-found');
  const party = partyOf(office);
  const given = { kind: 'totp', code } as const;
  await proveFactor(scope, office.keys, { officialId: official.id, act: row.id, given });
  const held = await heldBy(scope, official.id, party);
  const holder = await work(scope, (work) => takeHold(work, row));
  const challenge = await putChallenge(scope, askedFor(row.id, official.id));
  const offer = {
    challenge,
    rp: { id: party.id, name: `Noken ${tenant.name}` },
    user: { id: Buffer.from(official.id).toString('base64url'), name: official.name },
    algorithms: [...algorithms],
    timeout: challengeTime,
    exclude: held.map(({ credential_id }) => credential_id),
  };
  return { offer, holder };
}

/**
 * Keeps what the browser made.
 *
 * @throws {Problem} `enrolment-not-found`, `passkey-unavailable`, `passkey-over`, `passkey-wrong`, `passkey-too-many`
 */
export async function keepPasskey(office: Office, link: EnrolmentLink, given: PasskeyMade): Promise<void> {
  const { scope, row, official } = await continueEnrolment(office, link, true);
  const party = partyOf(office);
  const challenge = await spendChallenge(scope, askedFor(row.id, official.id), given.clientDataJSON);
  const made = await checkMade(party, challenge, given);
  if (!made) throw new Problem('passkey-wrong');
  await work(scope, async (work) => {
    await heldBy(scope, official.id, party);
    const id = newId(scope.now);
    const kept = await insertPasskey(work.db, {
      tenant_id: scope.tenantId,
      id,
      official_id: official.id,
      rp_id: party.id,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      counter: made.counter,
      transports: JSON.stringify(given.transports),
      last_act: null,
      last_at: null,
      created_at: scope.now.toISOString(),
      retired_at: null,
    });
    if (!kept) throw new Problem('passkey-wrong');
    writeDown(work, scope, { kind: 'passkey.enrolled', subject: official.id, data: { passkey: id } });
  });
}

/** @throws {Problem} `passkey-too-many` */
async function heldBy(scope: Scope, officialId: string, { id }: RelyingParty) {
  const held = await look(scope, (db) => passkeysInForce(db, scope.tenantId, officialId, id));
  if (held.length < mostPasskeys) return held;
  throw new Problem('passkey-too-many', { most: mostPasskeys, who: await whoHelps(scope) });
}

/** @throws {Problem} `passkey-unavailable` */
function partyOf({ publicUrl }: Office): RelyingParty {
  const party = relyingParty(publicUrl);
  if (!party) throw new Problem('passkey-unavailable');
  return party;
}

function askedFor(act: string, official_id: string): Asked {
  return { official_id, act, purpose: 'enrol' };
}
