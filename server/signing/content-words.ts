import type { Language } from '../contract/problems.js';
import type { FoundOddity, Oddity } from '../pdf/index.js';

interface Sentences {
  readonly title: (count: number) => string;
  /** What it means for who signs. */
  readonly meaning: string;
}

/** What a file may hold ready for later, as an official is told of it before the first signature. */
export const contentWords: Readonly<
  Record<
    Language,
    Readonly<Record<Oddity | 'looked-partly', Sentences>> & { readonly onPage: (page: number) => string }
  >
> = {
  id: {
    onPage: (page) => `, mulai halaman ${String(page)}`,
    'objects-unreferenced': {
      title: (count) => `Berkas memuat ${String(count)} bagian yang tidak tampil di halaman mana pun`,
      meaning: 'Bagian seperti itu dapat ditampilkan belakangan, sesudah Anda menandatangani.',
    },
    'object-twice': {
      title: (count) => `${String(count)} bagian berkas tertulis dua kali dengan nomor yang sama`,
      meaning: 'Pembaca PDF yang satu dapat menampilkan isi yang lain daripada yang Anda lihat.',
    },
    'object-replaced': {
      title: (count) =>
        `${String(count)} isi halaman pernah diganti, dan isi lamanya masih ada di dalam berkas`,
      meaning: 'Isi lama itu tidak tampil, tetapi ikut Anda tandatangani.',
    },
    overlay: {
      title: (count) => `${String(count)} kolom isian atau catatan menutupi isi halaman`,
      meaning: 'Yang menutupi dapat diganti atau diangkat belakangan tanpa mengubah halamannya.',
    },
    'overlay-hidden': {
      title: (count) => `${String(count)} kolom isian atau catatan tersembunyi`,
      meaning: 'Yang tersembunyi dapat ditampilkan belakangan tanpa mengubah halamannya.',
    },
    'field-open': {
      title: (count) => `${String(count)} kolom isian masih dapat diisi`,
      meaning: 'Isinya dapat diganti sesudah Anda menandatangani. Naskah jadi biasanya tidak berkolom isian.',
    },
    'text-covered': {
      title: (count) => `${String(count)} tulisan tertutup gambar atau bidang lain`,
      meaning: 'Yang tertutup tidak Anda lihat, tetapi dapat tampil bila penutupnya diangkat.',
    },
    'looked-partly': {
      title: () => 'Berkas ini terlalu besar atau rumit untuk diperiksa seluruhnya',
      meaning: 'Bagian yang tersembunyi di dalamnya mungkin tidak ditemukan.',
    },
  },
  en: {
    onPage: (page) => `, from page ${String(page)} on`,
    'objects-unreferenced': {
      title: (count) =>
        `The file holds ${count === 1 ? '1 part' : `${String(count)} parts`} that no page shows`,
      meaning: 'Such parts can be shown later, after you have signed.',
    },
    'object-twice': {
      title: (count) =>
        `${count === 1 ? '1 part of the file is' : `${String(count)} parts of the file are`} written twice under one number`,
      meaning: 'Another PDF reader may show something else than you see.',
    },
    'object-replaced': {
      title: (count) =>
        `${count === 1 ? '1 piece of page content was' : `${String(count)} pieces of page content were`} replaced, and the old is still in the file`,
      meaning: 'The old content is not shown, but you sign it too.',
    },
    overlay: {
      title: (count) =>
        `${count === 1 ? '1 form field or note covers' : `${String(count)} form fields or notes cover`} what a page says`,
      meaning: 'What covers it can be exchanged or lifted later without a change of the page.',
    },
    'overlay-hidden': {
      title: (count) =>
        `${count === 1 ? '1 form field or note is' : `${String(count)} form fields or notes are`} hidden`,
      meaning: 'What is hidden can be shown later without a change of the page.',
    },
    'field-open': {
      title: (count) =>
        `${count === 1 ? '1 form field' : `${String(count)} form fields`} can still be filled in`,
      meaning:
        'What stands there can be changed after you have signed. A finished letter usually has no fields.',
    },
    'text-covered': {
      title: (count) =>
        `${count === 1 ? '1 piece of text lies' : `${String(count)} pieces of text lie`} under a picture or another area`,
      meaning: 'You do not see what is covered, but it can appear when the cover is lifted.',
    },
    'looked-partly': {
      title: () => 'This file is too large or intricate to be looked at wholly',
      meaning: 'Parts that are hidden in it may not have been found.',
    },
  },
};

/** Title and meaning of one finding. */
export function contentSentences(
  found: Pick<FoundOddity, 'count' | 'page'> & { readonly code: Oddity | 'looked-partly' },
  language: Language,
): { readonly title: string; readonly detail: string } {
  const words = contentWords[language];
  const { title, meaning } = words[found.code];
  const where = found.page === undefined ? '' : words.onPage(found.page);
  return { title: title(found.count) + where, detail: meaning };
}
