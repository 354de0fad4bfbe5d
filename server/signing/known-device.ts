import type { DeviceFacts } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { newId, newSecret } from '../platform/ids.js';
import { hashSecret } from '../platform/secret-keys.js';
import { look, work, type Office, type Scope, type Work } from '../tenants/index.js';
import { isDeviceKnown, isDeviceOurs, putDevice, revokeDevices } from './known-devices.table.js';
import { markOf } from './personal-mark.js';
import { factorsInForce } from './second-factors.table.js';
import { signingFacts } from './signing-facts.js';

/** For how long a browser is known after a second factor was last proved on it. */
export const deviceDays = 180;

/**
 * Whether the browser that asks is known for the official of an intent in its portal, and only then their mark. A copy of
 * the frame's address, fetched by anybody else, shows none.
 *
 * @param cookie what the browser sent, if anything
 * @throws {Problem} `intent-not-found`, `letter-not-found`
 */
export async function deviceFacts(
  office: Office,
  intentId: string,
  cookie: string | undefined,
): Promise<DeviceFacts> {
  const { scope, intent } = await signingFacts(office, intentId);
  if (cookie === undefined) return { device: 'new' };
  const known = await look(scope, (db) =>
    isDeviceKnown(db, deviceOf(intent, hashSecret(cookie)), scope.now.toISOString()),
  );
  if (!known) return { device: 'new' };
  const mark = await markOf(scope, office.keys, intent.official_id);
  return { device: 'known', ...(mark ? { mark } : {}) };
}

/**
 * Makes the browser known on which the official of an intent has just proved a second factor.
 *
 * @returns the cookie to set; undefined where the official has no second factor, and so proved none
 */
export async function rememberDevice(
  office: Office,
  intentId: string,
  cookie: string | undefined,
): Promise<string | undefined> {
  const { scope, intent } = await signingFacts(office, intentId);
  const { official_id: officialId } = intent;
  const proved = await look(scope, (db) => factorsInForce(db, scope.tenantId, officialId));
  if (proved.length === 0) return undefined;
  return work(scope, (work) => keepDevice(work, scope, deviceOf(intent, ''), cookie));
}

/** @returns the cookie to set: the one that came, where it is ours, so that two officials can share a machine */
export async function keepDevice(
  work: Work,
  scope: Scope,
  device: { readonly official_id: string; readonly portal_id: string },
  cookie: string | undefined,
): Promise<string> {
  const now = scope.now.toISOString();
  const ours = cookie !== undefined && (await isDeviceOurs(work.db, hashSecret(cookie), now));
  const value = ours ? cookie : newSecret();
  const fresh = await putDevice(work.db, {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    device_hash: hashSecret(value),
    official_id: device.official_id,
    portal_id: device.portal_id,
    created_at: now,
    expires_at: new Date(scope.now.getTime() + deviceDays * 86_400_000).toISOString(),
    revoked_at: null,
  });
  const data = { portal: device.portal_id };
  if (fresh) writeDown(work, scope, { kind: 'device.known', subject: device.official_id, data });
  return value;
}

/** No browser is known for this official any more. Gives how many were. */
export async function forgetDevices(work: Work, scope: Scope, officialId: string): Promise<number> {
  const count = await revokeDevices(work.db, scope.tenantId, officialId, scope.now.toISOString());
  if (count > 0) writeDown(work, scope, { kind: 'device.forgotten', subject: officialId, data: { count } });
  return count;
}

function deviceOf(
  intent: { readonly tenant_id: string; readonly official_id: string; readonly portal_id: string | null },
  hash: string,
) {
  const { tenant_id, official_id, portal_id } = intent;
  return { tenant_id, official_id, portal_id: portal_id ?? '', device_hash: hash };
}
