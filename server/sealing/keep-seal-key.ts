import type { SealKeyRow } from '../database/index.js';
import { writeDown } from '../ledger/index.js';
import { toPem, type Certificate } from '../pdf/index.js';
import { newId } from '../platform/ids.js';
import { work, type Scope } from '../tenants/index.js';
import { findSealKey, insertSealKey, retireSealKeyRow } from './seal-keys.table.js';

/** Where the private key is. */
export type SealKeyPlace =
  | { readonly place: 'server'; readonly sealedKey: string }
  | { readonly place: 'token'; readonly module: string; readonly token: string; readonly key: string };

/** Puts a key in force that was checked. The one before goes out of force in the same act. */
export function keepSealKey(
  scope: Scope,
  certificate: Certificate,
  chain: readonly Certificate[],
  where: SealKeyPlace,
): Promise<SealKeyRow> {
  const at = scope.now.toISOString();
  const row: SealKeyRow = {
    tenant_id: scope.tenantId,
    id: newId(scope.now),
    place: where.place,
    certificate_chain: [certificate, ...chain].map(toPem).join(''),
    sealed_key: where.place === 'server' ? where.sealedKey : null,
    token_module: where.place === 'token' ? where.module : null,
    token_label: where.place === 'token' ? where.token : null,
    token_key: where.place === 'token' ? where.key : null,
    serial: certificate.serialHex,
    subject: certificate.subjectName,
    not_after: certificate.notAfter.toISOString(),
    state: 'in-force',
    created_at: at,
    retired_at: null,
  };
  return work(scope, async (work) => {
    const before = await findSealKey(work.db, scope.tenantId);
    if (before && (await retireSealKeyRow(work.db, scope.tenantId, before.id, at)))
      writeDown(work, scope, {
        kind: 'seal.retired',
        subject: before.id,
        data: { serial: before.serial, replacedBy: row.id },
      });
    await insertSealKey(work.db, row);
    writeDown(work, scope, {
      kind: 'seal.imported',
      subject: row.id,
      data: { serial: row.serial, place: row.place, notAfter: row.not_after },
    });
    return row;
  });
}
