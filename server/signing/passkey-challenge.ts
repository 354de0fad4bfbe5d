import type { PasskeyChallengeRow } from '../database/index.js';
import { newId, newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { hashSecret } from '../platform/secret-keys.js';
import { work, type Scope } from '../tenants/index.js';
import { challengeIn } from './check-passkey.js';
import { insertChallenge, takeChallenge } from './passkeys.table.js';

/** For so long a question can be answered, milliseconds: as long as an intent is open. */
export const challengeTime = 5 * 60_000;

/** Of whom something is asked, and for what. */
export type Asked = Pick<PasskeyChallengeRow, 'official_id' | 'act' | 'purpose'>;

/** Makes a question that is answered once. It is kept with the rows, since another process may hear the answer. */
export async function putChallenge(scope: Scope, asked: Asked): Promise<string> {
  const challenge = newSecret();
  await work(scope, ({ db }) =>
    insertChallenge(db, {
      tenant_id: scope.tenantId,
      id: newId(scope.now),
      ...asked,
      challenge_hash: hashSecret(challenge),
      created_at: scope.now.toISOString(),
      expires_at: new Date(scope.now.getTime() + challengeTime).toISOString(),
      used_at: null,
    }),
  );
  return challenge;
}

/**
 * Takes the question that an answer names, committed before the answer is looked at: a wrong one uses it up as well.
 *
 * @throws {Problem} `passkey-over`, also where it was asked of somebody else or for something else
 */
export async function spendChallenge(scope: Scope, asked: Asked, clientDataJSON: string): Promise<string> {
  const challenge = challengeIn(clientDataJSON);
  const named = { ...asked, tenant_id: scope.tenantId, challenge_hash: hashSecret(challenge ?? '') };
  const taken = await work(scope, ({ db }) => takeChallenge(db, named, scope.now.toISOString()));
  if (challenge === undefined || !taken) throw new Problem('passkey-over');
  return challenge;
}
