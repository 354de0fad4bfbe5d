import type { Sentences } from './sentence.js';

/** What stands wrong in the file around a signature. */
export const structureSentences = {
  'sub-filter-unknown': {
    id: 'Jenis tanda tangan ini tidak dapat diperiksa di sini. Periksa juga di layanan penerbitnya.',
    en: 'This kind of signature cannot be checked here. Check it with its issuer’s service too.',
  },
  'signature-empty': {
    id: 'Kolom tanda tangan ini kosong, belum ada yang menandatanganinya.',
    en: 'This signature field is empty; nobody has signed in it.',
  },
  'signature-incomplete': {
    id: 'Tanda tangan ini tidak lengkap. Mintalah berkas aslinya kepada kantor penerbit.',
    en: 'This signature is incomplete. Ask the issuing office for the original file.',
  },
  'byte-range-missing': {
    id: 'Tanda tangan ini tidak menyebut bagian berkas yang ditandatangani.',
    en: 'This signature does not say which part of the file it signs.',
  },
  'byte-range-wrong': {
    id: 'Bagian berkas yang disebut tanda tangan ini tidak masuk akal.',
    en: 'The part of the file that this signature names makes no sense.',
  },
  'byte-range-outside': {
    id: 'Tanda tangan ini mencakup lebih banyak daripada isi berkas. Berkas mungkin terpotong.',
    en: 'This signature covers more than the file holds. The file may be cut off.',
  },
  'byte-range-gap-wrong': {
    id: 'Ada bagian berkas yang tidak dicakup tanda tangan ini. Jangan pakai berkas ini.',
    en: 'A part of the file is not covered by this signature. Do not use this file.',
  },
  'bytes-before-header': {
    id: 'Ada isi di depan awal PDF. Mintalah berkas aslinya kepada kantor penerbit.',
    en: 'There is content before the beginning of the PDF. Ask the issuing office for the original file.',
  },
  'covered-end-wrong': {
    id: 'Bagian yang ditandatangani tidak berakhir di akhir sebuah versi berkas.',
    en: 'What was signed does not end where a version of the file ends.',
  },
  'revision-unreadable': {
    id: 'Versi berkas yang ditandatangani tidak dapat dibuka tersendiri.',
    en: 'The version of the file that was signed cannot be opened by itself.',
  },
  'revision-differs': {
    id: 'Tanda tangan ini ditulis lain daripada di versi yang ditandatangani. Jangan pakai berkas ini.',
    en: 'This signature reads otherwise than in the version that was signed. Do not use this file.',
  },
  'usage-rights': {
    id: 'Ini izin pemakaian untuk program pembaca, bukan tanda tangan seseorang.',
    en: 'This grants rights to a reader program; it is not the signature of a person.',
  },
  'value-in-several-fields': {
    id: 'Satu tanda tangan dipakai di beberapa kolom.',
    en: 'One signature is used in several fields.',
  },
  'value-in-object-stream': {
    id: 'Tanda tangan ini disimpan di tempat yang tidak semestinya.',
    en: 'This signature is kept where none may be.',
  },
  'repeated-key': {
    id: 'Ada keterangan tanda tangan yang ditulis dua kali, jadi artinya tidak pasti.',
    en: 'Something about this signature is written twice, so its meaning is not certain.',
  },
} as const satisfies Sentences;
