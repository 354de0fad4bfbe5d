import type { OfficialRow } from '../database/index.js';
import { Problem } from '../platform/problem.js';
import { openSecret, sealSecret, type SecretKeys } from '../platform/secret-keys.js';
import { work, type Scope } from '../tenants/index.js';
import { updateSealedNik } from './people.table.js';

const contextOf = (officialId: string) => `nik/${officialId}`;

/**
 * Keeps a person's NIK, sealed with the tenant's own key: only what asks the national signing service ever opens it.
 *
 * @param nik 16 digits
 * @throws {Problem} `nik-invalid`
 */
export async function keepNik(
  scope: Scope,
  keys: SecretKeys,
  officialId: string,
  nik: string,
): Promise<void> {
  if (!/^\d{16}$/.test(nik)) throw new Problem('nik-invalid');
  const key = keys.keyFor(scope.tenantId, 'person-numbers');
  const sealed = sealSecret(key, Buffer.from(nik), contextOf(officialId));
  await work(scope, ({ db }) => updateSealedNik(db, scope.tenantId, officialId, sealed));
}

/** Undefined of whom none is known. Never shown, never logged. */
export function nikOf(
  scope: Pick<Scope, 'tenantId'>,
  keys: SecretKeys,
  { id, nik_sealed: sealed }: Pick<OfficialRow, 'id' | 'nik_sealed'>,
): string | undefined {
  if (sealed === null) return undefined;
  return openSecret(keys.keyFor(scope.tenantId, 'person-numbers'), sealed, contextOf(id)).toString();
}
