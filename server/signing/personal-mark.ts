import type { ChosenMark, PersonalMark } from '../contract/signing.js';
import { writeDown } from '../ledger/index.js';
import { openSecret, sealSecret, type SecretKeys } from '../platform/secret-keys.js';
import { look, work, type Office, type Scope } from '../tenants/index.js';
import { takeEnrolmentStep } from './enrolments.table.js';
import { pictureCount, pictureOf } from './mark-picture.js';
import { openEnrolment, takeHold, type EnrolmentLink } from './open-enrolment.js';
import { findMark, putMark } from './personal-marks.table.js';
import { Problem } from '../platform/problem.js';

/**
 * Keeps the words and the picture by which an official knows their own signing screen: the first step of an enrolment.
 * It may be taken again until the enrolment is over.
 *
 * @returns the cookie for a browser that took the first step with it
 * @throws {Problem} `enrolment-not-found`, `request-invalid`
 */
export async function chooseMark(
  office: Office,
  link: EnrolmentLink,
  { words, picture }: ChosenMark,
): Promise<string | undefined> {
  if (picture >= pictureCount) throw new Problem('request-invalid', { where: 'picture' });
  const { scope, row, official } = await openEnrolment(office, link);
  const key = office.keys.keyFor(scope.tenantId, 'device-marks');
  const sealed = sealSecret(key, Buffer.from(JSON.stringify({ words, picture })), contextOf(official.id));
  const at = office.now().toISOString();
  return work(scope, async (work) => {
    const holder = await takeHold(work, row);
    await takeEnrolmentStep(work.db, row, 'mark', at);
    await putMark(work.db, {
      tenant_id: scope.tenantId,
      official_id: official.id,
      sealed,
      chosen_at: at,
    });
    writeDown(work, scope, { kind: 'mark.chosen', subject: official.id });
    return holder;
  });
}

/** The mark of an official, for a screen that may show it; undefined where none was chosen. */
export async function markOf(
  scope: Scope,
  keys: SecretKeys,
  officialId: string,
): Promise<PersonalMark | undefined> {
  const row = await look(scope, (db) => findMark(db, scope.tenantId, officialId));
  if (!row) return undefined;
  const key = keys.keyFor(scope.tenantId, 'device-marks');
  const { words, picture } = JSON.parse(
    openSecret(key, row.sealed, contextOf(officialId)).toString(),
  ) as ChosenMark;
  return { words, ...pictureOf(picture) };
}

const contextOf = (officialId: string) => `mark/${officialId}`;
