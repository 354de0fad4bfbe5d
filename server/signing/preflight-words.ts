import type { Language } from '../contract/problems.js';
import { longDate } from '../platform/date-words.js';

/** Checks that are met, as the frame shows them. What is not met speaks by its problem. */
export const preflightWords = {
  id: {
    turn: 'Giliran Anda',
    appointment: (from: string, until: string | null) =>
      until === null
        ? `Penugasan berlaku sejak ${longDate(from)}`
        : `Berlaku ${longDate(from)}–${longDate(until)}`,
    certificate: (until: string) => `Sertifikat berlaku sampai ${until}`,
    certificateEnds: (until: string, days: number) =>
      days === 0
        ? `Sertifikat berakhir hari ini, ${until}`
        : `Sertifikat berakhir ${days} hari lagi, ${until}`,
    renew: {
      60: (who: string) => `Minta perpanjangan kepada ${who}.`,
      30: (who: string) => `Segera minta perpanjangan kepada ${who}.`,
      7: (who: string) =>
        `Minta perpanjangan kepada ${who} sekarang: sesudah itu Anda tidak dapat menandatangani.`,
    },
    document: (pages: number) => `Naskah lengkap, ${String(pages)} halaman`,
    size: (limit: string) => `Ukuran berkas di bawah batas layanan BSrE, ${limit}`,
    actingWarned: (kind: string, capacity: string) =>
      `${kind} biasanya tidak ditandatangani oleh ${capacity}`,
    actingMeaning: 'Pemerintah daerah ini meminta Anda memastikannya dulu. Anda tetap dapat menandatangani.',
    date: (date: string) => `Naskah bertanggal ${date}`,
    olderDate: (date: string, today: string) => `Naskah bertanggal ${date}, padahal hari ini ${today}`,
    olderDateMeaning: (days: number) =>
      `Tanggal itu sudah ${days} hari kerja yang lalu dan tetap tercetak begitu. Tolak naskah jika tanggalnya harus baru.`,
    trial: 'Sertifikat uji coba, belum berkekuatan hukum',
    official: 'Sertifikat elektronik nasional',
    gateway: 'Sertifikat BSrE aktif',
    factor: 'Faktor kedua: kode dari ponsel Anda',
    passkey: 'Faktor kedua: sidik jari atau kunci layar, atau kode dari ponsel Anda',
    opened: 'Sudah Anda buka',
    unopened: 'Belum Anda buka',
  },
  en: {
    turn: 'It is your turn',
    appointment: (from: string, until: string | null) =>
      until === null
        ? `Appointment in force since ${longDate(from, 'en')}`
        : `In force ${longDate(from, 'en')}–${longDate(until, 'en')}`,
    certificate: (until: string) => `Certificate valid until ${until}`,
    certificateEnds: (until: string, days: number) =>
      days === 0
        ? `Certificate ends today, ${until}`
        : `Certificate ends in ${days} ${days === 1 ? 'day' : 'days'}, ${until}`,
    renew: {
      60: (who: string) => `Ask ${who} to renew it.`,
      30: (who: string) => `Ask ${who} soon to renew it.`,
      7: (who: string) => `Ask ${who} to renew it now: after that you cannot sign.`,
    },
    document: (pages: number) => `Document complete, ${String(pages)} ${pages === 1 ? 'page' : 'pages'}`,
    size: (limit: string) => `The file is within what BSrE’s service takes, ${limit}`,
    actingWarned: (kind: string, capacity: string) => `${kind} is not usually signed by a ${capacity}`,
    actingMeaning: 'This government asks you to make sure first. You can sign all the same.',
    date: (date: string) => `The letter is dated ${date}`,
    olderDate: (date: string, today: string) => `The letter is dated ${date}, but today is ${today}`,
    olderDateMeaning: (days: number) =>
      `That was ${days} working days ago and stays printed so. Refuse the letter if it needs a new date.`,
    trial: 'Trial certificate, no legal force',
    official: 'National electronic certificate',
    gateway: 'BSrE certificate active',
    factor: 'Second factor: a code of your phone',
    passkey: 'Second factor: fingerprint or screen lock, or a code of your phone',
    opened: 'You have opened it',
    unopened: 'You have not opened it',
  },
} as const satisfies Record<Language, object>;
