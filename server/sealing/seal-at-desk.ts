import type { Seal } from '../contract/seals.js';
import { expectRegistrar, letterAtDesk } from '../letters/index.js';
import { Problem } from '../platform/problem.js';
import type { DeskScope, Office } from '../tenants/index.js';
import { sealLetter } from './seal-letter.js';
import { sealMoment } from './time-seals.js';

/**
 * Seals a letter by an act of the registrar's desk, which it may also do where letters are sealed by themselves.
 *
 * @throws {Problem} `letter-not-found`, `restricted-in-portal`, `not-registrar`, `seals-not-used`, and what `sealLetter` says
 */
export async function sealAtDesk(scope: DeskScope, office: Office, letterId: string): Promise<Seal> {
  await letterAtDesk(scope, letterId);
  await expectRegistrar(scope);
  if ((await sealMoment(scope)).moment === 'never') throw new Problem('seals-not-used');
  const row = await sealLetter(office, scope, letterId);
  return {
    name: row.certificate_name,
    serial: row.certificate_serial,
    at: row.sealed_at,
    level: row.level,
  };
}
