import { enrolOfficial, inviteOfficial } from '../../server/signing/index.js';
import { scopeFor, tenantBySlug, type Office } from '../../server/tenants/index.js';
import { demoLogins } from './demo-logins.js';
import type { DemoSecrets } from './demo-secrets.js';
import { demoSlug } from './seed-keerom.js';

/**
 * Gives those who sign their keys, by the same link and door as anybody's, and leaves one link unused to be tried.
 * Each is told in the secrets as soon as it is there, so that a start that was cut goes on where it ended.
 */
export async function enrolSigners(
  office: Office,
  secrets: DemoSecrets,
  keep: () => Promise<void>,
): Promise<void> {
  const tenant = await tenantBySlug(office.store, demoSlug);
  const portalId = secrets.portals?.regency.id;
  if (!tenant || portalId === undefined) throw new Error('The office is not seeded.');
  const scope = scopeFor(office, tenant, { kind: 'command' });
  for (const login of secrets.logins) {
    const planned = demoLogins.find(({ username }) => username === login.username);
    if (!planned || login.enrolled || login.enrolUrl !== undefined) continue;
    if (!planned.signs && !planned.invited) continue;
    const officialId = await officialOf(office, tenant.tenant_id, portalId, login.username);
    const { url } = await inviteOfficial(scope, officialId, office.publicUrl);
    if (planned.signs && login.passphrase !== undefined) {
      await enrolOfficial(
        office,
        { secret: url.slice(url.lastIndexOf('/') + 1) },
        { passphrase: Buffer.from(login.passphrase) },
      );
      login.enrolled = true;
    } else {
      login.enrolUrl = url;
    }
    await keep();
  }
}

/** Who has that name at the portal. */
export async function officialOf(
  office: Office,
  tenantId: string,
  portalId: string,
  sub: string,
): Promise<string> {
  const row = await office.store.read((db) =>
    db
      .selectFrom('portal_accounts')
      .select('official_id')
      .where('tenant_id', '=', tenantId)
      .where('portal_id', '=', portalId)
      .where('sub', '=', sub)
      .executeTakeFirstOrThrow(),
  );
  return row.official_id;
}
