export type Language = 'id' | 'en';

type Sentence = string | ((...values: never[]) => string);
type Like<T> = {
  readonly [K in keyof T]: T[K] extends (...values: infer A) => string ? (...values: A) => string : string;
};

/**
 * Sentences of one element in both languages. Indonesian is the source and gives the keys; English that lacks one,
 * or has one too many, does not compile. A sentence with something to fill in is a function.
 */
export function inBothLanguages<T extends Readonly<Record<string, Sentence>>>(words: {
  readonly id: T;
  readonly en: NoInfer<Like<T>>;
}): { readonly id: T; readonly en: Like<T> } {
  return words;
}

/** Sentences that more than one element says. */
export const commonWords = inBothLanguages({
  id: {
    trial: 'Uji coba',
    trialMeaning: 'belum berkekuatan hukum',
    retry: 'Coba lagi',
    cancel: 'Batal',
    close: 'Tutup',
    back: 'Kembali',
    slow: (seconds: number) => `sambungan lambat, sudah ${seconds} detik`,
    notLost: 'Surat Anda tidak hilang.',
    answered: 'Server Noken menjawab, tetapi sedang bermasalah.',
    offline: 'Tidak ada sambungan.',
    offlineMeaning: 'Isi layar ini tetap ada. Coba lagi saat tersambung.',
    fetchingPart: 'Mengambil bagian ini…',
    partFailed: 'Bagian ini tidak dapat diambil',
    copiedAt: (time: string) => `Daftar ini disalin pukul ${time}.`,
    expired: 'Sesi berakhir',
    expiredMeaning:
      'Anda keluar dari portal atau lama tidak aktif. Setelah masuk lagi, layar dan isian Anda seperti semula.',
    signInAgain: 'Masuk lagi lewat portal',
    ifItStays: (code: string, time: string) =>
      `Jika tetap terjadi, hubungi admin dan sebutkan kode ${code} (${time}).`,
    sangatSegera: 'Sangat segera',
    segera: 'Segera',
    derajatBiasa: 'Biasa',
    sifatBiasa: 'Biasa',
    terbatas: 'Terbatas',
    rahasia: 'Rahasia',
    sangatRahasia: 'Sangat rahasia',
    late: (days: number) => `Terlambat ${days} hari kerja`,
    due: (day: string) => `Batas ${day}`,
    dueToday: 'Batas hari ini',
    dueTomorrow: 'Batas besok',
    waitsSign: 'Menunggu tanda tangan Anda',
    waitsParaf: 'Menunggu paraf Anda',
    waitsDisposition: 'Menunggu disposisi Anda',
    waitsFollowUp: 'Menunggu tindak lanjut Anda',
    waitsFile: 'Menunggu berkas',
    waitsNumber: 'Menunggu nomor',
    waitsRoute: 'Menunggu diteruskan',
    waitsClose: 'Siap diselesaikan',
    uncertain: 'Hasil belum pasti',
    unread: 'Belum dibaca',
    answerInvalid: 'Jawaban server tidak dapat dibaca. Tidak ada yang berubah. Coba lagi.',
    sessionAnswerInvalid:
      'Respons sesi dari portal bukan JSON. Sampaikan kepada admin portal: alamat sesi harus menjawab {token} saja, tanpa peringatan PHP.',
    sessionRefused: 'Portal tidak memberi sesi. Masuk ke portal, lalu coba lagi.',
    clientMissing: 'Bagian ini belum tersambung ke Noken. Admin portal: letakkan di dalam <noken-session>.',
    somethingWrong: 'Ada yang salah di halaman ini. Surat Anda tidak hilang. Muat ulang halaman.',
  },
  en: {
    trial: 'Trial',
    trialMeaning: 'no legal force',
    retry: 'Try again',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    slow: (seconds) => `slow connection, ${seconds} seconds so far`,
    notLost: 'Your letters are not lost.',
    answered: 'The Noken server answered, but is in trouble.',
    offline: 'No connection.',
    offlineMeaning: 'What is on this screen stays. Try again when you are connected.',
    fetchingPart: 'Fetching this part…',
    partFailed: 'This part could not be fetched',
    copiedAt: (time) => `This list was copied at ${time}.`,
    expired: 'Your session ended',
    expiredMeaning:
      'You signed out of the portal or were away for long. Sign in again and all is as you left it.',
    signInAgain: 'Sign in again through the portal',
    ifItStays: (code, time) => `If it stays, call your admin and give the code ${code} (${time}).`,
    sangatSegera: 'Very urgent',
    segera: 'Urgent',
    derajatBiasa: 'Ordinary',
    sifatBiasa: 'Ordinary',
    terbatas: 'Restricted',
    rahasia: 'Secret',
    sangatRahasia: 'Top secret',
    late: (days) => `${days} working ${days === 1 ? 'day' : 'days'} late`,
    due: (day) => `Due ${day}`,
    dueToday: 'Due today',
    dueTomorrow: 'Due tomorrow',
    waitsSign: 'Awaiting your signature',
    waitsParaf: 'Awaiting your initials',
    waitsDisposition: 'Awaiting your disposition',
    waitsFollowUp: 'Awaiting your follow-up',
    waitsFile: 'Awaiting the file',
    waitsNumber: 'Awaiting a number',
    waitsRoute: 'Awaiting routing',
    waitsClose: 'Ready to be closed',
    uncertain: 'Outcome not known',
    unread: 'Unread',
    answerInvalid: 'The server’s answer could not be read. Nothing changed. Try again.',
    sessionAnswerInvalid:
      'The portal’s session answer is not JSON. Tell the portal’s admin: the session address must answer {token} alone, without PHP warnings.',
    sessionRefused: 'The portal gave no session. Sign in to the portal and try again.',
    clientMissing: 'This part is not connected to Noken yet. Portal admin: put it inside <noken-session>.',
    somethingWrong: 'Something went wrong on this page. Your letters are not lost. Reload the page.',
  },
});
