import type { UnitRow } from '../../server/database/index.js';
import { readCsv, readReference } from './read-reference.js';

/** One position of the plan. `key` is unique; `parent` is the key of the position above. */
export interface PlannedPosition {
  readonly key: string;
  readonly parent?: string;
  readonly title: string;
  readonly short: string;
  readonly head?: boolean;
  readonly registrar?: boolean;
}

export interface PlannedUnit {
  readonly key: string;
  readonly parent?: string;
  readonly code?: string;
  readonly kind: UnitRow['kind'];
  readonly name: string;
  readonly short: string;
  readonly positions: readonly PlannedPosition[];
}

const offices: readonly (readonly [key: string, name: string, short: string, head: string])[] = [
  ['bappeda', 'Badan Perencanaan Pembangunan Daerah', 'BAPPEDA', 'Kepala Bappeda'],
  ['bpkad', 'Badan Pengelolaan Keuangan dan Aset Daerah', 'BPKAD', 'Kepala BPKAD'],
  ['bkpsdm', 'Badan Kepegawaian dan Pengembangan Sumber Daya Manusia', 'BKPSDM', 'Kepala BKPSDM'],
  ['inspektorat', 'Inspektorat', 'INSPEKTORAT', 'Inspektur'],
  ['dinkes', 'Dinas Kesehatan', 'DINKES', 'Kadis Kesehatan'],
  ['disdik', 'Dinas Pendidikan', 'DISDIK', 'Kadis Pendidikan'],
  ['pupr', 'Dinas Pekerjaan Umum dan Penataan Ruang', 'PUPR', 'Kadis PUPR'],
  ['dinsos', 'Dinas Sosial', 'DINSOS', 'Kadis Sosial'],
  ['dukcapil', 'Dinas Kependudukan dan Pencatatan Sipil', 'DUKCAPIL', 'Kadis Dukcapil'],
  ['dpmk', 'Dinas Pemberdayaan Masyarakat Kampung', 'DPMK', 'Kadis PMK'],
  ['pertanian', 'Dinas Pertanian', 'DISTAN', 'Kadis Pertanian'],
  ['satpolpp', 'Satuan Polisi Pamong Praja', 'SATPOLPP', 'Kasat Pol PP'],
];

const sections: readonly (readonly [key: string, name: string, short: string])[] = [
  ['umum', 'Umum', 'UMUM'],
  ['hukum', 'Hukum', 'HUKUM'],
  ['organisasi', 'Organisasi', 'ORG'],
  ['pemerintahan', 'Pemerintahan', 'PEM'],
  ['protokol', 'Protokol dan Komunikasi Pimpinan', 'PROKOPIM'],
];

/** Kabupaten Keerom as the demo shows it: the regent, Setda with its sections, offices, 11 distrik, 91 kampung. */
export function officePlan(): PlannedUnit[] {
  return [
    regency,
    secretariat,
    ...sections.map(sectionUnit),
    kominfo,
    ...offices.map(officeUnit),
    ...wilayah(),
  ];
}

const regency: PlannedUnit = {
  key: 'keerom',
  code: '91.11',
  kind: 'kabupaten',
  name: 'Kabupaten Keerom',
  short: 'KEEROM',
  positions: [
    { key: 'bupati', title: 'Bupati Keerom', short: 'Bupati', head: true },
    { key: 'wabup', parent: 'bupati', title: 'Wakil Bupati Keerom', short: 'Wabup' },
  ],
};

const secretariat: PlannedUnit = {
  key: 'setda',
  parent: 'keerom',
  kind: 'opd',
  name: 'Sekretariat Daerah',
  short: 'SETDA',
  positions: [
    { key: 'sekda', parent: 'bupati', title: 'Sekretaris Daerah', short: 'Sekda', head: true },
    {
      key: 'asisten1',
      parent: 'sekda',
      title: 'Asisten Pemerintahan dan Kesejahteraan Rakyat',
      short: 'Asisten I',
    },
    { key: 'asisten2', parent: 'sekda', title: 'Asisten Perekonomian dan Pembangunan', short: 'Asisten II' },
    { key: 'asisten3', parent: 'sekda', title: 'Asisten Administrasi Umum', short: 'Asisten III' },
    {
      key: 'tu-setda',
      parent: 'sekda',
      title: 'Pencatat Surat Sekretariat Daerah',
      short: 'Pencatat Setda',
      registrar: true,
    },
  ],
};

