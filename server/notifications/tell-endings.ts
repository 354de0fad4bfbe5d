import type { NoticeRow } from '../database/index.js';
import { newId } from '../platform/ids.js';
import { watchCertificates } from '../signing/index.js';
import { allTenants, look, scopeFor, work, type Office, type Scope } from '../tenants/index.js';
import { endNotice, insertNotice, listOpenNotices } from './notices.table.js';

/** Whoever administers a tenant, in the place of an official's id. */
export const adminAudience = 'admin';

/**
 * Tells each official, and the tenant's admin, of a certificate that ends in 60, 30 and 7 days: each level once for each
 * certificate. What is no longer so (renewed, revoked, over, or more urgent now) is taken back. Gives how many are new.
 */
export async function tellEndings(scope: Scope): Promise<number> {
  const watched = await watchCertificates(scope);
  const wanted = watched.flatMap(({ row, ending }) => {
    if (!ending) return [];
    const audiences = row.official_id === null ? [adminAudience] : [row.official_id, adminAudience];
    return audiences.map((audience) => ({ audience, about: row.serial, level: ending.within, row }));
  });
  const open = await look(scope, (db) => listOpenNotices(db, scope.tenantId));
  const isSo = (notice: NoticeRow) =>
    wanted.some(
      ({ audience, about, level }) =>
        notice.audience === audience && notice.about === about && notice.level === level,
    );
  const over = open.filter((notice) => !isSo(notice));
  return work(scope, async ({ db }) => {
    for (const notice of over) await endNotice(db, notice, scope.now.toISOString());
    let told = 0;
    for (const { audience, about, level, row } of wanted) {
      const isNew = await insertNotice(db, {
        tenant_id: scope.tenantId,
        id: newId(scope.now),
        audience,
        kind: 'certificate-ending',
        about,
        level,
        ends_at: row.not_after,
        created_at: scope.now.toISOString(),
        seen_at: null,
        ended_at: null,
      });
      if (isNew) told++;
    }
    return told;
  });
}

/** The same for every tenant; what is new is logged as well, since an admin may look there first. */
export async function tellAllEndings(office: Office): Promise<void> {
  for (const tenant of await allTenants(office.store)) {
    const told = await tellEndings(scopeFor(office, tenant, { kind: 'job' }));
    if (told > 0) office.log.info('certificates-ending', { tenant: tenant.slug, told });
  }
}
