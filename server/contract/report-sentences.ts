import { cmsSentences } from './cms-sentences.js';
import { differenceSentences } from './difference-sentences.js';
import { pathSentences } from './path-sentences.js';
import type { Language } from './problems.js';
import { revisionSentences } from './revision-sentences.js';
import { revocationSentences } from './revocation-sentences.js';
import type { Sentences } from './sentence.js';
import { structureSentences } from './structure-sentences.js';

/** Why a verdict is what it is. */
const reasonSentences = {
  'no-signature': {
    id: 'Berkas ini tidak memuat tanda tangan elektronik.',
    en: 'This file holds no electronic signature.',
  },
  'all-signatures-right': {
    id: 'Semua tanda tangan cocok dengan isi berkas.',
    en: 'All signatures match the content of the file.',
  },
  'changed-after-signing': {
    id: 'Isi berkas diubah setelah ditandatangani.',
    en: 'The content was changed after it was signed.',
  },
  'signature-wrong': {
    id: 'Sedikitnya satu tanda tangan tidak cocok dengan isi berkas.',
    en: 'At least one signature does not match the content of the file.',
  },
  'signature-not-checked': {
    id: 'Sedikitnya satu tanda tangan tidak dapat diperiksa sampai tuntas.',
    en: 'At least one signature could not be checked to the end.',
  },
  'signature-outside-form': {
    id: 'Ada tanda tangan yang tidak terdaftar di berkas, jadi tidak dapat dinilai.',
    en: 'There is a signature that the file does not list, so it cannot be judged.',
  },
  'signature-removed': {
    id: 'Ada tanda tangan di versi lama yang tidak ada lagi di versi terbaru.',
    en: 'An older version holds a signature that is gone in the newest.',
  },
  encrypted: {
    // To save a signed file anew takes its signatures away, so that is no advice.
    id: 'Berkas ini terkunci kata sandi. Mintalah salinan yang tidak terkunci kepada kantor penerbit.',
    en: 'This file is locked with a password. Ask the issuing office for a copy without one.',
  },
  empty: { id: 'Berkas ini kosong (0 bita).', en: 'This file is empty (0 bytes).' },
  'not-a-pdf': { id: 'Berkas ini bukan PDF.', en: 'This file is not a PDF.' },
  truncated: {
    id: 'Berkas ini terpotong. Mungkin unduhannya belum selesai.',
    en: 'This file is cut off. Its download may not have finished.',
  },
  damaged: {
    id: 'Susunan berkas ini rusak. Mintalah berkas aslinya kepada kantor penerbit.',
    en: 'The make-up of this file is damaged. Ask the issuing office for the original file.',
  },
  'over-limits': {
    id: 'Berkas ini terlalu besar atau terlalu rumit untuk diperiksa di sini.',
    en: 'This file is too large or too complex to be checked here.',
  },
} as const satisfies Sentences;

/**
 * A sentence in both languages for every code that a verification report can hold: reasons, problems and rules of change.
 * `server/verification/report-agrees.ts` does not compile while a code of `server/pdf` has none.
 */
export const reportSentences = {
  ...reasonSentences,
  ...structureSentences,
  ...differenceSentences,
  ...cmsSentences,
  ...pathSentences,
  ...revocationSentences,
  ...revisionSentences,
} as const;

export type ReportCode = keyof typeof reportSentences;

/** The sentence of a code; undefined where the code is none of a report. */
export function reportSentence(code: string, language: Language): string | undefined {
  return Object.hasOwn(reportSentences, code) ? reportSentences[code as ReportCode][language] : undefined;
}
