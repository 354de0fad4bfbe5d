import type { Language } from './problems.js';
import { reportSentence } from './report-sentences.js';
import type { Sentences } from './sentence.js';

/** Why a file that somebody brings is not the letter with one new signature. */
export const signedCopySentences = {
  'not-our-bytes': {
    id: 'Isinya tidak persis sama dengan berkas yang dikirim Noken.',
    en: 'Its content is not exactly that of the file that Noken sent.',
  },
  'signatures-differ': {
    id: 'Harus ada tepat satu tanda tangan baru, dan semua yang lama tetap ada.',
    en: 'There must be exactly one new signature, and every older one must still be there.',
  },
  'more-than-signed': {
    id: 'Selain tanda tangan, ada hal lain yang ditambahkan.',
    en: 'Something was added besides the signature.',
  },
  'pages-differ': {
    id: 'Halamannya terlihat lain dari yang dikirim Noken.',
    en: 'Its pages look different from what Noken sent.',
  },
  'rewritten-after-signing': {
    id: 'Berkas ini ditulis ulang, padahal sudah bertanda tangan sebelumnya.',
    en: 'This file was written anew although it had been signed before.',
  },
  'signer-untrusted': {
    id: 'Sertifikat penanda tangannya tidak berasal dari penerbit yang dipercaya.',
    en: 'The signer’s certificate is not from a trusted issuer.',
  },
  'signer-expired': {
    id: 'Sertifikat penanda tangannya tidak berlaku saat ditandatangani.',
    en: 'The signer’s certificate was not valid at the time of signing.',
  },
  'signer-unknown': {
    id: 'Penerbit sertifikat penanda tangannya tidak dapat dipastikan.',
    en: 'It cannot be determined who issued the signer’s certificate.',
  },
  'signer-not-national': {
    id: 'Sertifikat penanda tangannya tidak berinduk ke Root CA Indonesia.',
    en: 'The signer’s certificate has no path to Root CA Indonesia.',
  },
} as const satisfies Sentences;

/** A verdict stands before its reason. */
const judged = /^(?:unsigned|changed|broken|undetermined|unreadable)-(.+)$/;

const unknown = {
  id: 'Berkas ini tidak dapat dinilai.',
  en: 'This file could not be judged.',
} as const;

/** In the reader's language, also for a code that nobody has told us of. */
export function signedCopySentence(why: string, language: Language): string {
  if (Object.hasOwn(signedCopySentences, why))
    return signedCopySentences[why as keyof typeof signedCopySentences][language];
  const [, reason = why] = judged.exec(why) ?? [];
  return reportSentence(reason, language) ?? unknown[language];
}
