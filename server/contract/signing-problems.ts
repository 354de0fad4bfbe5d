import type { ProblemText } from './problem-text.js';

/** Refusals about numbering, signing, keys and what the public asks. */
export const signingProblems = {
  // Outgoing and signing
  'number-already-given': {
    status: 409,
    id: 'Naskah ini sudah bernomor {number}.',
    en: 'This letter already has number {number}.',
  },
  'signer-missing': {
    status: 422,
    id: 'Pilih penanda tangan.',
    en: 'Choose a signer.',
  },
  'not-your-turn': {
    status: 409,
    id: 'Naskah ini belum menunggu tanda tangan Anda. Sekarang giliran {who}.',
    en: 'This letter does not await your signature yet. It is the turn of {who}.',
  },
  'signing-not-delegated': {
    status: 403,
    id: 'Tanda tangan tidak dapat didelegasikan. Hanya pemegang jabatan ini yang dapat menandatangani. Naskah belum ditandatangani.',
    en: 'Signing cannot be delegated. Only the holder of this position can sign. Nothing was signed.',
  },
  'appointment-not-in-force': {
    status: 403,
    id: 'Penugasan Anda sebagai {position} tidak berlaku hari ini ({from}–{until}). Naskah belum ditandatangani.',
    en: 'Your appointment as {position} is not in force today ({from}–{until}). Nothing was signed.',
  },
  'capacity-closed': {
    status: 403,
    id: '{kind} tidak boleh ditandatangani oleh {capacity}, jadi mintalah pejabat definitif atau atasannya. Naskah belum ditandatangani.',
    en: '{kind} may not be signed by a {capacity}, so ask the definitive holder or the one above. Nothing was signed.',
  },
  'key-missing': {
    status: 403,
    id: 'Anda belum punya kunci tanda tangan. Minta tautan pendaftaran kepada {who}.',
    en: 'You have no signing key yet. Ask {who} for an enrolment link.',
  },
  'certificate-expired': {
    status: 403,
    id: 'Sertifikat Anda berakhir {date}. Perbarui lewat {who}. Naskah belum ditandatangani.',
    en: 'Your certificate expired {date}. Renew it at {who}. Nothing was signed.',
  },
  'certificate-revoked': {
    status: 403,
    id: 'Sertifikat Anda dicabut {date}. Minta tautan pendaftaran baru kepada {who}. Naskah belum ditandatangani.',
    en: 'Your certificate was revoked {date}. Ask {who} for a new enrolment link. Nothing was signed.',
  },
  'certificate-not-found': {
    status: 404,
    id: 'Tidak ada sertifikat pejabat dengan nomor seri {serial}.',
    en: 'No official has a certificate with serial number {serial}.',
  },
  'certificate-revoked-already': {
    status: 409,
    id: 'Sertifikat {serial} sudah dicabut.',
    en: 'Certificate {serial} was revoked already.',
  },
  'certificate-changed': {
    status: 409,
    id: 'Sertifikat ini baru saja diubah orang lain. Tidak ada yang diperbarui; lihat lagi daftarnya.',
    en: 'Somebody else has just changed this certificate. Nothing was renewed; look at the list again.',
  },
  'passphrase-wrong': {
    status: 403,
    id: 'Passphrase salah. Sisa {left} dari 5 percobaan. Naskah belum ditandatangani.',
    en: 'Wrong passphrase. {left} of 5 tries left. Nothing was signed.',
  },
  'key-locked': {
    status: 423,
    id: 'Tanda tangan Anda terkunci setelah 5 kali salah. Hubungi {who}. Naskah belum ditandatangani.',
    en: 'Your signature is locked after 5 wrong tries. Contact {who}. Nothing was signed.',
  },
  'passphrase-weak': {
    status: 422,
    id: 'Passphrase paling sedikit {min} dan paling banyak {max} huruf.',
    en: 'A passphrase has at least {min} and at most {max} characters.',
  },
  'factor-missing': {
    status: 403,
    id: 'Tanda tangan di sini memerlukan faktor kedua, dan Anda belum mendaftarkannya. Minta tautan pendaftaran kepada {who}. Naskah belum ditandatangani.',
    en: 'Signing here needs a second factor, and you have not enrolled one. Ask {who} for an enrolment link. Nothing was signed.',
  },
  'factor-needed': {
    status: 403,
    id: 'Isi kode dari aplikasi di ponsel Anda. Naskah belum ditandatangani.',
    en: 'Enter the code of the app on your phone. Nothing was signed.',
  },
  'factor-wrong': {
    status: 403,
    id: 'Kode salah atau sudah dipakai. Tunggu kode berikutnya di aplikasi. Sisa {left} dari 5 percobaan. Naskah belum ditandatangani.',
    en: 'The code is wrong or was used. Wait for the next one in the app. {left} of 5 tries left. Nothing was signed.',
  },
  'factor-locked': {
    status: 423,
    id: 'Kode salah berulang kali. Dapat dicoba lagi {until}. Ponsel hilang? Hubungi {who}. Naskah belum ditandatangani.',
    en: 'The code was wrong repeatedly. You can try again {until}. Lost your phone? Contact {who}. Nothing was signed.',
  },
  'factor-in-force': {
    status: 409,
    id: 'Faktor kedua sudah terdaftar. Ponsel hilang atau diganti? Minta pengaturan ulang lewat {who}: dua orang menyetujuinya.',
    en: 'A second factor is enrolled already. Phone lost or replaced? Ask {who} for a reset: two people approve it.',
  },
  'passkey-needed': {
    status: 409,
    id: 'Belum ada sidik jari atau kunci layar yang terdaftar untuk Anda. Pakai kode dari ponsel.',
    en: 'No fingerprint or screen lock is enrolled for you yet. Use the code of your phone.',
  },
  'passkey-over': {
    status: 403,
    id: 'Permintaan sidik jari atau kunci layar ini sudah dipakai atau lewat waktu. Ulangi, atau pakai kode dari ponsel. Naskah belum ditandatangani.',
    en: 'This request for a fingerprint or screen lock was used or is over. Try again, or use the code of your phone. Nothing was signed.',
  },
  'passkey-wrong': {
    status: 403,
    id: 'Sidik jari atau kunci layar ini tidak diterima. Ulangi, atau pakai kode dari ponsel. Naskah belum ditandatangani.',
    en: 'This fingerprint or screen lock was not accepted. Try again, or use the code of your phone. Nothing was signed.',
  },
  'passkey-copied': {
    status: 403,
    id: 'Penghitung perangkat ini mundur: kuncinya mungkin disalin, jadi tidak berlaku lagi. Pakai kode dari ponsel dan beri tahu {who}. Naskah belum ditandatangani.',
    en: 'The counter of this device went back: its key may have been copied, so that it counts no more. Use the code of your phone and tell {who}. Nothing was signed.',
  },
  'passkey-too-many': {
    status: 409,
    id: 'Sudah ada {most} perangkat yang terdaftar. Ponsel hilang atau diganti? Minta pengaturan ulang lewat {who}.',
    en: '{most} devices are enrolled already. Phone lost or replaced? Ask {who} for a reset.',
  },
  'passkey-unavailable': {
    status: 409,
    id: 'Alamat server ini tidak memungkinkan sidik jari atau kunci layar. Pakai kode dari ponsel.',
    en: 'The address of this server does not allow a fingerprint or screen lock. Use the code of your phone.',
  },
  'reset-not-found': {
    status: 404,
    id: 'Permintaan pengaturan ulang ini tidak ada, sudah dilaksanakan, atau lewat sehari.',
    en: 'This request to reset is unknown, done already, or older than a day.',
  },
  'reset-same-person': {
    status: 409,
    id: 'Pengaturan ulang memerlukan dua orang, dan tidak satu pun dari mereka pejabat yang bersangkutan.',
    en: 'A reset takes two people, and neither is the official whom it is about.',
  },
  'affirmation-missing': {
    status: 422,
    id: 'Centang pernyataan setuju dulu. Naskah belum ditandatangani.',
    en: 'Tick the affirmation first. Nothing was signed.',
  },
  'intent-not-found': {
    status: 404,
    id: 'Permintaan tanda tangan ini tidak ada atau bukan untuk situs ini. Tutup lalu buka lagi dari surat.',
    en: 'There is no such request to sign, or not for this site. Close it and open it again from the letter.',
  },
  'intent-expired': {
    status: 410,
    id: 'Permintaan tanda tangan ini sudah lewat waktu. Tutup lalu buka lagi dari surat. Naskah belum ditandatangani.',
    en: 'This request to sign has expired. Close it and open it again from the letter. Nothing was signed.',
  },
  'intent-used': {
    status: 409,
    id: 'Permintaan tanda tangan ini sudah dipakai. Lihat hasilnya di surat.',
    en: 'This request to sign was used. See the result in the letter.',
  },
  'sign-origin-wrong': {
    status: 403,
    id: 'Tanda tangan hanya dapat diberikan di halaman Noken sendiri.',
    en: 'Signing is possible only on Noken’s own page.',
  },
  'document-unsignable': {
    status: 422,
    id: 'PDF ini tidak dapat ditandatangani ({why}). Naskah belum ditandatangani. Unggah naskah yang disimpan ulang.',
    en: 'This PDF cannot be signed ({why}). Nothing was signed. Upload one that was saved anew.',
  },
  'document-unfilled': {
    status: 422,
    id: 'Naskah ini masih memuat {tags}, yang belum diganti isinya. Naskah belum ditandatangani. Tolak naskah ini supaya dilengkapi dulu.',
    en: 'This letter still says {tags}, which was to be filled in. Nothing was signed. Refuse it, so that it is completed first.',
  },
  'clock-wrong': {
    status: 503,
    id: 'Jam server Noken berbeda {minutes} menit dari stempel waktu yang tepercaya, jadi waktu tanda tangan akan salah. Naskah belum ditandatangani. Beri tahu {who} supaya jamnya dibetulkan.',
    en: 'Noken’s server clock is {minutes} minutes away from a trusted time-stamp, so that the time of a signature would be wrong. Nothing was signed. Tell {who}, so that the clock is set right.',
  },
  'document-over-gateway-size': {
    status: 413,
    id: 'Berkas naskah ini lebih dari {limit}, batas layanan tanda tangan BSrE. Naskah belum ditandatangani. Tolak naskah ini supaya dibuat lagi dengan pindaian yang lebih ringan.',
    en: 'The file of this letter is over {limit}, the most that BSrE’s signing service takes. Nothing was signed. Refuse the letter, so that it is made again with lighter scans.',
  },
  'gateway-size-refused': {
    status: 413,
    id: 'Layanan tanda tangan BSrE tidak menerima berkas sebesar ini. Naskah belum ditandatangani. Beri tahu {who}: batasnya lebih kecil daripada yang diatur di Noken.',
    en: 'BSrE’s signing service does not take a file of this size. Nothing was signed. Tell {who}: it takes less than Noken is set to.',
  },
  'document-already-signed': {
    status: 409,
    id: 'PDF ini sudah bertanda tangan, jadi tidak dapat dibubuhi nomor. Unggah naskah yang belum ditandatangani.',
    en: 'This PDF is signed already, so it cannot be stamped. Upload one that is not signed.',
  },
  'signing-uncertain': {
    status: 409,
    id: 'Hasil belum pasti. Naskah ini mungkin sudah ditandatangani, mungkin belum. Jangan tanda tangani ulang.',
    en: 'The outcome is not known. It may or may not be signed. Do not sign again.',
  },
  'signing-certain': {
    status: 409,
    id: 'Hasil tanda tangan naskah ini sudah pasti. Tidak ada yang perlu diputuskan.',
    en: 'What became of this letter’s signature is known. There is nothing to decide.',
  },
  'signed-copy-wrong': {
    status: 422,
    id: 'Berkas ini bukan naskah yang sama dengan satu tanda tangan baru. {why} Tidak ada yang diubah.',
    en: 'This file is not the same letter with one new signature. {why} Nothing was changed.',
  },
  'nik-invalid': {
    status: 422,
    id: 'NIK terdiri atas 16 angka.',
    en: 'A NIK has 16 digits.',
  },
  'nik-missing': {
    status: 403,
    id: 'NIK Anda belum dicatat, jadi tanda tangan tidak dapat diminta ke BSrE. Minta {who} mencatatnya.',
    en: 'Your NIK is not recorded, so BSrE cannot be asked for a signature. Ask {who} to record it.',
  },
  'gateway-person-unregistered': {
    status: 403,
    id: 'BSrE belum mengenal Anda sebagai penanda tangan. Daftar lewat {who}. Naskah belum ditandatangani.',
    en: 'BSrE does not know you as a signer. Register with {who}. Nothing was signed.',
  },
  'gateway-certificate-state': {
    status: 403,
    id: 'Sertifikat BSrE Anda berstatus {state}, jadi tidak dapat dipakai. Hubungi {who}. Naskah belum ditandatangani.',
    en: 'BSrE gives your certificate the state {state}, so it cannot be used. Contact {who}. Nothing was signed.',
  },
  'gateway-code-wrong': {
    status: 403,
    id: 'Kode TOTP salah atau kedaluwarsa. Minta kode baru. Naskah belum ditandatangani.',
    en: 'The TOTP code is wrong or over. Ask for a new one. Nothing was signed.',
  },
  'gateway-refused': {
    status: 422,
    id: 'Layanan tanda tangan BSrE menolak naskah ini. Naskah belum ditandatangani.',
    en: 'BSrE’s signing service refused this letter. Nothing was signed.',
  },
  'gateway-unreachable': {
    status: 503,
    id: 'Layanan tanda tangan BSrE tidak dapat dihubungi atau sedang sibuk. Coba lagi sebentar lagi. Naskah belum ditandatangani.',
    en: 'BSrE’s signing service cannot be reached or is busy. Try again in a while. Nothing was signed.',
  },
  'gateway-misconfigured': {
    status: 503,
    id: 'Server ini tidak diterima layanan tanda tangan BSrE. Beri tahu {who}. Naskah belum ditandatangani.',
    en: 'BSrE’s signing service does not accept this server. Tell {who}. Nothing was signed.',
  },
  'gateway-locked': {
    status: 423,
    id: 'Passphrase BSrE Anda salah 5 kali. Dapat dicoba lagi {until}. Lupa passphrase? Hubungi {who}. Naskah belum ditandatangani.',
    en: 'Your BSrE passphrase was wrong 5 times. You can try again {until}. Forgotten it? Contact {who}. Nothing was signed.',
  },
  'official-mode-local-key': {
    status: 403,
    id: 'Mode resmi menolak kunci pribadi yang tersimpan di server (PP 71/2019). Naskah belum ditandatangani.',
    en: 'Official mode refuses a personal key kept on the server (PP 71/2019). Nothing was signed.',
  },
  'enrolment-not-found': {
    status: 404,
    id: 'Tautan pendaftaran ini tidak ada, sudah dipakai, atau lewat waktu. Minta tautan baru.',
    en: 'This enrolment link is unknown, used or expired. Ask for a new one.',
  },
  // Public pages, monitoring
  'code-unknown': {
    status: 404,
    id: 'Kode ini tidak dikenal. Belum tentu palsu: periksa lagi kode di kertas.',
    en: 'This code is unknown. That need not mean a fake: check the code on the paper.',
  },
  'month-invalid': {
    status: 422,
    id: 'Bulan ini tidak dapat ditampilkan.',
    en: 'This month cannot be shown.',
  },
} as const satisfies Record<string, ProblemText>;
