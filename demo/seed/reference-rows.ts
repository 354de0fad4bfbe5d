import type {
  CapacityRuleRow,
  ClassificationRow,
  HolidayRow,
  InstructionRow,
  LetterKindRow,
  NumberSeriesRow,
} from '../../server/database/index.js';
import { readCsv, readReference } from './read-reference.js';

const kinds: readonly (readonly [
  code: string,
  name: string,
  group: string,
  direction: LetterKindRow['direction'],
])[] = [
  ['surat-dinas', 'Surat dinas', 'Korespondensi', 'both'],
  ['undangan', 'Surat undangan', 'Korespondensi', 'both'],
  ['nota-dinas', 'Nota dinas', 'Korespondensi', 'both'],
  ['surat-edaran', 'Surat edaran', 'Arahan', 'both'],
  ['surat-tugas', 'Surat tugas', 'Arahan', 'both'],
  ['surat-keputusan', 'Keputusan', 'Arahan', 'both'],
  ['surat-keterangan', 'Surat keterangan', 'Khusus', 'both'],
  ['surat-pengantar', 'Surat pengantar', 'Khusus', 'both'],
  ['pengumuman', 'Pengumuman', 'Khusus', 'outgoing'],
  ['laporan', 'Laporan', 'Khusus', 'both'],
  ['proposal', 'Permohonan dan proposal', 'Korespondensi', 'incoming'],
];

/**
 * Who acts for a holder decides nothing lasting (UU 30/2014 Ps 14): Keputusan is closed to Plh. and asks Plt. to make sure,
 * circulars ask Plh. Penjabat hold the office and are not limited here.
 */
const capacityRules: readonly (readonly [
  code: string,
  capacity: CapacityRuleRow['capacity'],
  rule: CapacityRuleRow['rule'],
])[] = [
  ['surat-keputusan', 'plh', 'refuse'],
  ['surat-keputusan', 'plt', 'warn'],
  ['surat-edaran', 'plh', 'warn'],
];

/**
 * Days on which offices of the country are closed: fixed ones, and those moved by moon or church as calendars foresee
 * them. A demo's figures; the joint decree of each year is what a real tenant imports.
 */
const holidays: readonly (readonly [date: string, name: string])[] = [
  ['2026-01-01', 'Tahun Baru Masehi'],
  ['2026-01-16', 'Isra Mikraj'],
  ['2026-02-17', 'Tahun Baru Imlek'],
  ['2026-03-19', 'Hari Suci Nyepi'],
  ['2026-03-21', 'Idulfitri'],
  ['2026-03-22', 'Idulfitri'],
  ['2026-04-03', 'Wafat Yesus Kristus'],
  ['2026-04-05', 'Kebangkitan Yesus Kristus'],
  ['2026-05-01', 'Hari Buruh Internasional'],
  ['2026-05-14', 'Kenaikan Yesus Kristus'],
  ['2026-05-27', 'Iduladha'],
  ['2026-05-31', 'Hari Raya Waisak'],
  ['2026-06-01', 'Hari Lahir Pancasila'],
  ['2026-06-16', 'Tahun Baru Islam'],
  ['2026-08-17', 'Hari Kemerdekaan'],
  ['2026-08-25', 'Maulid Nabi'],
  ['2026-12-25', 'Hari Raya Natal'],
  ['2027-01-01', 'Tahun Baru Masehi'],
  ['2027-01-05', 'Isra Mikraj'],
  ['2027-02-06', 'Tahun Baru Imlek'],
  ['2027-03-08', 'Hari Suci Nyepi'],
  ['2027-03-10', 'Idulfitri'],
  ['2027-03-11', 'Idulfitri'],
  ['2027-03-26', 'Wafat Yesus Kristus'],
  ['2027-03-28', 'Kebangkitan Yesus Kristus'],
  ['2027-05-01', 'Hari Buruh Internasional'],
  ['2027-05-06', 'Kenaikan Yesus Kristus'],
  ['2027-05-16', 'Iduladha'],
  ['2027-05-20', 'Hari Raya Waisak'],
  ['2027-06-01', 'Hari Lahir Pancasila'],
  ['2027-06-06', 'Tahun Baru Islam'],
  ['2027-08-15', 'Maulid Nabi'],
  ['2027-08-17', 'Hari Kemerdekaan'],
  ['2027-12-25', 'Hari Raya Natal'],
];

interface ReferenceRows {
  readonly letter_kinds: LetterKindRow[];
  readonly capacity_rules: CapacityRuleRow[];
  readonly classifications: ClassificationRow[];
  readonly instructions: InstructionRow[];
  readonly holidays: HolidayRow[];
}

/** What the tenant's forms offer. */
export function referenceRows(tenant_id: string, id: () => string): ReferenceRows {
  const { instruksi } = JSON.parse(readReference('disposisi-instruksi.json')) as { instruksi: string[] };
  const letter_kinds: LetterKindRow[] = kinds.map(([code, name, group_name, direction], sort) => ({
    tenant_id,
    id: id(),
    code,
    name,
    group_name,
    direction,
    sort,
    active: 1,
  }));
  return {
    letter_kinds,
    capacity_rules: capacityRules.flatMap(([code, capacity, rule]) => {
      const kind = letter_kinds.find((one) => one.code === code);
      return kind ? [{ tenant_id, kind_id: kind.id, capacity, rule }] : [];
    }),
    classifications: readCsv(readReference('klasifikasi-contoh.csv')).map(
      ({ kode = '', induk, nama = '' }) => ({
        tenant_id,
        code: kode,
        parent_code: induk || null,
        name: sentenceCase(nama),
      }),
    ),
    instructions: instruksi.map((text, sort) => ({ tenant_id, id: id(), text, sort, active: 1 })),
    holidays: holidays.map(([date, name]) => ({ tenant_id, date, name })),
  };
}

/** A register for each unit, and its own series of letters. */
export function numberSeries(tenant_id: string, unit_id: string, id: () => string): NumberSeriesRow[] {
  const of = (purpose: string, template: string, pad: number): NumberSeriesRow => ({
    tenant_id,
    id: id(),
    unit_id,
    purpose,
    template,
    pad,
    reset: 'yearly',
  });
  return [of('agenda', '{urut}', 1), of('letters', '{klasifikasi}/{urut}/{unit}/{tahun}', 3)];
}

function sentenceCase(name: string): string {
  return name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name;
}
