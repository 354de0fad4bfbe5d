import type { Sentences } from './sentence.js';

/** What was changed in a file after it was signed, and why that is suspicious. */
export const differenceSentences = {
  'change-unreadable': {
    id: 'Perubahan sesudah tanda tangan ini tidak dapat dibaca, jadi tidak dapat dibenarkan.',
    en: 'What was changed after this signature cannot be read, so it cannot be approved.',
  },
  'bytes-appended': {
    id: 'Ada isi yang ditempelkan di akhir berkas.',
    en: 'Content was appended at the end of the file.',
  },
  'history-rewritten': {
    id: 'Riwayat berkas ditulis ulang sesudah tanda tangan ini.',
    en: 'The history of the file was rewritten after this signature.',
  },
  'object-changed': {
    id: 'Ada bagian berkas yang diubah setelah tanda tangan ini.',
    en: 'A part of the file was changed after this signature.',
  },
  'stream-changed': {
    id: 'Teks, gambar atau huruf diubah setelah tanda tangan ini.',
    en: 'Text, a picture or a font was changed after this signature.',
  },
  'trailer-changed': {
    id: 'Pangkal berkas diubah setelah tanda tangan ini.',
    en: 'The root of the file was changed after this signature.',
  },
  'structure-changed': {
    id: 'Susunan bacaan halaman diubah setelah tanda tangan ini.',
    en: 'The reading order of pages was changed after this signature.',
  },
  'catalog-changed': {
    id: 'Susunan berkas diubah setelah tanda tangan ini.',
    en: 'The make-up of the file was changed after this signature.',
  },
  'page-added-or-removed': {
    id: 'Halaman ditambahkan atau dibuang setelah tanda tangan ini.',
    en: 'Pages were added or removed after this signature.',
  },
  'page-changed': {
    id: 'Isi halaman diubah setelah tanda tangan ini.',
    en: 'The content of a page was changed after this signature.',
  },
  'annotation-added': {
    id: 'Catatan ditempelkan di halaman setelah tanda tangan ini, dan dapat menutupi isi.',
    en: 'A note was put on a page after this signature, and may cover content.',
  },
  'annotation-removed': {
    id: 'Catatan di halaman dibuang setelah tanda tangan ini.',
    en: 'A note on a page was removed after this signature.',
  },
  'form-changed': {
    id: 'Formulir diubah setelah tanda tangan ini.',
    en: 'A form was changed after this signature.',
  },
  'field-added': {
    id: 'Kolom isian ditambahkan setelah tanda tangan ini.',
    en: 'A field was added after this signature.',
  },
  'field-removed': {
    id: 'Kolom isian dibuang setelah tanda tangan ini.',
    en: 'A field was removed after this signature.',
  },
  'field-changed': {
    id: 'Kolom isian diubah setelah tanda tangan ini.',
    en: 'A field was changed after this signature.',
  },
  'field-locked': {
    id: 'Kolom yang sudah dikunci tetap diubah setelah tanda tangan ini.',
    en: 'A locked field was changed after this signature all the same.',
  },
  'signed-field-changed': {
    id: 'Tampilan atau isi tanda tangan ini diubah sesudahnya.',
    en: 'How this signature looks or what it says was changed afterwards.',
  },
  'signature-covers-content': {
    id: 'Tanda tangan yang datang kemudian menutupi isi halaman. Bandingkan kedua versi.',
    en: 'A later signature covers content of the page. Compare both versions.',
  },
  'validation-material-odd': {
    id: 'Bahan pemeriksaan yang ditambahkan kemudian tidak lazim.',
    en: 'The validation material added later is not as it should be.',
  },
  'not-permitted-by-certification': {
    id: 'Sertifikasi berkas ini tidak mengizinkan perubahan itu.',
    en: 'The certification of this file does not permit that change.',
  },
} as const satisfies Sentences;
