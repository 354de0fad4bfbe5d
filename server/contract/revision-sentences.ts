import type { Sentences } from './sentence.js';

/** What a later version of a file did, by the rule that allows it. */
export const revisionSentences = {
  'signature-field-added': { id: 'Tanda tangan ditambahkan.', en: 'A signature was added.' },
  'signature-filled': {
    id: 'Kolom tanda tangan yang tersedia ditandatangani.',
    en: 'A signature field that waited was signed.',
  },
  'document-timestamp': { id: 'Cap waktu dokumen ditambahkan.', en: 'A document time-stamp was added.' },
  'form-filled': { id: 'Isian formulir diisi.', en: 'A form was filled in.' },
  'form-dictionary': {
    id: 'Daftar kolom disesuaikan untuk tanda tangan.',
    en: 'The list of fields was adapted for the signature.',
  },
  'annotation-list': {
    id: 'Kotak tanda tangan dicatat di halamannya.',
    en: 'The signature’s box was noted on its page.',
  },
  'structure-tree': {
    id: 'Kotak tanda tangan dicatat di susunan bacaan.',
    en: 'The signature’s box was noted in the reading order.',
  },
  'catalog-reissued': {
    id: 'Pangkal berkas ditulis ulang karena tambahan ini.',
    en: 'The root of the file was written anew for these additions.',
  },
  'validation-material': {
    id: 'Bukti keabsahan sertifikat disimpan di berkas.',
    en: 'Proof of the certificates’ validity was kept in the file.',
  },
  extensions: {
    id: 'Keterangan versi format PDF disesuaikan.',
    en: 'The note on the version of the PDF format was adapted.',
  },
  metadata: { id: 'Keterangan berkas (metadata) diperbarui.', en: 'The file’s metadata was updated.' },
  'document-information': {
    id: 'Keterangan dokumen diperbarui, misalnya waktu simpan.',
    en: 'Facts about the document were updated, such as the time of saving.',
  },
  'rewritten-same': {
    id: 'Ada bagian yang ditulis ulang tanpa berubah isi.',
    en: 'Something was written once more with the same content.',
  },
  'object-stream': { id: 'Wadah penyimpanan di dalam berkas.', en: 'A container inside the file.' },
  xref: { id: 'Daftar isi berkas diperbarui.', en: 'The file’s table of contents was updated.' },
  unreferenced: {
    id: 'Ada bagian baru yang tidak dipakai di mana pun.',
    en: 'There is something new that is used nowhere.',
  },
  'before-signing': {
    id: 'Diubah sebelum ada tanda tangan, jadi boleh.',
    en: 'Changed before anybody signed, which is fine.',
  },
} as const satisfies Sentences;

/** Rules that tell a person something; the others are how a file is kept. */
const told: ReadonlySet<string> = new Set([
  'signature-field-added',
  'signature-filled',
  'document-timestamp',
  'form-filled',
  'validation-material',
  'metadata',
  'document-information',
  'before-signing',
] satisfies (keyof typeof revisionSentences)[]);

export function isTold(rule: string): boolean {
  return told.has(rule);
}
