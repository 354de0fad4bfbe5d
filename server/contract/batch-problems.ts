import type { ProblemText } from './problem-text.js';

/** Refusals about many letters under one passphrase. */
export const batchProblems = {
  'batch-not-found': {
    status: 404,
    id: 'Daftar naskah ini tidak ada. Pilih lagi naskahnya dari kotak masuk.',
    en: 'There is no such list of letters. Choose the letters again in the inbox.',
  },
  'batch-over': {
    status: 409,
    id: 'Daftar naskah ini sudah selesai atau sudah lewat waktunya. Pilih lagi naskah yang belum ditandatangani.',
    en: 'This list of letters has ended. Choose again the letters that are not signed yet.',
  },
  'batch-running': {
    status: 409,
    id: 'Naskah dalam daftar ini sedang ditandatangani. Tunggu sampai selesai atau berhenti.',
    en: 'The letters of this list are being signed. Wait until that ends or stops.',
  },
  'batch-unopened': {
    status: 422,
    id: '{count} naskah belum dibuka. Buka dahulu, atau keluarkan dari daftar. Belum ada yang ditandatangani.',
    en: '{count} letters were not opened. Open them first, or take them off the list. Nothing was signed.',
  },
  'batch-changed-meanwhile': {
    status: 409,
    id: 'Daftar naskah berubah sejak ditampilkan. Lihat lagi daftarnya. Belum ada yang ditandatangani.',
    en: 'The list of letters has changed since it was shown. Look at it again. Nothing was signed.',
  },
  'batch-passphrase-needed': {
    status: 409,
    id: 'Passphrase tidak disimpan lagi. Ketik sekali lagi untuk melanjutkan.',
    en: 'The passphrase is not kept any more. Type it once more to go on.',
  },
  'batch-unsignable': {
    status: 422,
    id: 'Tidak ada naskah dalam daftar ini yang menunggu tanda tangan Anda.',
    en: 'No letter of this list awaits your signature.',
  },
} as const satisfies Record<string, ProblemText>;
