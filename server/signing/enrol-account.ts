import { writeDown } from '../ledger/index.js';
import { accountsOf, refuseAccount, type Account } from '../portals/index.js';
import { Problem } from '../platform/problem.js';
import { work, type Office } from '../tenants/index.js';
import { takeEnrolmentStep } from './enrolments.table.js';
import { keepDevice } from './known-device.js';
import { continueEnrolment, type EnrolmentLink } from './open-enrolment.js';
import { lastStep } from './show-enrolment.js';

/** @throws {Problem} `enrolment-not-found` */
export async function accountsToConfirm(office: Office, link: EnrolmentLink): Promise<Account[]> {
  const { scope, official } = await continueEnrolment(office, link);
  return accountsOf(scope, official.id);
}

/**
 * The official says whether the accounts that the tenant linked to them are theirs. One that is not is cut off at once, and
 * the rest is asked again; where all are, this browser becomes known in each of those portals, since the phone has just
 * shown its code here.
 *
 * @param refused portal and name of the account that is not theirs, as the page sends it
 * @param cookie of the device, where it has one
 * @returns the cookie of the device to set
 * @throws {Problem} `enrolment-not-found`, `request-invalid` for an account that is not linked to them
 */
export async function confirmAccount(
  office: Office,
  link: EnrolmentLink,
  refused: string | undefined,
  cookie: string | undefined,
): Promise<string | undefined> {
  const { scope, row, official, tenant } = await continueEnrolment(office, link);
  if (row.account_at !== null) throw new Problem('enrolment-not-found');
  const accounts = await accountsOf(scope, official.id);
  if (refused !== undefined) {
    const account = accounts.find((one) => accountName(one) === refused);
    if (!account || !(await refuseAccount(scope, official.id, account)))
      throw new Problem('request-invalid', { where: 'refused' });
    return undefined;
  }
  return work(scope, async (work) => {
    if (!(await takeEnrolmentStep(work.db, row, 'account', office.now().toISOString())))
      throw new Problem('enrolment-not-found');
    for (const { portalId } of accounts)
      writeDown(work, scope, {
        kind: 'account.confirmed',
        subject: portalId,
        data: { official: official.id },
      });
    if (lastStep(row, tenant) === 'account')
      writeDown(work, scope, { kind: 'enrolment.done', subject: official.id });
    if (row.factor_at === null) return undefined;
    let value = cookie;
    for (const { portalId } of accounts)
      value = await keepDevice(work, scope, { official_id: official.id, portal_id: portalId }, value);
    return value;
  });
}

/** One text for both, as a form sends it back. */
export const accountName = ({ portalId, sub }: Account): string => `${portalId} ${sub}`;
