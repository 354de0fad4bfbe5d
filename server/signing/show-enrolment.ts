import type { Enrolment } from '../contract/signing.js';
import type { EnrolmentRow, TenantRow } from '../database/index.js';
import { look, type Office } from '../tenants/index.js';
import type { EnrolmentStep } from './enrolments.table.js';
import { openEnrolment, type EnrolmentLink } from './open-enrolment.js';
import { mostPasskeys } from './passkey-rules.js';
import { passkeysInForce } from './passkeys.table.js';
import { relyingParty } from './relying-party.js';
import { factorsInForce } from './second-factors.table.js';

/**
 * Who is invited, and how far they are, for the page behind the link.
 *
 * @throws {Problem} `enrolment-not-found`
 */
export async function showEnrolment(office: Office, link: EnrolmentLink): Promise<Enrolment> {
  const { scope, row, official, tenant } = await openEnrolment(office, link, true);
  const steps = stepsOf(row, tenant);
  const party = relyingParty(office.publicUrl);
  const [factors, passkeys] = await look(scope, async (db) => [
    await factorsInForce(db, scope.tenantId, official.id),
    party && (await passkeysInForce(db, scope.tenantId, official.id, party.id)),
  ]);
  return {
    official: official.name,
    tenant: tenant.name,
    trial: tenant.legal_mode === 'trial',
    expiresAt: row.expires_at,
    helpUrl: `/help/${tenant.slug}/`,
    steps,
    step: nextStep(row, tenant),
    provesFactor: factors.length > 0 && row.factor_at === null,
    factorInForce: factors.length > 0,
    ...(passkeys && factors.length > 0 ? { passkeys: { count: passkeys.length, most: mostPasskeys } } : {}),
  };
}

/** The step that comes next; `done` behind the last. */
export function nextStep(row: EnrolmentRow, tenant: TenantRow): Enrolment['step'] {
  return stepsOf(row, tenant).find((one) => row[`${one}_at`] === null) ?? 'done';
}

/** Outside a trial no key lies with the server, so none is made and none is tried. */
function stepsOf({ purpose }: EnrolmentRow, { legal_mode }: TenantRow): EnrolmentStep[] {
  if (purpose === 'passkey') return [];
  const all: readonly EnrolmentStep[] =
    purpose === 'key' ? ['mark', 'key', 'trial'] : ['mark', 'key', 'factor', 'account', 'trial'];
  const withoutKey = purpose === 'factor' || legal_mode !== 'trial';
  return all.filter((step) => !withoutKey || (step !== 'key' && step !== 'trial'));
}

/** The step after which an enrolment is done. */
export function lastStep(row: EnrolmentRow, tenant: TenantRow): EnrolmentStep | undefined {
  return stepsOf(row, tenant).at(-1);
}
