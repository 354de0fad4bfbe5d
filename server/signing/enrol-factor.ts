import { randomBytes } from 'node:crypto';
import type { EnrolmentRow, SecondFactorRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { newId } from '../platform/ids.js';
import { Problem } from '../platform/problem.js';
import { sealSecret } from '../platform/secret-keys.js';
import { look, work, type Office } from '../tenants/index.js';
import { takeEnrolmentStep } from './enrolments.table.js';
import { continueEnrolment, type EnrolmentLink } from './open-enrolment.js';
import { proveCode, secretOf } from './second-factor.js';
import {
  confirmFactor,
  factorsInForce,
  findPendingFactor,
  insertFactor,
  retireFactors,
} from './second-factors.table.js';
import { whoHelps } from './who-helps.js';
import { base32, totpLink } from './totp-link.js';

/** What the phone needs, shown once: whoever reads it has the factor. */
export interface FactorToShow {
  /** For the QR code, and for a tap where the screen is the phone itself. */
  readonly link: string;
  /** For typing. */
  readonly secret: string;
}

/** Bytes, as long as SHA-1 gives (RFC 4226 §4 R6). */
const secretLength = 20;

/**
 * The secret of the second factor that an enrolment makes: the same until the phone has shown a code of it.
 *
 * @throws {Problem} `enrolment-not-found`, `factor-in-force`
 */
export async function beginFactor(office: Office, link: EnrolmentLink): Promise<FactorToShow> {
  const { scope, row, official, tenant } = await continueEnrolment(office, link);
  if (row.factor_at !== null) throw new Problem('enrolment-not-found');
  const inForce = await look(scope, (db) => factorsInForce(db, scope.tenantId, official.id));
  // A link takes no phone away: that takes two people.
  if (inForce.length > 0) throw new Problem('factor-in-force', { who: await whoHelps(scope) });
  const fresh = newFactor(office, row);
  const factor = await work(scope, async ({ db }) => {
    const begun = await findPendingFactor(db, row);
    if (!begun) await insertFactor(db, fresh);
    return begun ?? fresh;
  });
  const secret = secretOf(office.keys, factor);
  try {
    return { link: totpLink(secret, official.name, `Noken ${tenant.name}`), secret: base32(secret) };
  } finally {
    secret.fill(0);
  }
}

function newFactor(office: Office, { tenant_id, id: act, official_id }: EnrolmentRow): SecondFactorRow {
  const id = newId(office.now());
  const secret = randomBytes(secretLength);
  const sealed = sealSecret(office.keys.keyFor(tenant_id, 'second-factors'), secret, `factor/${id}`);
  secret.fill(0);
  return {
    tenant_id,
    id,
    official_id,
    kind: 'totp',
    secret: sealed,
    credential_id: null,
    last_step: 0,
    last_act: act,
    tries: 0,
    locked_until: null,
    confirmed_at: null,
    retired_at: null,
    created_at: office.now().toISOString(),
  };
}

/**
 * Puts the factor in force once the phone has shown a code, in the place of an earlier one of its kind.
 *
 * @throws {Problem} `enrolment-not-found`, `factor-needed`, `factor-wrong`, `factor-locked`
 */
export async function confirmFactorByCode(office: Office, link: EnrolmentLink, code: string): Promise<void> {
  const { scope, row, official } = await continueEnrolment(office, link);
  const factor = row.factor_at === null ? await look(scope, (db) => findPendingFactor(db, row)) : undefined;
  if (!factor) throw new Problem('enrolment-not-found');
  await proveCode(scope, office.keys, factor, row.id, code);
  const at = office.now().toISOString();
  await work(scope, async (work) => {
    if (!(await takeEnrolmentStep(work.db, row, 'factor', at))) throw new Problem('enrolment-not-found');
    await retireFactors(work.db, scope.tenantId, official.id, at, factor);
    if (!(await confirmFactor(work.db, factor, at))) throw new Problem('enrolment-not-found');
    writeDown(work, scope, { kind: 'factor.enrolled', subject: official.id, data: { factor: factor.kind } });
  });
}
