import type { PositionRow } from '../../server/database/index.js';
import { newId } from '../../server/platform/ids.js';
import { work, type Scope } from '../../server/tenants/index.js';

/** Rows of the small office of tests: three levels, an acting head with a second desk, a registrar, a district. */
export async function fillOffice(scope: Scope) {
  const { tenantId: tenant_id, now } = scope;
  const id = () => newId(now);
  const units = { kabupaten: id(), setda: id(), diskominfo: id(), distrik: id() };
  const unit = (
    unitId: string,
    parent_id: string | null,
    kind: 'kabupaten' | 'opd' | 'distrik',
    code: string | null,
    name: string,
    short_name: string,
    sort: number,
  ) => ({ tenant_id, id: unitId, parent_id, code, kind, name, short_name, sort });
  const desks = {
    registrar: id(),
    head: id(),
    kabidOne: id(),
    kabidTwo: id(),
    sekda: id(),
    regent: id(),
    monitor: id(),
    outsider: id(),
  };
  const secondDesk = id();
  const position = (
    positionId: string,
    unit_id: string,
    parent_id: string | null,
    title: string,
    short_title: string,
    more: Partial<PositionRow> = {},
  ): PositionRow => ({
    tenant_id,
    id: positionId,
    unit_id,
    parent_id,
    title,
    short_title,
    is_head: 0,
    is_registrar: 0,
    sort: 1,
    closed_at: null,
    ...more,
  });
  const names: Record<keyof typeof desks, string> = {
    registrar: 'Yuliana Sroyer (contoh)',
    head: 'Markus Wambrauw (contoh)',
    kabidOne: 'Dominggus Tafor (contoh)',
    kabidTwo: 'Maria Fatem (contoh)',
    sekda: 'Agustina Yewen (contoh)',
    regent: 'Petrus Matoa (contoh)',
    monitor: 'Ruth Kafiar (contoh)',
    outsider: 'Yan Merbau (contoh)',
  };
  const keys = Object.keys(desks) as (keyof typeof desks)[];
  const officials = Object.fromEntries(keys.map((key) => [key, id()])) as Record<keyof typeof desks, string>;
  const kinds = { incoming: id(), outgoing: id() };
  const series = (purpose: string, template: string) => ({
    tenant_id,
    id: id(),
    unit_id: units.diskominfo,
    purpose,
    template,
    pad: 3,
    reset: 'yearly' as const,
  });

  await work(scope, async ({ db }) => {
    await db
      .insertInto('units')
      .values([
        unit(units.kabupaten, null, 'kabupaten', '91.11', 'Kabupaten Keerom', 'KEEROM', 1),
        unit(units.setda, units.kabupaten, 'opd', null, 'Sekretariat Daerah', 'SETDA', 2),
        unit(
          units.diskominfo,
          units.kabupaten,
          'opd',
          null,
          'Dinas Komunikasi dan Informatika',
          'DISKOMINFO',
          3,
        ),
        unit(units.distrik, units.kabupaten, 'distrik', '91.11.02', 'Distrik Arso', 'ARSO', 4),
      ])
      .execute();
    await db
      .insertInto('positions')
      .values([
        position(desks.regent, units.kabupaten, null, 'Bupati Keerom', 'Bupati', { is_head: 1, sort: 1 }),
        position(desks.sekda, units.setda, desks.regent, 'Sekretaris Daerah Kabupaten Keerom', 'Sekda', {
          is_head: 1,
          sort: 2,
        }),
        position(
          desks.head,
          units.diskominfo,
          desks.sekda,
          'Kepala Dinas Komunikasi dan Informatika',
          'Kadis Kominfo',
          { is_head: 1, sort: 3 },
        ),
        position(
          desks.registrar,
          units.diskominfo,
          desks.head,
          'Pencatat Surat Dinas Komunikasi dan Informatika',
          'Pencatat Kominfo',
          { is_registrar: 1, sort: 4 },
        ),
        position(
          desks.kabidOne,
          units.diskominfo,
          desks.head,
          'Kepala Bidang Informatika',
          'Kabid Informatika',
          { sort: 5 },
        ),
        position(
          desks.kabidTwo,
          units.diskominfo,
          desks.head,
          'Kepala Bidang Persandian',
          'Kabid Persandian',
          { sort: 6 },
        ),
        position(secondDesk, units.diskominfo, desks.head, 'Kepala Bidang Statistik', 'Kabid Statistik', {
          sort: 7,
        }),
        position(desks.monitor, units.setda, desks.sekda, 'Kepala Bagian Organisasi', 'Kabag Organisasi', {
          sort: 8,
        }),
        position(desks.outsider, units.distrik, desks.sekda, 'Kepala Distrik Arso', 'Kadistrik Arso', {
          is_head: 1,
          sort: 9,
        }),
      ])
      .execute();
    await db
      .insertInto('officials')
      .values(
        keys.map((key) => ({
          tenant_id,
          id: officials[key],
          name: names[key],
          nip: null,
          rank: null,
          nik_sealed: null,
          session_version: 1,
          active: 1 as const,
        })),
      )
      .execute();
    const appointment = (official_id: string, position_id: string, acting = false) => ({
      tenant_id,
      id: id(),
      official_id,
      position_id,
      capacity: acting ? ('plh' as const) : ('definitive' as const),
      from_date: acting ? '2026-11-02' : '2026-01-01',
      until_date: acting ? '2026-12-31' : null,
      decree: acting ? '800.1.3.1/77/2026' : '821/12/2026',
    });
    await db
      .insertInto('appointments')
      .values([
        ...keys.map((key) => appointment(officials[key], desks[key], key === 'head')),
        appointment(officials.head, secondDesk),
      ])
      .execute();
    await db
      .insertInto('letter_kinds')
      .values([
        {
          tenant_id,
          id: kinds.incoming,
          code: 'undangan',
          name: 'Surat undangan',
          group_name: 'Korespondensi',
          direction: 'incoming',
          sort: 1,
          active: 1,
        },
        {
          tenant_id,
          id: kinds.outgoing,
          code: 'surat-dinas',
          name: 'Surat dinas',
          group_name: 'Korespondensi',
          direction: 'both',
          sort: 2,
          active: 1,
        },
      ])
      .execute();
    await db
      .insertInto('classifications')
      .values([{ tenant_id, code: '000.1', parent_code: null, name: 'Ketatausahaan dan kerumahtanggaan' }])
      .execute();
    await db
      .insertInto('instructions')
      .values(
        ['Tindak lanjuti', 'Untuk diketahui', 'Pelajari dan laporkan'].map((text, i) => ({
          tenant_id,
          id: id(),
          text,
          sort: i + 1,
          active: 1 as const,
        })),
      )
      .execute();
    await db
      .insertInto('holidays')
      .values([{ tenant_id, date: '2026-12-25', name: 'Hari Raya Natal' }])
      .execute();
    await db
      .insertInto('number_series')
      .values([series('agenda', '{urut}'), series('letters', '{klasifikasi}/{urut}/{unit}/{tahun}')])
      .execute();
  });
  return { units, desks, secondDesk, officials, kinds };
}

