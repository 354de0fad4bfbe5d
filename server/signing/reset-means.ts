import type { KeyResetRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { officialById } from '../people/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { demandAdmin } from './demand-admin.js';
import { inviteOfficial, type Invitation } from './invite-official.js';
import { findReset, insertReset, takeReset, unlockMeans } from './key-resets.table.js';
import { forgetDevices } from './known-device.js';
import { proveFactor } from './second-factor.js';
import { retirePasskeys } from './passkeys.table.js';
import { retireFactors } from './second-factors.table.js';

/** Who acts, proved by a code of their own phone: a name alone could be anybody's at a terminal. */
export interface Proved {
  readonly officialId: string;
  readonly code: string;
}

export interface ResetRequest {
  readonly officialId: string;
  readonly what: KeyResetRow['what'];
  readonly reason: string;
}

/** A request that nobody confirmed is over after this, milliseconds. */
const lifetime = 24 * 60 * 60_000;

/**
 * Asks that what an official signs with be reset. Nothing changes until somebody else has confirmed it.
 *
 * @returns the id of the request
 * @throws {Problem} `grant-missing`, `enrolment-not-found` for an official who is unknown or no longer active,
 *   `reset-same-person`, and as `proveFactor`
 */
export async function askReset(
  scope: Scope,
  office: Pick<Office, 'keys'>,
  { officialId, what, reason }: ResetRequest,
  by: Proved,
): Promise<string> {
  await demandAdmin(scope, 'no-key');
  await demandActive(scope, officialId);
  await demandActive(scope, by.officialId);
  if (by.officialId === officialId) throw new Problem('reset-same-person');
  const id = newId(scope.now);
  await prove(scope, office, by, id);
  await work(scope, async (work) => {
    await insertReset(work.db, {
      tenant_id: scope.tenantId,
      id,
      official_id: officialId,
      what,
      reason,
      asked_by: by.officialId,
      asked_at: scope.now.toISOString(),
      expires_at: new Date(scope.now.getTime() + lifetime).toISOString(),
      confirmed_by: null,
      confirmed_at: null,
    });
    writeDown(work, scope, {
      kind: 'reset.asked',
      subject: officialId,
      data: { reset: id, what, by: by.officialId },
    });
  });
  return id;
}

/**
 * Confirms a request of somebody else, and does it: a lost phone counts no more, nor any passkey, and no browser is known, a lost passphrase
 * gives way to a new key, a lock is opened.
 *
 * @returns the link by which the official enrols anew; undefined where a lock was opened
 * @throws {Problem} `grant-missing`, `reset-not-found`, `reset-same-person`, `official-mode-local-key`, and as `proveFactor`
 */
export async function confirmReset(
  scope: Scope,
  office: Pick<Office, 'keys' | 'publicUrl'>,
  resetId: string,
  by: Proved,
): Promise<Invitation | undefined> {
  const row = await look(scope, (db) => findReset(db, scope.tenantId, resetId));
  if (!row || row.confirmed_at !== null || row.expires_at <= scope.now.toISOString())
    throw new Problem('reset-not-found');
  await demandAdmin(scope, row.what === 'passphrase' ? 'key' : 'no-key');
  await demandActive(scope, by.officialId);
  if ([row.asked_by, row.official_id].includes(by.officialId)) throw new Problem('reset-same-person');
  await prove(scope, office, by, row.id);
  return work(scope, async (work) => {
    const at = scope.now.toISOString();
    if (!(await takeReset(work.db, row, by.officialId, at))) throw new Problem('reset-not-found');
    const { official_id: officialId, what } = row;
    writeDown(work, scope, {
      kind: 'reset.confirmed',
      subject: officialId,
      data: { reset: row.id, what, by: by.officialId },
    });
    if (what === 'lock') {
      await unlockMeans(work.db, scope.tenantId, officialId);
      return undefined;
    }
    await forgetDevices(work, scope, officialId);
    if (what === 'factor') {
      const count = await retireFactors(work.db, scope.tenantId, officialId, at);
      // Whoever has the phone has what was made on it.
      const passkeys = await retirePasskeys(work.db, scope.tenantId, { official_id: officialId }, at);
      writeDown(work, scope, { kind: 'factor.retired', subject: officialId, data: { count, passkeys } });
    }
    const purpose = what === 'factor' ? 'factor' : 'key';
    return inviteOfficial(scope, officialId, office.publicUrl, purpose);
  });
}

async function demandActive(scope: Scope, officialId: string): Promise<void> {
  if ((await officialById(scope, officialId))?.active !== 1) throw new Problem('enrolment-not-found');
}

async function prove(scope: Scope, { keys }: Pick<Office, 'keys'>, by: Proved, act: string): Promise<void> {
  const given = { kind: 'totp', code: by.code } as const;
  await proveFactor(scope, keys, { officialId: by.officialId, act, given });
}
