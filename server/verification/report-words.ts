import type { Language } from '../contract/problems.js';

/** Sentences of a report, as look.md §5 has them. Indonesian is the source. */
export const reportWords = {
  id: {
    trusted: [
      'Utuh dan dipercaya',
      'Isi berkas sama seperti saat ditandatangani, dan penanda tangannya diketahui.',
    ],
    untrusted: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah. Siapa penanda tangannya tidak dijamin oleh penyelenggara yang dikenal.',
    ],
    trial: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah. Tanda tangan ini uji coba dan <b>belum berkekuatan hukum</b>.',
    ],
    changed: [
      'Berubah setelah ditandatangani',
      'Jangan pakai berkas ini. Mintalah salinan baru kepada kantor penerbit.',
    ],
    broken: [
      'Tanda tangan salah',
      'Isi berkas tidak cocok dengan tanda tangannya. Jangan pakai berkas ini. Mintalah salinan baru kepada kantor penerbit.',
    ],
    undetermined: [
      'Tidak dapat dipastikan',
      'Noken tidak dapat memeriksa berkas ini sampai tuntas. Ini bukan berarti palsu.',
    ],
    unreadable: ['Tidak dapat dibaca', 'Noken tidak dapat membuka berkas ini. Ini bukan berarti palsu.'],
    unsigned: [
      'Tidak bertanda tangan',
      'Berkas ini tidak memuat tanda tangan elektronik. Pindaian surat kertas memang begitu.',
    ],
    intact: {
      none: ['Utuh', 'Tidak ada yang berubah sejak ditandatangani'],
      permitted: ['Utuh', 'Sesudahnya hanya ada tambahan yang diizinkan, misalnya tanda tangan lain'],
      suspicious: ['Berubah sesudahnya', 'Ada isi yang diubah setelah tanda tangan ini'],
      wrong: ['Tidak cocok', 'Isi berkas bukan yang ditandatangani'],
      unchecked: ['Belum diperiksa', 'Tanda tangan ini tidak dapat diperiksa di sini'],
    },
    trust: {
      trusted: ['Dipercaya', 'Sertifikatnya dari penerbit yang dipercaya'],
      trial: ['Penerbit belum dipercaya', 'Sertifikat uji coba, hanya untuk latihan'],
      untrusted: ['Penerbit belum dipercaya', 'Tidak dijamin penyelenggara yang dikenal'],
      expired: ['Sertifikat sudah berakhir', 'Tidak terbukti dipakai sebelum berakhir'],
      revoked: ['Sertifikat dicabut', 'Penerbit sudah mencabut sertifikat ini'],
      unknown: ['Tidak diketahui', 'Rantai sertifikat tidak lengkap'],
      unproved: ['Tidak diketahui', 'Tanda tangan tidak cocok, jadi nama ini tidak terbukti'],
    },
    time: {
      proved: ['Waktu terbukti', 'Cap waktu dari otoritas waktu'],
      own: ['Waktu dari server sendiri', 'Cap waktu otoritas uji coba'],
      claimed: ['Waktu belum terbukti', 'Tidak ada cap waktu yang benar'],
    },
    because: {
      'page-added-or-removed': 'Halaman ditambahkan atau dibuang setelah tanda tangan ini',
      'page-changed': 'Isi halaman diubah setelah tanda tangan ini',
      'form-changed': 'Isian diubah setelah tanda tangan ini',
      'annotation-removed': 'Catatan di halaman dibuang setelah tanda tangan ini',
      'bytes-appended': 'Ada isi yang ditempelkan di akhir berkas',
      encrypted: 'Berkas ini terkunci kata sandi. Simpan ulang tanpa kata sandi, lalu periksa lagi.',
      empty: 'Berkas ini kosong (0 bita).',
      'not-a-pdf': 'Berkas ini bukan PDF.',
      truncated: 'Berkas ini terpotong. Mungkin unduhannya belum selesai.',
      'over-limits': 'Berkas ini terlalu besar atau terlalu rumit untuk diperiksa di sini.',
    },
    nameless: 'Nama tidak terbaca',
    kind: { signature: 'tanda tangan', seal: 'segel', timestamp: 'cap waktu' },
    timeless: 'waktu tidak diketahui',
    checked: (at: string) => `diperiksa ${at}`,
    code: (code: string) => `(kode ${code})`,
  },
  en: {
    trusted: ['Intact and trusted', 'The file is as it was when it was signed, and the signer is known.'],
    untrusted: [
      'Intact, issuer not trusted',
      'The file did not change. No known provider vouches for who signed it.',
    ],
    trial: [
      'Intact, issuer not trusted',
      'The file did not change. This is a trial signature <b>without legal force</b>.',
    ],
    changed: ['Changed after signing', 'Do not use this file. Ask the issuing office for a new copy.'],
    broken: [
      'Signature wrong',
      'The file does not match its signature. Do not use it. Ask the issuing office for a new copy.',
    ],
    undetermined: [
      'Cannot be determined',
      'Noken cannot check this file to the end. That does not mean it is a fake.',
    ],
    unreadable: ['Unreadable', 'Noken cannot open this file. That does not mean it is a fake.'],
    unsigned: ['Not signed', 'This file holds no electronic signature. Scans of paper letters never do.'],
    intact: {
      none: ['Intact', 'Nothing changed since it was signed'],
      permitted: ['Intact', 'Afterwards only what is permitted was added, such as another signature'],
      suspicious: ['Changed afterwards', 'Content was changed after this signature'],
      wrong: ['Does not match', 'The file is not what was signed'],
      unchecked: ['Not checked', 'This signature cannot be checked here'],
    },
    trust: {
      trusted: ['Trusted', 'The certificate is from a trusted issuer'],
      trial: ['Issuer not trusted', 'A trial certificate, for practice only'],
      untrusted: ['Issuer not trusted', 'No known provider vouches for it'],
      expired: ['Certificate expired', 'Not proved to have been used before'],
      revoked: ['Certificate revoked', 'The issuer has revoked this certificate'],
      unknown: ['Not known', 'The chain of certificates is incomplete'],
      unproved: ['Not known', 'The signature does not match, so this name is not proved'],
    },
    time: {
      proved: ['Time proved', 'Time-stamp of a time authority'],
      own: ['Time of this server', 'Time-stamp of the trial authority'],
      claimed: ['Time not proved', 'There is no right time-stamp'],
    },
    because: {
      'page-added-or-removed': 'Pages were added or removed after this signature',
      'page-changed': 'A page was changed after this signature',
      'form-changed': 'A form was changed after this signature',
      'annotation-removed': 'A note was removed after this signature',
      'bytes-appended': 'Something was appended to the end of the file',
      encrypted: 'The file is locked with a password. Save it without one and check again.',
      empty: 'The file is empty (0 bytes).',
      'not-a-pdf': 'This file is not a PDF.',
      truncated: 'The file is cut off. The download may not have finished.',
      'over-limits': 'The file is too large or too complex to be checked here.',
    },
    nameless: 'Name not readable',
    kind: { signature: 'signature', seal: 'seal', timestamp: 'time-stamp' },
    timeless: 'time not known',
    checked: (at: string) => `checked ${at}`,
    code: (code: string) => `(code ${code})`,
  },
} as const satisfies Record<Language, object>;

export type ReportWords = (typeof reportWords)[Language];

/** A sentence for a code that people meet; undefined for one that only tells an expert something. */
export function because(code: string | undefined, words: ReportWords): string | undefined {
  const sentences: Readonly<Record<string, string>> = words.because;
  return code === undefined ? undefined : sentences[code];
}
