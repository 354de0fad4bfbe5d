import type { Sentences } from './sentence.js';

/** Whether a certificate was still in force when it was used. */
export const revocationSentences = {
  'certificate-revoked': {
    id: 'Sertifikatnya sudah dicabut, dan tidak terbukti dipakai sebelum itu.',
    en: 'Its certificate was revoked, and use before that is not proved.',
  },
  'certificate-revoked-later': {
    id: 'Sertifikatnya dicabut setelah tanda tangan ini dibuat; tanda tangan ini tetap berlaku.',
    en: 'Its certificate was revoked after this signature was made; the signature still stands.',
  },
  'revocation-not-checked': {
    id: 'Tidak diperiksa apakah sertifikatnya pernah dicabut.',
    en: 'Whether its certificate was ever revoked was not checked.',
  },
  'revocation-unknown': {
    id: 'Tidak semua sertifikat dalam rantainya diketahui belum dicabut.',
    en: 'Not every certificate of its chain is known not to have been revoked.',
  },
  'revocation-stale': {
    id: 'Keterangan tentang pencabutan sertifikatnya sudah kedaluwarsa.',
    en: 'What is said of the revocation of its certificate is out of date.',
  },
  'revocation-older-than-signature': {
    id: 'Keterangan tentang pencabutan sertifikatnya dibuat sebelum tanda tangan ini.',
    en: 'What is said of the revocation of its certificate was said before this signature.',
  },
} as const satisfies Sentences;