const kominfo: PlannedUnit = {
  key: 'diskominfo',
  parent: 'keerom',
  kind: 'opd',
  name: 'Dinas Komunikasi dan Informatika',
  short: 'DISKOMINFO',
  positions: [
    {
      key: 'kadis',
      parent: 'sekda',
      title: 'Kepala Dinas Komunikasi dan Informatika',
      short: 'Kadis Kominfo',
      head: true,
    },
    {
      key: 'sekdis',
      parent: 'kadis',
      title: 'Sekretaris Dinas Komunikasi dan Informatika',
      short: 'Sekdis Kominfo',
    },
    {
      key: 'tu',
      parent: 'kadis',
      title: 'Pencatat Surat Dinas Komunikasi dan Informatika',
      short: 'Pencatat Kominfo',
      registrar: true,
    },
    {
      key: 'kabid-informatika',
      parent: 'kadis',
      title: 'Kepala Bidang Informatika',
      short: 'Kabid Informatika',
    },
    {
      key: 'kabid-persandian',
      parent: 'kadis',
      title: 'Kepala Bidang Persandian dan Statistik',
      short: 'Kabid Persandian',
    },
    {
      key: 'kabid-ikp',
      parent: 'kadis',
      title: 'Kepala Bidang Informasi dan Komunikasi Publik',
      short: 'Kabid IKP',
    },
  ],
};

function sectionUnit([key, name, short]: (typeof sections)[number]): PlannedUnit {
  const above = key === 'pemerintahan' || key === 'hukum' ? 'asisten1' : 'asisten3';
  const title = `Kepala Bagian ${name}`;
  return {
    key,
    parent: 'setda',
    kind: 'bagian',
    name: `Bagian ${name}`,
    short: `SETDA-${short}`,
    positions: [
      { key: `kabag-${key}`, parent: above, title, short: `Kabag ${name.split(' ')[0]}`, head: true },
    ],
  };
}

function officeUnit([key, name, short, head]: (typeof offices)[number]): PlannedUnit {
  const title = name === 'Inspektorat' ? 'Inspektur' : `Kepala ${name}`;
  return {
    key,
    parent: 'keerom',
    kind: 'opd',
    name,
    short,
    positions: [
      { key: `kepala-${key}`, parent: 'sekda', title, short: head, head: true },
      {
        key: `sekretaris-${key}`,
        parent: `kepala-${key}`,
        title: `Sekretaris ${name}`,
        short: `Sekretaris ${short}`,
      },
      {
        key: `tu-${key}`,
        parent: `kepala-${key}`,
        title: `Pencatat Surat ${name}`,
        short: `Pencatat ${short}`,
        registrar: true,
      },
    ],
  };
}

/** Codes and names from the list of the wilayah: codes have gaps, so none is ever made up. */
function wilayah(): PlannedUnit[] {
  return readCsv(readReference('keerom.csv')).flatMap(({ kode = '', tingkat, nama = '' }) => {
    if (tingkat === 'distrik') return [distrikUnit(kode, nama)];
    return tingkat === 'kampung' ? [kampungUnit(kode, nama)] : [];
  });
}

function distrikUnit(code: string, name: string): PlannedUnit {
  const head = `distrik-${code}`;
  return {
    key: code,
    parent: 'keerom',
    code,
    kind: 'distrik',
    name: `Distrik ${name}`,
    short: `DISTRIK-${name.toUpperCase().replaceAll(' ', '-')}`,
    positions: [
      { key: head, parent: 'sekda', title: `Kepala Distrik ${name}`, short: `Kadistrik ${name}`, head: true },
      {
        key: `tu-${code}`,
        parent: head,
        title: `Sekretaris Distrik ${name}`,
        short: `Sekdis ${name}`,
        registrar: true,
      },
    ],
  };
}

function kampungUnit(code: string, name: string): PlannedUnit {
  const distrik = code.slice(0, '91.11.01'.length);
  const head = `kampung-${code}`;
  return {
    key: code,
    parent: distrik,
    code,
    kind: 'kampung',
    name: `Kampung ${name}`,
    short: code,
    positions: [
      {
        key: head,
        parent: `distrik-${distrik}`,
        title: `Kepala Kampung ${name}`,
        short: `Kakam ${name}`,
        head: true,
      },
      {
        key: `tu-${code}`,
        parent: head,
        title: `Sekretaris Kampung ${name}`,
        short: `Sekkam ${name}`,
        registrar: true,
      },
    ],
  };
}
