import type { Language } from '../contract/problems.js';

/** Sentences of notices that the sign frame does not have. Indonesian is the source. */
export const noticeWords = {
  id: {
    daysLeft: (days: number) => (days === 0 ? 'Hari ini' : `${days} hari lagi`),
    roles: {
      issuing: 'Penerbit sertifikat uji coba',
      timestamp: 'Cap waktu uji coba',
      ocsp: 'Penjawab status sertifikat uji coba',
      signer: 'Sertifikat pejabat',
    },
    renew: (command: string) => `Perpanjang di server: ${command}`,
    authority: 'Tanyakan kepada pengelola server: otoritas uji coba harus dibuat baru sebelum tanggal itu.',
    gateway: (asked: string) => `Status sertifikat Anda di BSrE, ditanyakan ${asked}`,
  },
  en: {
    daysLeft: (days: number) => (days === 0 ? 'Today' : `${days} ${days === 1 ? 'day' : 'days'} left`),
    roles: {
      issuing: 'Issuer of the trial’s certificates',
      timestamp: 'Time-stamps of the trial',
      ocsp: 'Responder for the trial’s certificates',
      signer: 'Certificate of an official',
    },
    renew: (command: string) => `Renew it at the server: ${command}`,
    authority: 'Ask whoever runs the server: the trial’s authority must be made anew before that date.',
    gateway: (asked: string) => `Your certificate at BSrE, asked ${asked}`,
  },
} as const satisfies Record<Language, object>;
