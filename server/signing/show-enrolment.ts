import type { Enrolment } from '../contract/signing.js';
import type { EnrolmentRow, TenantRow } from '../database/index.js';
import { look, type Office } from '../tenants/index.js';
import type { EnrolmentStep } from './enrolments.table.js';
import { openEnrolment, type EnrolmentLink } from './open-enrolment.js';
import { factorsInForce } from './second-factors.table.js';

/**
 * Who is invited, and how far they are, for the page behind the link.
 *
 * @throws {Problem} `enrolment-not-found`
 */
export async function showEnrolment(office: Office, link: EnrolmentLink): Promise<Enrolment> {
  const { scope, row, official, tenant } = await openEnrolment(office, link);
  const steps = stepsOf(row, tenant);
  const factors = await look(scope, (db) => factorsInForce(db, scope.tenantId, official.id));
  const step = steps.find((one) => row[`${one}_at`] === null);
  return {
    official: official.name,
    tenant: tenant.name,
    trial: tenant.legal_mode === 'trial',
    expiresAt: row.expires_at,
    steps,
    step: step ?? 'done',
    provesFactor: factors.length > 0 && row.factor_at === null,
  };
}

/** Outside a trial no key lies with the server, so none is made. */
function stepsOf({ purpose }: EnrolmentRow, { legal_mode }: TenantRow): EnrolmentStep[] {
  const all: readonly EnrolmentStep[] = ['mark', 'key', 'factor'];
  return all.filter((step) => step !== 'key' || (purpose !== 'factor' && legal_mode === 'trial'));
}
