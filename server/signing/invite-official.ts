import type { EnrolmentPurpose } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { officialById } from '../people/index.js';
import { hashSecret } from '../platform/secret-keys.js';
import { newId, newSecret } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { work, type Scope } from '../tenants/index.js';
import { demandAdmin } from './demand-admin.js';
import { closeEnrolments, insertEnrolment } from './enrolments.table.js';

export interface Invitation {
  /** Opens once. It is shown to whoever invites and kept nowhere: the row has only its hash. */
  readonly url: string;
  readonly expiresAt: string;
}

const days = 3;

/**
 * Makes the one-time link by which an official makes their own key. Earlier links of theirs stop working; an earlier
 * key works until the new one is there.
 *
 * @throws {Problem} `grant-missing` unless an admin or a command asks, `official-mode-local-key`, `enrolment-not-found`
 *   for an official who is unknown or no longer active
 */
export async function inviteOfficial(
  scope: Scope,
  officialId: string,
  publicUrl: string,
  purpose: EnrolmentPurpose = 'all',
): Promise<Invitation> {
  const { actor } = scope;
  await demandAdmin(scope, purpose === 'factor' || purpose === 'passkey' ? 'no-key' : 'key');
  const official = await officialById(scope, officialId);
  if (official?.active !== 1) throw new Problem('enrolment-not-found');

  const secret = newSecret();
  const at = scope.now.toISOString();
  const expiresAt = new Date(scope.now.getTime() + days * 86_400_000).toISOString();
  await work(scope, async (work) => {
    await closeEnrolments(work.db, scope.tenantId, officialId, at);
    await insertEnrolment(work.db, {
      tenant_id: scope.tenantId,
      id: newId(scope.now),
      official_id: officialId,
      link_hash: hashSecret(secret),
      created_by: actor.kind === 'official' ? actor.officialId : actor.kind,
      created_at: at,
      expires_at: expiresAt,
      used_at: null,
      purpose,
      holder_hash: null,
      mark_at: null,
      key_at: null,
      factor_at: null,
      account_at: null,
      trial_at: null,
    });
    writeDown(work, scope, { kind: 'key.invited', subject: officialId });
  });
  return { url: `${publicUrl}/enrol/${secret}`, expiresAt };
}
