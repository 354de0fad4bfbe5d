import type {
  AppointmentRow,
  Db,
  OfficialRow,
  PositionRow,
  Schema,
  TenantRow,
  UnitRow,
} from '../../server/database/index.js';
import { newId } from '../../server/platform/ids.js';
import { addPortalKey, linkAccount, makePortal } from '../../server/portals/index.js';
import {
  insertTenant,
  scopeFor,
  tenantBySlug,
  work,
  type Office,
  type Scope,
} from '../../server/tenants/index.js';
import { writeDown } from '../../server/ledger/index.js';
import { demoLogins } from './demo-logins.js';
import type { DemoSecrets } from './demo-secrets.js';
import { fictitiousName } from './fictitious-names.js';
import { officePlan, type PlannedUnit } from './office-plan.js';
import { numberSeries, referenceRows } from './reference-rows.js';

export const demoSlug = 'keerom';

/** The second portal of the demo: an older site, on another domain, that only reads. Nobody serves it; tests speak as it. */
export const kampungPortalOrigin = 'https://arsokota.example';

/** Who sits at two desks: acting head of the office, and head of one of its divisions. */
const acting = { position: 'kadis', own: 'kabid-ikp' };

/**
 * Makes Kabupaten Keerom: units, positions, invented people, reference data, two portals with their keys and accounts.
 * One transaction: either all of it is there or nothing.
 *
 * @returns false when the office was there already
 */
export async function seedKeerom(office: Office, secrets: DemoSecrets, portalUrl: string): Promise<boolean> {
  if (await tenantBySlug(office.store, demoSlug)) return false;
  const tenant = tenantRow(office.now());
  const scope = scopeFor(office, tenant, { kind: 'command' });
  const id = () => newId(scope.now);
  const plan = officePlan();
  const positionIds = new Map(plan.flatMap((unit) => unit.positions.map(({ key }) => [key, id()] as const)));
  const people = peopleOf(scope, plan, positionIds);
  await work(scope, async (work) => {
    await insertTenant(work.db, tenant);
    await insertOffice(work.db, tenant.tenant_id, plan, positionIds, id);
    await insertAll(work.db, 'officials', people.officials);
    await insertAll(work.db, 'appointments', people.appointments);
    for (const [table, rows] of Object.entries(referenceRows(tenant.tenant_id, id)))
      await insertAll(work.db, table as 'holidays', rows as never[]);
    writeDown(work, scope, { kind: 'tenant.made', subject: tenant.tenant_id });
    secrets.portals = await makePortals(scope, office, secrets, portalUrl, people.byPosition);
  });
  for (const login of secrets.logins) {
    const planned = demoLogins.find(({ username }) => username === login.username);
    const official = people.byPosition.get(planned?.position ?? '');
    const position = plan.flatMap((unit) => unit.positions).find(({ key }) => key === planned?.position);
    if (!official || !position) throw new Error(`No position for ${login.username}.`);
    login.name = official.name;
    login.position = planned?.position === acting.position ? `Plh. ${position.title}` : position.title;
  }
  return true;
}

function tenantRow(now: Date): TenantRow {
  return {
    tenant_id: newId(now),
    slug: demoSlug,
    name: 'Kabupaten Keerom',
    zone: 'Asia/Jayapura',
    legal_mode: 'trial',
    pks_number: null,
    regulation_number: null,
    hue: null,
    not_before: null,
    created_at: now.toISOString(),
  };
}