export async function fillOtherOffice(scope: Scope) {
  const { tenantId: tenant_id, now } = scope;
  const [unit, desk, official] = [newId(now), newId(now), newId(now)];
  await work(scope, async ({ db }) => {
    await db
      .insertInto('units')
      .values({
        tenant_id,
        id: unit,
        parent_id: null,
        code: '91.99',
        kind: 'kabupaten',
        name: 'Kabupaten Tetangga',
        short_name: 'TETANGGA',
        sort: 1,
      })
      .execute();
    await db
      .insertInto('positions')
      .values({
        tenant_id,
        id: desk,
        unit_id: unit,
        parent_id: null,
        title: 'Bupati Tetangga',
        short_title: 'Bupati',
        is_head: 1,
        is_registrar: 1,
        sort: 1,
        closed_at: null,
      })
      .execute();
    await db
      .insertInto('officials')
      .values({
        tenant_id,
        id: official,
        name: 'Orang Lain (contoh)',
        nip: null,
        rank: null,
        nik_sealed: null,
        session_version: 1,
        active: 1,
      })
      .execute();
    await db
      .insertInto('appointments')
      .values({
        tenant_id,
        id: newId(now),
        official_id: official,
        position_id: desk,
        capacity: 'definitive',
        from_date: '2026-01-01',
        until_date: null,
        decree: null,
      })
      .execute();
  });
  return { desk, official };
}
