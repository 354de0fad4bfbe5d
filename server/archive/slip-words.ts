import type { SlipSignature } from '../contract/signing-slip.js';

/** What stands on a slip, Indonesian with English below. */
export type Both = readonly [id: string, en: string];

type Check = NonNullable<SlipSignature['check']>;

export const slipWords = {
  title: ['Bukti penandatanganan', 'Signing slip'],
  trial: ['UJI COBA – BELUM BERKEKUATAN HUKUM', 'TRIAL – NO LEGAL FORCE'],
  scan: ['Pindai untuk memeriksa suratnya', 'Scan to check the letter'],
  letter: ['Naskah', 'Letter'],
  subject: ['Hal', 'Subject'],
  signer: ['Penanda tangan', 'Signed by'],
  capacity: ['Selaku', 'As'],
  time: ['Waktu', 'Time'],
  certificate: ['Sertifikat', 'Certificate'],
  provider: ['Dibuat dengan', 'Made with'],
  check: ['Pemeriksaan', 'Check'],
  affirmation: ['Pernyataan', 'Affirmation'],
  seal: ['Segel instansi', 'Institution’s seal'],
  before: ['Berkas sebelum', 'File before'],
  after: ['Berkas sesudah', 'File after'],
  ledger: ['Jejak audit', 'Audit trail'],
  foot: [
    'Slip ini menerangkan tanda tangan dan bukan tanda tangan elektronik. Buktinya ada di dalam berkas surat.',
    'This slip tells of a signature and is none itself. The proof lies in the file of the letter.',
  ],
} as const satisfies Record<string, Both>;

export const providerWords: Readonly<Record<SlipSignature['provider'], Both>> = {
  local: [
    'Kunci di server Noken, dibuka dengan passphrase',
    'A key at the Noken server, opened by passphrase',
  ],
  bsre: ['BSrE, eSign Client Service', 'BSrE, eSign Client Service'],
};

export const rewritten: Both = [
  'Penyedia menulis ulang berkas; berkas sebelumnya disimpan tersendiri.',
  'The provider wrote the file anew; the one before is kept apart.',
];

export const integrityWords: Readonly<Record<Check['integrity'], Both>> = {
  right: ['Tanda tangan cocok dengan isinya', 'The signature matches its content'],
  wrong: ['Tanda tangan tidak cocok dengan isinya', 'The signature does not match its content'],
  unchecked: ['Tanda tangan tidak dapat diperiksa', 'The signature could not be checked'],
};

export const changesWords: Readonly<Record<Check['changesAfter'], Both>> = {
  none: ['tidak ada yang berubah sesudahnya', 'nothing changed afterwards'],
  permitted: ['sesudahnya hanya tambahan yang diizinkan', 'afterwards only what is permitted was added'],
  suspicious: ['ada isi yang diubah sesudahnya', 'content was changed afterwards'],
};

export const trustWords: Readonly<Record<Check['trust'] | 'trial', Both>> = {
  trusted: ['sertifikatnya dipercaya', 'its certificate is trusted'],
  trial: ['sertifikat uji coba', 'a trial certificate'],
  untrusted: ['penerbitnya belum dipercaya', 'its issuer is not trusted'],
  expired: ['sertifikatnya sudah berakhir', 'its certificate has expired'],
  revoked: ['sertifikatnya sudah dicabut', 'its certificate was revoked'],
  unknown: ['penerbitnya tidak diketahui', 'its issuer is not known'],
};

export const gone: Both = [
  'Berkas surat sekarang tidak lagi memuat tanda tangan ini.',
  'The file of the letter no longer holds this signature.',
];