async function insertOffice(
  db: Db,
  tenant_id: string,
  plan: readonly PlannedUnit[],
  positionIds: ReadonlyMap<string, string>,
  id: () => string,
): Promise<void> {
  const unitIds = new Map(plan.map(({ key }) => [key, id()]));
  const units: UnitRow[] = [];
  const positions: PositionRow[] = [];
  for (const unit of plan) {
    const unit_id = need(unitIds, unit.key);
    units.push({
      tenant_id,
      id: unit_id,
      parent_id: unit.parent === undefined ? null : need(unitIds, unit.parent),
      code: unit.code ?? null,
      kind: unit.kind,
      name: unit.name,
      short_name: unit.short,
      sort: units.length,
    });
    for (const position of unit.positions)
      positions.push({
        tenant_id,
        id: need(positionIds, position.key),
        unit_id,
        parent_id: position.parent === undefined ? null : need(positionIds, position.parent),
        title: position.title,
        short_title: position.short,
        is_head: position.head ? 1 : 0,
        is_registrar: position.registrar ? 1 : 0,
        sort: positions.length,
        closed_at: null,
      });
  }
  await insertAll(db, 'units', units);
  await insertAll(db, 'positions', positions);
  const series = units.flatMap((unit) => numberSeries(tenant_id, unit.id, id));
  await insertAll(db, 'number_series', series);
}

function peopleOf(scope: Scope, plan: readonly PlannedUnit[], positionIds: ReadonlyMap<string, string>) {
  const { tenantId: tenant_id, now } = scope;
  const year = now.getUTCFullYear();
  const officials: OfficialRow[] = [];
  const appointments: AppointmentRow[] = [];
  const byPosition = new Map<string, OfficialRow>();
  const appoint = (key: string, official: OfficialRow, capacity: AppointmentRow['capacity']) => {
    byPosition.set(key, official);
    appointments.push({
      tenant_id,
      id: newId(now),
      official_id: official.id,
      position_id: need(positionIds, key),
      capacity,
      from_date: capacity === 'definitive' ? `${year}-01-02` : now.toISOString().slice(0, 10),
      until_date: capacity === 'definitive' ? null : `${year + 1}-12-31`,
      decree:
        capacity === 'definitive' ? `821.2/${100 + appointments.length}/${year}` : `800.1.11/77/${year}`,
    });
  };
  for (const { key } of plan.flatMap((unit) => unit.positions)) {
    if (key === acting.position) continue;
    const official: OfficialRow = {
      tenant_id,
      id: newId(now),
      name: fictitiousName(officials.length),
      nip: null,
      rank: null,
      nik_sealed: null,
      session_version: 1,
      active: 1,
    };
    officials.push(official);
    appoint(key, official, 'definitive');
  }
  const own = byPosition.get(acting.own);
  if (own) appoint(acting.position, own, 'plh');
  return { officials, appointments, byPosition };
}

async function makePortals(
  scope: Scope,
  { keys }: Office,
  secrets: DemoSecrets,
  portalUrl: string,
  people: ReadonlyMap<string, OfficialRow>,
): Promise<NonNullable<DemoSecrets['portals']>> {
  const regency = await makePortal(scope, {
    name: 'Portal Kabupaten Keerom',
    origins: [portalUrl],
    grants: ['read', 'act', 'sign', 'monitor'],
  });
  const kampung = await makePortal(scope, {
    name: 'Situs Kampung Arso Kota',
    origins: [kampungPortalOrigin],
    grants: ['read'],
  });
  const publicKey = Buffer.from(secrets.portalKey.x, 'base64url');
  const secret = Buffer.from(secrets.otherPortalSecret, 'base64url');
  const first = await addPortalKey(scope, keys, regency.portalId, 'EdDSA', publicKey);
  const second = await addPortalKey(scope, keys, kampung.portalId, 'HS256', secret);
  for (const { username, position } of demoLogins)
    await linkAccount(scope, regency.portalId, username, need(people, position).id);
  // The same name at the other site is another person there.
  await linkAccount(scope, kampung.portalId, 'tu', need(people, 'tu-91.11.02.2001').id);
  return {
    regency: { id: regency.portalId, keyId: first.keyId },
    kampung: { id: kampung.portalId, keyId: second.keyId },
  };
}

function need<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The office plan has no ${key}.`);
  return value;
}

type Table = keyof Schema;

/** In portions, since a statement of SQLite takes a limited number of values. */
async function insertAll(db: Db, table: Table, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 200)
    await db
      .insertInto(table)
      .values(rows.slice(at, at + 200) as never)
      .execute();
}
