import type { Sentences } from './sentence.js';

/** Who vouches for a signer, and what stands in the way. */
export const pathSentences = {
  'trust-store-empty': {
    id: 'Server ini belum diberi daftar penerbit yang dipercaya.',
    en: 'This server was given no list of trusted issuers.',
  },
  'path-not-found': {
    id: 'Sertifikatnya tidak berujung pada penerbit yang dipercaya di sini.',
    en: 'Its certificate leads to no issuer that is trusted here.',
  },
  'path-search-stopped': {
    id: 'Rantai sertifikatnya terlalu rumit untuk ditelusuri.',
    en: 'Its chain of certificates is too complex to follow.',
  },
  'certificate-expired': {
    id: 'Sertifikatnya sudah berakhir dan tidak terbukti dipakai sebelum itu.',
    en: 'Its certificate has expired, and use before that is not proved.',
  },
  'certificate-not-yet-valid': {
    id: 'Sertifikatnya belum berlaku pada waktu itu.',
    en: 'Its certificate was not valid yet at that time.',
  },
  'issuer-not-a-ca': {
    id: 'Sertifikatnya dikeluarkan oleh pihak yang bukan penerbit sertifikat.',
    en: 'Its certificate was issued by someone who is no issuer of certificates.',
  },
  'issuer-may-not-sign-certificates': {
    id: 'Penerbitnya tidak berwenang mengeluarkan sertifikat.',
    en: 'Its issuer may not issue certificates.',
  },
  'path-too-long': {
    id: 'Rantai sertifikatnya lebih panjang daripada yang diizinkan penerbit.',
    en: 'Its chain of certificates is longer than an issuer allows.',
  },
  'critical-extension-unknown': {
    id: 'Sertifikatnya memuat syarat penting yang tidak dikenal di sini.',
    en: 'Its certificate holds a critical condition that is not known here.',
  },
  'name-not-permitted': {
    id: 'Penerbitnya tidak boleh mengeluarkan sertifikat untuk nama ini.',
    en: 'Its issuer may not issue certificates for this name.',
  },
  'name-constraints-unchecked': {
    id: 'Pembatasan nama oleh penerbitnya tidak dapat diperiksa.',
    en: 'The limits that its issuer sets on names cannot be checked.',
  },
  'policy-not-met': {
    id: 'Sertifikatnya tidak memenuhi kebijakan yang dipersyaratkan.',
    en: 'Its certificate does not meet the policies that are required.',
  },
  'certificate-hash-weak': {
    id: 'Sertifikatnya memakai cara hitung lama yang sudah lemah.',
    en: 'Its certificate uses an old algorithm that has become weak.',
  },
  'certificate-key-weak': {
    id: 'Kunci di sertifikatnya terlalu pendek menurut ukuran sekarang.',
    en: 'The key of its certificate is too short by today’s measure.',
  },
  'key-usage-wrong': {
    id: 'Sertifikatnya bukan untuk tanda tangan.',
    en: 'Its certificate is not for signatures.',
  },
  'extended-key-usage-wrong': {
    id: 'Sertifikatnya dikeluarkan untuk keperluan lain.',
    en: 'Its certificate was issued for another purpose.',
  },
  'anchor-not-for-this-purpose': {
    id: 'Penerbitnya dipercaya di sini, tetapi bukan untuk keperluan ini.',
    en: 'Its issuer is trusted here, but not for this purpose.',
  },
  'anchor-rule-not-met': {
    id: 'Aturan server ini untuk penerbit itu tidak terpenuhi.',
    en: 'The rule of this server for that issuer is not met.',
  },
} as const satisfies Sentences;
