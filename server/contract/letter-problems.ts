import type { ProblemText } from './problem-text.js';

/** Refusals about letters, their files and dispositions. */
export const letterProblems = {
  // Letters
  'letter-not-found': {
    status: 404,
    id: 'Surat ini tidak ada, atau bukan untuk meja Anda.',
    en: 'There is no such letter, or it is not for your desk.',
  },
  'letter-changed-meanwhile': {
    status: 409,
    id: 'Surat ini baru saja diubah oleh {by}. Lihat yang baru, isian Anda tetap ada.',
    en: '{by} just changed this letter. See the new one; your input is kept.',
  },
  'letter-status-wrong': {
    status: 409,
    id: 'Surat ini sudah {status}. Pekerjaan ini tidak dapat dilakukan lagi.',
    en: 'This letter is already {status}. This can no longer be done.',
  },
  'letter-file-missing': {
    status: 409,
    id: 'Berkas surat belum ada. Unggah berkasnya dulu.',
    en: 'The letter has no file yet. Upload the file first.',
  },
  'letter-duplicate': {
    status: 409,
    id: 'Mungkin sudah tercatat: agenda {agenda}. Bandingkan, lalu pilih catat juga atau batal.',
    en: 'Perhaps already recorded: agenda {agenda}. Compare, then record anyway or cancel.',
  },
  'position-unknown': {
    status: 422,
    id: 'Jabatan penerima tidak dikenal. Pilih dari daftar.',
    en: 'A receiving position is unknown. Choose from the list.',
  },
  'not-registrar': {
    status: 403,
    id: 'Meja ini tidak mencatat surat. Minta pencatat surat unit Anda.',
    en: 'This desk does not record letters. Ask your unit’s registrar.',
  },
  'kind-unknown': {
    status: 422,
    id: 'Jenis naskah tidak dikenal. Pilih dari daftar.',
    en: 'The kind of letter is unknown. Choose from the list.',
  },

  'classification-unknown': {
    status: 422,
    id: 'Kode klasifikasi tidak dikenal. Pilih dari daftar.',
    en: 'The classification code is unknown. Choose from the list.',
  },
  'withdraw-not-yours': {
    status: 403,
    id: 'Hanya penanda tangan surat ini dan pencatat surat unitnya yang dapat mencabutnya. Surat tetap berlaku.',
    en: 'Only a signer of this letter and the registrar of its unit can withdraw it. It stays in force.',
  },
  'replacement-unknown': {
    status: 422,
    id: 'Tidak ada surat lain bernomor {number} di meja ini yang sudah ditandatangani dan berlaku. Periksa nomornya. Surat ini belum dicabut.',
    en: 'This desk has no other letter numbered {number} that is signed and in force. Check the number. Nothing was withdrawn.',
  },
  // Files
  'file-not-pdf': {
    status: 422,
    id: 'Berkas ini bukan PDF. Simpan dulu sebagai PDF, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This file is not a PDF. Save it as PDF and upload again. The letter stays recorded.',
  },
  'file-empty': {
    status: 422,
    id: 'Berkas ini kosong (0 bita). Pilih berkas lain. Surat tetap tercatat.',
    en: 'This file is empty (0 bytes). Choose another. The letter stays recorded.',
  },
  'file-truncated': {
    status: 422,
    id: 'Berkas PDF ini terpotong. Unduh atau pindai ulang, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This PDF is cut off. Download or scan it again and upload. The letter stays recorded.',
  },
  'file-damaged': {
    status: 422,
    id: 'Susunan PDF ini rusak. Simpan ulang dari aplikasi asalnya, lalu unggah lagi. Surat tetap tercatat.',
    en: 'The structure of this PDF is damaged. Save it anew from its program and upload. The letter stays recorded.',
  },
  'file-encrypted': {
    status: 422,
    // To save a signed file anew takes its signatures away, so that is no advice.
    id: 'PDF ini terkunci kata sandi. Mintalah salinan tanpa kata sandi kepada pengirimnya. Surat tetap tercatat.',
    en: 'This PDF is locked with a password. Ask its sender for a copy without one. The letter stays recorded.',
  },
  'file-too-large': {
    status: 413,
    id: 'Berkas lebih dari {limit}. Pindai dengan mutu lebih rendah, lalu unggah lagi. Surat tetap tercatat.',
    en: 'The file is over {limit}. Scan at lower quality and upload again. The letter stays recorded.',
  },
  'file-over-limits': {
    status: 422,
    id: 'PDF ini terlalu rumit untuk dibuka dengan aman. Simpan ulang atau pindai, lalu unggah lagi. Surat tetap tercatat.',
    en: 'This PDF is too complex to open safely. Save or scan it anew and upload. The letter stays recorded.',
  },
  'notice-not-found': {
    status: 404,
    id: 'Pemberitahuan ini sudah tidak ada.',
    en: 'This notice is gone.',
  },
  'letter-not-signed': {
    status: 409,
    id: 'Surat ini belum ditandatangani lewat Noken. Buktinya ada setelah ditandatangani.',
    en: 'This letter was not signed through Noken yet. There is proof once it is signed.',
  },
  'revision-not-found': {
    status: 404,
    id: 'Berkas ini tidak punya versi itu. Muat ulang halaman.',
    en: 'This file has no such version. Reload the page.',
  },
  'file-not-found': {
    status: 404,
    id: 'Berkas ini tidak ada, atau tautannya sudah dipakai. Buka lagi dari surat.',
    en: 'There is no such file, or its link was used. Open it again from the letter.',
  },
  'file-there-already': {
    status: 409,
    id: 'Surat ini sudah punya berkas. Muat ulang surat untuk melihatnya.',
    en: 'This letter has its file already. Reload the letter to see it.',
  },
  'range-not-satisfiable': {
    status: 416,
    id: 'Bagian berkas yang diminta tidak ada.',
    en: 'The file has no such part.',
  },
  'upload-not-found': {
    status: 404,
    id: 'Unggahan ini sudah tidak ada. Unggah lagi dari surat.',
    en: 'This upload is gone. Upload again from the letter.',
  },
  'upload-offset-wrong': {
    status: 409,
    id: 'Bagian berkas tidak bersambung. Unggahan dilanjutkan dari bagian terakhir yang diterima.',
    en: 'The piece does not join. The upload goes on from the last piece received.',
  },
  'upload-checksum-wrong': {
    status: 422,
    id: 'Berkas yang diterima tidak sama dengan yang dikirim. Unggah lagi.',
    en: 'The file received is not the file sent. Upload again.',
  },
  // Dispositions
  'disposition-incomplete': {
    status: 422,
    id: 'Pilih penerima dan instruksi.',
    en: 'Choose a receiver and an instruction.',
  },
  'disposition-to-self': {
    status: 422,
    id: 'Disposisi tidak dapat dikirim ke meja sendiri.',
    en: 'A disposition cannot go to your own desk.',
  },
  'disposition-due-past': {
    status: 422,
    id: 'Batas {date} sudah lewat. Pilih hari ini atau sesudahnya. Disposisi belum terkirim.',
    en: 'The due date {date} has passed. Choose today or later. Nothing was sent.',
  },
  'disposition-due-after-parent': {
    status: 422,
    id: 'Batas ini melewati batas disposisi dari atas. Pilih {date} atau sebelumnya. Disposisi belum terkirim.',
    en: 'This is later than the disposition from above allows. Choose {date} or earlier. Nothing was sent.',
  },
  'disposition-read': {
    status: 409,
    id: 'Sudah dibaca pukul {time}, tidak dapat ditarik lagi.',
    en: 'Read at {time}; it can no longer be recalled.',
  },
  'disposition-status-wrong': {
    status: 409,
    id: 'Disposisi ini sudah {status}.',
    en: 'This disposition is already {status}.',
  },
  'disposition-not-found': {
    status: 404,
    id: 'Disposisi ini tidak ada, atau bukan untuk meja Anda.',
    en: 'There is no such disposition, or it is not for your desk.',
  },
  'dispositions-open': {
    status: 409,
    id: 'Masih ada {count} disposisi belum selesai. Tulis alasan menutupnya.',
    en: '{count} dispositions are still open. Give the reason for closing.',
  },
} as const satisfies Record<string, ProblemText>;
