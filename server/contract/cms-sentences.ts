import type { Sentences } from './sentence.js';

/** What the signature itself, or a time-stamp, was found to be. */
export const cmsSentences = {
  'cms-unreadable': {
    id: 'Isi tanda tangan ini tidak dapat dibaca.',
    en: 'The content of this signature cannot be read.',
  },
  'cms-sub-filter-unknown': {
    id: 'Jenis tanda tangan ini tidak dapat diperiksa di sini. Periksa juga di layanan penerbitnya.',
    en: 'This kind of signature cannot be checked here. Check it with its issuer’s service too.',
  },
  'cms-algorithm-unknown': {
    id: 'Tanda tangan ini memakai cara hitung yang tidak dikenal di sini.',
    en: 'This signature uses an algorithm that is not known here.',
  },
  'cms-key-unsupported': {
    id: 'Jenis kunci tanda tangan ini tidak dapat diperiksa di sini.',
    en: 'The kind of key of this signature cannot be checked here.',
  },
  'cms-certificate-missing': {
    id: 'Sertifikat penanda tangan tidak ada di berkas, jadi penanda tangannya tidak diketahui.',
    en: 'The signer’s certificate is not in the file, so the signer is not known.',
  },
  'cms-signer-count': {
    id: 'Tanda tangan ini harus dari satu orang, tetapi jumlahnya lain.',
    en: 'This signature must be of one signer, but it is not.',
  },
  'cms-content-inside': {
    id: 'Tanda tangan ini membawa isi lain, bukan isi berkas ini.',
    en: 'This signature brings other content along instead of this file’s.',
  },
  'cms-content-missing': {
    id: 'Tanda tangan ini tidak memuat isi yang seharusnya ditandatangani.',
    en: 'This signature lacks the content that it should sign.',
  },
  'cms-content-wrong': {
    id: 'Isi berkas tidak cocok dengan tanda tangan ini. Jangan pakai berkas ini.',
    en: 'The content does not match this signature. Do not use this file.',
  },
  'cms-content-type-wrong': {
    id: 'Tanda tangan ini dibuat untuk hal lain, bukan untuk isi dokumen.',
    en: 'This signature was made for something else than a document.',
  },
  'cms-attribute-repeated': {
    id: 'Ada keterangan di dalam tanda tangan yang ditulis dua kali.',
    en: 'Something inside the signature is written twice.',
  },
  'cms-digest-missing': {
    id: 'Tanda tangan ini tidak memuat sidik isi berkas.',
    en: 'This signature holds no digest of the content.',
  },
  'cms-digest-wrong': {
    id: 'Isi berkas berbeda dari yang ditandatangani. Jangan pakai berkas ini.',
    en: 'The content differs from what was signed. Do not use this file.',
  },
  'cms-algorithm-mismatch': {
    id: 'Cara hitung di dalam tanda tangan ini saling bertentangan.',
    en: 'The algorithms inside this signature contradict each other.',
  },
  'cms-signature-wrong': {
    id: 'Tanda tangan tidak cocok dengan kunci di sertifikatnya. Jangan pakai berkas ini.',
    en: 'The signature does not match the key of its certificate. Do not use this file.',
  },
  'ess-wrong': {
    id: 'Tanda tangan ini menunjuk sertifikat yang lain.',
    en: 'This signature points to another certificate.',
  },
  'cms-ber': {
    id: 'Tanda tangan ditulis dengan cara lama. Isinya tetap dapat diperiksa.',
    en: 'The signature is written in an older way. It can still be checked.',
  },
  'cms-trailing-bytes': {
    id: 'Ada isi tambahan di belakang tanda tangan yang tidak dijamin siapa pun.',
    en: 'There is something behind the signature that nobody vouches for.',
  },
  'cms-certificate-unreadable': {
    id: 'Salah satu sertifikat di dalam tanda tangan tidak dapat dibaca.',
    en: 'One of the certificates in the signature cannot be read.',
  },
  'cms-no-signed-attributes': {
    id: 'Tanda tangan ini tidak memuat keterangan yang ikut ditandatangani. Bentuknya sederhana.',
    en: 'This signature signs no facts along with the content. It is of a simple form.',
  },
  'cms-signing-time-inside': {
    id: 'Waktu yang tertulis hanya menurut komputer penanda tangan.',
    en: 'The time that it tells is only that of the signer’s computer.',
  },
  'ess-missing': {
    id: 'Tanda tangan ini tidak mengikat sertifikatnya, jadi bukan bentuk PAdES.',
    en: 'This signature does not bind its certificate, so it is not of PAdES form.',
  },
  'weak-hash': {
    id: 'Tanda tangan ini memakai cara hitung lama yang sudah lemah.',
    en: 'This signature uses an old algorithm that has become weak.',
  },
  'weak-key': {
    id: 'Kunci tanda tangan ini terlalu pendek menurut ukuran sekarang.',
    en: 'The key of this signature is too short by today’s measure.',
  },
  'timestamp-unreadable': {
    id: 'Cap waktunya tidak dapat dibaca, jadi waktunya tidak terbukti.',
    en: 'Its time-stamp cannot be read, so the time is not proved.',
  },
  'timestamp-repeated': {
    id: 'Ada lebih dari satu cap waktu di tempat yang hanya boleh satu.',
    en: 'There is more than one time-stamp where only one may be.',
  },
  'timestamp-imprint-wrong': {
    id: 'Cap waktu itu milik tanda tangan lain, jadi waktunya tidak terbukti.',
    en: 'The time-stamp belongs to another signature, so the time is not proved.',
  },
  'timestamp-usage-wrong': {
    id: 'Cap waktu dibuat dengan sertifikat yang bukan untuk cap waktu.',
    en: 'The time-stamp was made with a certificate that is not for time-stamps.',
  },
  'timestamp-authority-revoked': {
    id: 'Sertifikat pembuat cap waktu sudah dicabut, jadi waktunya tidak terbukti.',
    en: 'The certificate of the time-stamp’s maker was revoked, so the time is not proved.',
  },
} as const satisfies Sentences;
