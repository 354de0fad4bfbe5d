import type { Language } from './problems.js';

/** What BSrE says of a person's certificate (eSign Client Service, `POST /api/v2/user/check/status`). */
export const bsreStates = [
  'ISSUE',
  'EXPIRED',
  'RENEW',
  'WAITING_FOR_VERIFICATION',
  'NEW',
  'NO_CERTIFICATE',
  'NOT_REGISTERED',
  'SUSPEND',
  'REVOKE',
] as const;
export type BsreState = (typeof bsreStates)[number];

export interface BsreStateWords {
  /** Two or three words, for a badge. */
  readonly badge: string;
  /** What it means for signing, and who does what next; `{who}` helps. */
  readonly next: string;
}

const words: Readonly<Record<Language, Readonly<Record<BsreState | 'UNKNOWN', BsreStateWords>>>> = {
  id: {
    ISSUE: { badge: 'Sertifikat aktif', next: 'Sertifikat Anda aktif. Tidak ada yang perlu dilakukan.' },
    EXPIRED: {
      badge: 'Sertifikat berakhir',
      next: 'Anda belum dapat menandatangani. Minta {who} mengajukan pembaruan di portal BSrE, lalu ikuti surel dari BSrE.',
    },
    RENEW: {
      badge: 'Sedang diperbarui',
      next: 'Pembaruan belum selesai. Buka surel dari BSrE dan selesaikan langkahnya; jika tidak ada surel, tanyakan kepada {who}.',
    },
    WAITING_FOR_VERIFICATION: {
      badge: 'Menunggu verifikator',
      next: 'Data Anda menunggu diperiksa verifikator. Minta {who} memeriksanya di portal BSrE.',
    },
    NEW: {
      badge: 'Belum diaktifkan',
      next: 'Sertifikat ada, tetapi passphrase belum dibuat. Buka surel aktivasi dari BSrE dan buat passphrase; jika hilang, minta {who} mengirimnya lagi.',
    },
    NO_CERTIFICATE: {
      badge: 'Belum ada sertifikat',
      next: 'Anda sudah terdaftar, tetapi belum punya sertifikat. Minta {who} menerbitkannya di portal BSrE.',
    },
    NOT_REGISTERED: {
      badge: 'Belum terdaftar',
      next: 'BSrE tidak mengenal NIK ini. Minta {who} memeriksa NIK Anda di Noken dan mendaftarkan Anda di portal BSrE.',
    },
    SUSPEND: {
      badge: 'Dibekukan',
      next: 'Sertifikat Anda dibekukan. Tanyakan sebabnya kepada {who}; hanya verifikator yang dapat membukanya lagi.',
    },
    REVOKE: {
      badge: 'Dicabut',
      next: 'Sertifikat Anda dicabut untuk seterusnya. Minta {who} mengajukan sertifikat baru di portal BSrE.',
    },
    UNKNOWN: {
      badge: 'Status belum jelas',
      next: 'BSrE memberi status yang tidak dikenal Noken. Tunjukkan pesan ini kepada {who}.',
    },
  },
  en: {
    ISSUE: { badge: 'Certificate active', next: 'Your certificate is active. There is nothing to do.' },
    EXPIRED: {
      badge: 'Certificate expired',
      next: 'You cannot sign yet. Ask {who} to apply for renewal at BSrE’s portal, then follow BSrE’s e-mail.',
    },
    RENEW: {
      badge: 'Being renewed',
      next: 'The renewal is not done. Open BSrE’s e-mail and finish its steps; if there is none, ask {who}.',
    },
    WAITING_FOR_VERIFICATION: {
      badge: 'Awaiting verification',
      next: 'Your details wait for a verifier. Ask {who} to check them at BSrE’s portal.',
    },
    NEW: {
      badge: 'Not activated',
      next: 'There is a certificate but no passphrase yet. Open BSrE’s activation e-mail and make one; if it is lost, ask {who} to send it again.',
    },
    NO_CERTIFICATE: {
      badge: 'No certificate yet',
      next: 'You are registered but have no certificate. Ask {who} to have it issued at BSrE’s portal.',
    },
    NOT_REGISTERED: {
      badge: 'Not registered',
      next: 'BSrE does not know this NIK. Ask {who} to check your NIK in Noken and to register you at BSrE’s portal.',
    },
    SUSPEND: {
      badge: 'Suspended',
      next: 'Your certificate is suspended. Ask {who} why; only a verifier can lift it.',
    },
    REVOKE: {
      badge: 'Revoked',
      next: 'Your certificate is revoked for good. Ask {who} to apply for a new one at BSrE’s portal.',
    },
    UNKNOWN: {
      badge: 'State unclear',
      next: 'BSrE gave a state that Noken does not know. Show this message to {who}.',
    },
  },
};

/** A state in words, also one that is new to us. @param who as it is told to people: a name, an office */
export function bsreStateWords(state: string, who: string, language: Language): BsreStateWords {
  const known = bsreStates.find((one) => one === state) ?? 'UNKNOWN';
  const { badge, next } = words[language][known];
  return { badge, next: next.replaceAll('{who}', who) };
}
