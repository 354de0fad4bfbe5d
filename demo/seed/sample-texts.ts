import type { DrawnLetter } from './draw-letter.js';

type Paper = Omit<DrawnLetter, 'number' | 'date' | 'subject' | 'to'>;

export interface IncomingSample {
  /** Names the letter in keys and file names. */
  readonly name: string;
  readonly kind: string;
  readonly sender: string;
  number(year: string): string;
  readonly daysAgo: number;
  readonly subject: string;
  readonly derajat: 'biasa' | 'segera' | 'sangat-segera';
  readonly classification: string;
  readonly attachments?: string;
  /** Lies on the head's desk; otherwise the registrar has still to pass it on. */
  readonly routed: boolean;
  readonly disposes?: { readonly to: string; readonly note: string };
  readonly paper: Paper;
}

const government = 'Pemerintah Kabupaten Keerom';

/** Invented letters about everyday work; nobody in them exists. */
export const incomingSamples: readonly IncomingSample[] = [
  {
    name: 'gangguan-jaringan',
    kind: 'Surat dinas',
    sender: 'Distrik Senggi',
    number: (year) => `500.12/31/DISTRIK-SENGGI/${year}`,
    daysAgo: 3,
    subject: 'Gangguan jaringan VSAT kantor distrik',
    derajat: 'segera',
    classification: '500',
    routed: true,
    disposes: {
      to: 'Kepala Bidang Informatika',
      note: 'Periksa bersama penyedia, laporkan sebelum rapat mingguan.',
    },
    paper: {
      government,
      office: 'Distrik Senggi',
      address: 'Jalan Poros Senggi, Kabupaten Keerom (surat contoh)',
      paragraphs: [
        'Bersama ini kami laporkan bahwa sambungan VSAT di kantor distrik terputus sejak tiga hari lalu, terutama pada pukul 09.00 sampai 13.00 WIT.',
        'Akibatnya surat elektronik dan absensi tidak dapat dikirim. Mohon petugas dapat meninjau perangkat di tempat.',
        'Demikian kami sampaikan, atas perhatian Bapak/Ibu kami ucapkan terima kasih.',
      ],
      signer: { title: 'Kepala Distrik Senggi', name: 'Pejabat Contoh' },
    },
  },
  {
    name: 'data-pengelola',
    kind: 'Surat dinas',
    sender: 'Dinas Pemberdayaan Masyarakat Kampung',
    number: (year) => `400.10/118/DPMK/${year}`,
    daysAgo: 2,
    subject: 'Permintaan data pengelola situs kampung',
    derajat: 'biasa',
    classification: '400',
    attachments: '1 lampiran',
    routed: true,
    paper: {
      government,
      office: 'Dinas Pemberdayaan Masyarakat Kampung',
      address: 'Kompleks Perkantoran Arso, Kabupaten Keerom (surat contoh)',
      paragraphs: [
        'Dalam rangka pembinaan administrasi kampung, mohon dikirimkan daftar pengelola situs kampung yang aktif beserta alamat surat elektroniknya.',
        'Data menurut lampiran kami terima paling lambat akhir bulan ini.',
      ],
      signer: { title: 'Kepala Dinas', name: 'Pejabat Contoh' },
      enclosure: [
        [
          'Isian: kode kampung, nama kampung, nama pengelola, nomor telepon, alamat situs, keadaan situs (aktif atau tidak).',
          'Isian dikirim dalam bentuk lembar kerja, satu berkas untuk satu distrik.',
        ],
      ],
    },
  },
  {
    name: 'undangan-spbe',
    kind: 'Surat undangan',
    sender: 'Sekretariat Daerah',
    number: (year) => `000.1.5/402/SETDA/${year}`,
    daysAgo: 1,
    subject: 'Undangan rapat evaluasi SPBE triwulan IV',
    derajat: 'sangat-segera',
    classification: '000.1',
    routed: true,
    paper: {
      government,
      office: 'Sekretariat Daerah',
      address: 'Kompleks Perkantoran Arso, Kabupaten Keerom (surat contoh)',
      paragraphs: [
        'Mengharap kehadiran Saudara pada rapat evaluasi penyelenggaraan SPBE triwulan IV, bertempat di ruang rapat Sekretariat Daerah, pukul 10.00 WIT.',
        'Mengingat pentingnya acara, diharapkan hadir tepat waktu dan membawa rekap pemakaian tanda tangan elektronik di dinas masing-masing.',
      ],
      signer: { title: 'Sekretaris Daerah', name: 'Pejabat Contoh' },
    },
  },
  {
    name: 'laporan-kampung',
    kind: 'Laporan',
    sender: 'Kampung Arso Kota',
    number: (year) => `400.10.2/07/${year}`,
    daysAgo: 1,
    subject: 'Laporan pemakaian layanan surat kampung bulan lalu',
    derajat: 'biasa',
    classification: '400',
    routed: false,
    paper: {
      government,
      office: 'Kampung Arso Kota',
      address: 'Distrik Arso, Kabupaten Keerom (surat contoh)',
      paragraphs: [
        'Kami laporkan bahwa selama bulan lalu layanan surat kampung melayani 46 pemohon, 40 di antaranya selesai pada hari yang sama.',
      ],
      signer: { title: 'Kepala Kampung Arso Kota', name: 'Pejabat Contoh' },
    },
  },
];

export const outgoingSample = {
  kind: 'Surat edaran',
  subject: 'Pemeriksaan keaslian surat bertanda tangan elektronik',
  addressee: 'Kepala Distrik se-Kabupaten Keerom',
  classification: '000.1',
  paper: {
    government,
    office: 'Dinas Komunikasi dan Informatika',
    address: 'Kompleks Perkantoran Arso, Kabupaten Keerom (surat contoh)',
    paragraphs: [
      'Setiap surat yang ditandatangani secara elektronik memuat kode QR pada kaki halaman pertama. Siapa pun dapat memindainya untuk memeriksa siapa yang menandatangani, kapan, dan apakah berkasnya berubah.',
      'Petugas yang menerima surat cetak diminta mencocokkan nomor, tanggal, dan halaman pertama dengan yang tampil pada layar.',
    ],
  },
} as const;
