import { writeDown } from '../ledger/index.js';
import { keepNik } from '../people/index.js';
import type { SecretKeys } from '../platform/secret-keys.js';
import { work, type Scope } from '../tenants/index.js';

/**
 * Makes an official known to the national signing service by NIK: from then on they sign there where the tenant has a
 * gateway. The number itself stands in no ledger.
 *
 * @param nik 16 digits
 * @throws {Problem} `nik-invalid`
 */
export async function registerNik(
  scope: Scope,
  keys: SecretKeys,
  officialId: string,
  nik: string,
): Promise<void> {
  await work(scope, async (work) => {
    await keepNik(scope, keys, officialId, nik);
    writeDown(work, scope, { kind: 'official.nik-registered', subject: officialId });
  });
}
