import type { Language } from './problems.js';
import { reportSentence } from './report-sentences.js';
import type { Summary, Verification } from './verification.js';

type Told = Pick<Verification, 'report' | 'trial'>;

/** What a verdict says to somebody who knows nothing of signatures, as look.md §5 has it. Indonesian is the source. */
const words = {
  id: {
    trusted: [
      'Utuh dan dipercaya',
      'Isi berkas sama seperti saat ditandatangani, dan penanda tangannya diketahui.',
    ],
    untrusted: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah. Siapa penanda tangannya tidak dijamin oleh penyelenggara yang dikenal.',
    ],
    revoked: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah, tetapi sertifikat penanda tangannya sudah dicabut.',
    ],
    expired: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah, tetapi sertifikat penanda tangannya sudah berakhir.',
    ],
    trial: [
      'Utuh, tetapi penerbitnya belum dipercaya',
      'Isi berkas tidak berubah. Tanda tangan ini uji coba dan belum berkekuatan hukum.',
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
    next: {
      untrusted: 'Tanyakan kepada kantor penerbit apakah tanda tangan ini memang miliknya.',
      trial: 'Jangan pakai berkas ini sebagai dasar tindakan.',
      bad: 'Simpan berkas ini. Hubungi kantor penerbit lewat nomor yang Anda cari sendiri, bukan nomor di surat ini.',
      doubt: 'Periksa juga di layanan verifikasi BSrE, atau minta kantor penerbit mengirim berkas aslinya.',
      unsigned: 'Jika surat kertasnya memuat kode QR, pindai kode itu atau ketik kodenya di halaman ini.',
      again: 'Pilih berkas PDF yang Anda terima, atau unduh sekali lagi, lalu periksa ulang.',
      locked: 'Jangan simpan ulang sendiri tanpa kata sandi: tanda tangannya akan hilang.',
    },
  },
  en: {
    trusted: ['Intact and trusted', 'The file is as it was when it was signed, and the signer is known.'],
    untrusted: [
      'Intact, issuer not trusted',
      'The file did not change. No known provider vouches for who signed it.',
    ],
    revoked: [
      'Intact, issuer not trusted',
      'The file did not change, but the signer’s certificate was revoked.',
    ],
    expired: [
      'Intact, issuer not trusted',
      'The file did not change, but the signer’s certificate has expired.',
    ],
    trial: [
      'Intact, issuer not trusted',
      'The file did not change. This is a trial signature without legal force.',
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
    next: {
      untrusted: 'Ask the issuing office whether this signature is theirs.',
      trial: 'Do not act upon this file.',
      bad: 'Keep this file. Call the issuing office by a number that you look up yourself, not one in this letter.',
      doubt:
        'Check it with BSrE’s verification service too, or ask the issuing office for the original file.',
      unsigned: 'If the paper bears a QR code, scan it or type its code on this page.',
      again: 'Choose the PDF file that you received, or download it once more, and check it again.',
      locked: 'Do not save it anew without its password yourself: that takes its signatures away.',
    },
  },
} as const satisfies Record<Language, object>;

type Next = keyof (typeof words)['id']['next'];

/** The verdict in words, one choice of them for page and element. */
export function verdictWords(told: Told, language: Language): Summary {
  const said = words[language];
  const [title, lead] = said[headline(told)];
  const { verdict, reason } = told.report;
  // What the verdict says already is not said twice.
  const why = ['unreadable', 'undetermined'].includes(verdict) ? reportSentence(reason, language) : undefined;
  const next = nextStep(told);
  return {
    title,
    lead: why === undefined ? lead : `${lead} ${why}`,
    ...(next === undefined ? {} : { next: said.next[next] }),
  };
}

function headline({ report, trial }: Told) {
  if (report.verdict !== 'intact') return report.verdict;
  if (trial) return 'trial';
  if (report.trusted) return 'trusted';
  return (
    (['revoked', 'expired'] as const).find((one) => report.signatures.some(({ trust }) => trust === one)) ??
    'untrusted'
  );
}

/** Files that a second look elsewhere finds just as wrong. */
const wrongFiles = ['not-a-pdf', 'empty', 'truncated'];

function nextStep({ report, trial }: Told): Next | undefined {
  switch (report.verdict) {
    case 'intact':
      if (trial) return 'trial';
      return report.trusted ? undefined : 'untrusted';
    case 'changed':
    case 'broken':
      return 'bad';
    case 'unsigned':
      return 'unsigned';
    case 'unreadable':
      if (report.reason === 'encrypted') return 'locked';
      return wrongFiles.includes(report.reason) ? 'again' : 'doubt';
    case 'undetermined':
      return 'doubt';
  }
}
